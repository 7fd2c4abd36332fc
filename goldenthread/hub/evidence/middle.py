"""The median of several places, from their figures before rounding: of rounded ones it can be a step out."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator

ROUNDED_TWICE = 0.55  # of the last decimal place: a figure rounded by its publisher and again here


def unrounded(figure: Observation, indicator: Indicator) -> float:
    """A figure that there is, with every decimal place: what its counts give, else as published, where that is the one shown."""
    value = figure.value or 0.0
    near = ROUNDED_TWICE * 10**-indicator.decimals + 1e-9
    given = (each for each in (_of_counts(figure, indicator), figure.published_value) if each is not None)
    return next((each for each in given if abs(each - value) <= near), value)


def _of_counts(figure: Observation, indicator: Indicator) -> float | None:
    n, d = figure.numerator, figure.denominator
    if indicator.method == "growth":
        now, before = (figure.cells[role].value if role in figure.cells else None for role in ("value", "previous"))
        n, d = (now - before if now is not None and before is not None else None), before
    return indicator.scale * n / d if n is not None and d else None


def middle(figures: Iterable[Observation], indicator: Indicator) -> float:
    """The median of figures that there are, rounded as the indicator is."""
    return rounded(median(unrounded(figure, indicator) for figure in figures), indicator)


def rounded(amount: float, indicator: Indicator) -> float:
    """Half away from zero, as every figure is; nine places first take off the dust of binary sums."""
    step = Decimal(1).scaleb(-indicator.decimals)
    return float(Decimal(str(round(amount, 9))).quantize(step, ROUND_HALF_UP))
