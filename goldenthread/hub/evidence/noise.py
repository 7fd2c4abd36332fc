"""How far chance alone could move a figure, and whether two figures differ by more than that.

Wilson's limits for shares, Byar's for rates, and Newcombe's way to the difference of two. What is meant by
chance, what is not covered and where the formulas come from: docs/methods/uncertainty.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator

from .places import ENGLAND, LONDON
from .presenters import written

Verdict = Literal["higher", "lower", "no clear difference", "cannot be told"]

Z = 1.959963984540054  # leaves 2.5 % on either side of a normal distribution
SCALES = {"percent": 100, "per-100": 100, "per-1000": 1_000, "per-10000": 10_000}  # units of a count over a count
ROUNDED_TWICE = 0.55  # of the last decimal place: a figure rounded by its publisher and again here


@dataclass(frozen=True, slots=True)
class Interval:
    """The 95 % range of a figure, in the indicator's unit, unrounded; `low` ≤ the figure ≤ `high`."""

    low: float
    high: float


def interval(observation: Observation, indicator: Indicator) -> Interval | None:
    """The 95 % range in which the figure could lie by chance alone; None where that cannot be told.

    It can be told where the figure is a count over a count and its source gives both. Where it is counted on too
    few to compare there still is a range, a wide one.
    """
    counts = _counts(observation, indicator)
    if counts is None or observation.value is None:
        return None
    n, d = counts
    scale = SCALES[indicator.unit]
    low, high = _limits(n, d, _is_share(indicator, counts))
    # The figure is rounded and the limits are not: of a large area it could lie a hair outside.
    return Interval(min(low * scale, observation.value), max(high * scale, observation.value))


def compared(a: Observation, b: Observation, indicator: Indicator) -> Verdict:
    """How `a` stands to `b`, two figures of one indicator for two areas.

    'higher' and 'lower' only where the difference is more than noise: the 95 % interval of the difference leaves
    out zero. Amounts of money for a head or a plan are accounts: any difference is one. 'cannot be told' where a
    figure is absent, is counted on too few, has no counts or is a nought that may be unrecorded, and for sizes,
    which say how large a place is.
    A London borough beside London, and anywhere beside England, is compared with the rest of it.
    """
    if a.value is None or b.value is None or a.small_denominator or b.small_denominator:
        return "cannot be told"
    if may_be_unrecorded(a, indicator) or may_be_unrecorded(b, indicator):
        return "cannot be told"
    if written.is_account(indicator):
        return _verdict(a.value - b.value, a.value - b.value)
    own, other = _counts(a, indicator), _counts(b, indicator)
    if own is None or other is None:
        return "cannot be told"
    if _is_part(a, b):
        other = _rest(other, own)
    elif _is_part(b, a):
        own = _rest(own, other)
    return _verdict(*difference(own, other, _is_share(indicator, own, other)))


def may_be_unrecorded(figure: Observation, indicator: Indicator) -> bool:
    """Whether it is a nought where a nought may mean that nobody recorded any."""
    return indicator.nought_may_be_unrecorded and figure.value == 0


Counts = tuple[float, float]  # numerator and denominator
Limits = tuple[float, float]


def _counts(figure: Observation, indicator: Indicator) -> Counts | None:
    """The numbers that a figure is made of; None where they are not given, count nothing or do not give the figure."""
    scale, n, d = SCALES.get(indicator.unit), figure.numerator, figure.denominator
    if scale is None or written.is_account(indicator) or figure.value is None or n is None or d is None:
        return None
    if n < 0 or d <= 0 or n != int(n) or d != int(d):
        return None
    near = ROUNDED_TWICE * 10**-indicator.decimals + 1e-9
    return (n, d) if abs(figure.value - scale * n / d) <= near else None


def _is_share(indicator: Indicator, *parts: Counts) -> bool:
    """Whether each numerator can be a part of its denominator; else it counts events beside people."""
    return indicator.unit == "percent" and all(n <= d for n, d in parts)


def _limits(n: float, d: float, share: bool) -> Limits:
    return wilson(n, d) if share else (byar(n)[0] / d, byar(n)[1] / d)


def wilson(n: float, d: float) -> Limits:
    """Wilson's score limits of the proportion `n` of `d`."""
    p, zz = n / d, Z * Z
    middle, half = p + zz / (2 * d), Z * sqrt(p * (1 - p) / d + zz / (4 * d * d))
    low, high = (middle - half) / (1 + zz / d), (middle + half) / (1 + zz / d)
    return (0.0 if n == 0 else low, 1.0 if n == d else high)


def byar(n: float) -> Limits:
    """Byar's approximation to the exact Poisson limits of a count."""
    low = n * (1 - 1 / (9 * n) - Z / (3 * sqrt(n))) ** 3 if n else 0.0
    more = n + 1
    return max(low, 0.0), more * (1 - 1 / (9 * more) + Z / (3 * sqrt(more))) ** 3


def difference(own: Counts, other: Counts, share: bool) -> Limits:
    """Limits of the difference of two shares or rates, from the limits of each."""
    (low, high), (other_low, other_high) = _limits(*own, share), _limits(*other, share)
    a, b = own[0] / own[1], other[0] / other[1]
    return a - b - sqrt((a - low) ** 2 + (other_high - b) ** 2), a - b + sqrt((high - a) ** 2 + (b - other_low) ** 2)


def _verdict(low: float, high: float) -> Verdict:
    if low > 0:
        return "higher"
    return "lower" if high < 0 else "no clear difference"


def _is_part(a: Observation, b: Observation) -> bool:
    """Whether `a` is counted in `b`, as far as the codes of the Office for National Statistics tell."""
    if b.area_code == LONDON:
        return a.area_code.startswith("E09")
    return b.area_code == ENGLAND and a.area_code != ENGLAND


def _rest(whole: Counts, part: Counts) -> Counts:
    """The whole without the part; the whole itself where the one cannot be taken from the other."""
    n, d = whole[0] - part[0], whole[1] - part[1]
    fits = d > 0 and n >= 0 and (n <= d or whole[0] > whole[1])
    return (n, d) if fits else whole
