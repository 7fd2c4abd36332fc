"""How the boroughs are spread: the strip of dots, the median, the middle half and the ends, in words."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from goldenthread.hub.evidence.charts.distribution import Dot, Mark, strip_chart
from goldenthread.hub.evidence.charts.drawing import draw
from goldenthread.hub.evidence.middle import rounded, unrounded
from goldenthread.hub.evidence.places import ENGLAND, LONDON
from goldenthread.hub.evidence.presenters import sentences, written
from goldenthread.hub.evidence.queries import Benchmark
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator

FEWEST = 4  # figures of which quarters can be spoken of


@dataclass(frozen=True, slots=True)
class Spread:
    """The strip in two widths with its words."""

    title: str
    wide: SafeString
    narrow: SafeString
    key: tuple[tuple[str, str], ...]
    sentence: str


def fit(page: Benchmark) -> list[Observation]:
    """The boroughs' figures that may be set beside each other: there, and counted on enough; lowest first."""
    figures = [o for o in _known(page) if not o.small_denominator]
    return sorted(figures, key=lambda o: (o.value or 0, o.area_name))


def sound(page: Benchmark) -> list[Observation]:
    """Those of them that words may be made of: none rests on a return whose total is amended."""
    return [o for o in fit(page) if not o.left_out]


def _known(page: Benchmark) -> list[Observation]:
    return [o for o in map(page.at, page.boroughs) if o and o.value is not None]


def quarters(values: Sequence[float]) -> tuple[float, float, float] | None:
    """Lower quartile, median and upper quartile, between neighbouring figures where they fall there; None for too few."""
    if len(values) < FEWEST:
        return None
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, middle, high


def spread(page: Benchmark, title: str) -> Spread | None:
    """The strip; None where no borough has a figure."""
    indicator = page.question.indicator
    figures = _known(page)
    if not figures:
        return None
    values = [unrounded(o, indicator) for o in sound(page)]
    cut = None if indicator.unit in written.JUDGED else quarters(values)  # half an opinion says nothing
    dots, marks = [_dot(page, o) for o in figures], _marks(page, cut)
    half = (cut[0], cut[2]) if cut else None

    def say(tick: float) -> str:
        return axis_words(tick, indicator)

    sentence = words(page, cut)
    return Spread(
        title,
        draw(strip_chart(dots, marks, half, say), title, sentence),
        draw(strip_chart(dots, marks, half, say, narrow=True), title, sentence),
        _key(page, bool(cut), dots),
        sentence,
    )


def axis_words(tick: float, indicator: Indicator) -> str:
    """A round number below the strip: '20%', '£20m', '1,000'; '' where the indicator has only whole numbers and this is none."""
    if indicator.decimals == 0 and tick != int(tick):
        return ""
    sign = "£" if indicator.unit in wording.POUNDS else ""
    size, least = abs(tick), f"{abs(tick):,.10f}".rstrip("0").rstrip(".")
    told = f"{size / 1e6:,.10g}m" if size >= 1e6 else f"{size / 1e3:,.10g}k" if sign and size >= 1e4 else least
    return (wording.MINUS if tick < 0 else "") + sign + told + ("%" if indicator.unit == "percent" else "")


def words(page: Benchmark, cut: tuple[float, float, float] | None) -> str:
    """The ends, the median and the middle half in sentences."""
    indicator, known = page.question.indicator, sound(page)
    if not known:
        return "Every figure is counted on too few to compare."
    low_end, high_end = (written.in_words(known[end], indicator) for end in (0, -1))
    ends = f"From {low_end} to {high_end}." if low_end != high_end else f"Every figure is {low_end}."
    if len(known) == 1:
        ends = f"One figure: {low_end} in {known[0].area_name}."
    left_out = sentences.not_compared(o for o in _known(page) if o.left_out)
    if cut is None:
        return ends + left_out
    low, middle, high = (_written(value, indicator) for value in cut)
    return f"{ends} The median borough has {middle}; the middle half of the boroughs lie between {low} and {high}.{left_out}"


def _written(value: float, indicator: Indicator) -> str:
    return wording.amount(rounded(value, indicator), indicator.unit, indicator.decimals)


def _dot(page: Benchmark, figure: Observation) -> Dot:
    words = f"{figure.area_name}: {written.value(figure, page.question.indicator)}"
    if figure.area_code == page.question.area_code:
        return Dot(figure.value or 0, words, "chosen")
    return Dot(figure.value or 0, words, "few" if figure.small_denominator else "other")


def _marks(page: Benchmark, cut: tuple[float, float, float] | None) -> list[Mark]:
    indicator = page.question.indicator
    marks = [Mark(cut[1], f"Median {_written(cut[1], indicator)}", "median")] if cut else []
    larger = () if written.is_count(indicator) else ((LONDON, "london"), (ENGLAND, "england"))
    for code, kind in (*larger, (page.question.area_code, "chosen")):
        figure = page.at(code) if code else None
        if figure and figure.value is not None:
            marks.append(Mark(figure.value, f"{figure.area_name} {written.value(figure, indicator)}", kind))
    return marks


def _key(page: Benchmark, has_half: bool, dots: Sequence[Dot]) -> tuple[tuple[str, str], ...]:
    kinds = {dot.kind for dot in dots}
    key = [("dot", "a dot: one borough")]
    key += [("band", "shaded: the middle half")] if has_half else []
    key += [("dot-few", "hollow: counted on too few to compare")] if "few" in kinds else []
    return tuple(key)
