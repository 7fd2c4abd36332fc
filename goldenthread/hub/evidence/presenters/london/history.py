"""Every borough over time: a little line for each on one scale, London's behind it where sizes can be compared."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from goldenthread.hub.evidence import links
from goldenthread.hub.evidence.charts.marks import Scale
from goldenthread.hub.evidence.charts.multiples import little, shared, y_scale
from goldenthread.hub.evidence.places import LONDON
from goldenthread.hub.evidence.presenters import breaks, written
from goldenthread.hub.evidence.presenters.trend import short_period
from goldenthread.hub.evidence.queries import Benchmark
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator

SYMBOL = "over-time"


@dataclass(frozen=True, slots=True)
class Multiple:
    """One borough: its name, where that leads, its line, and where the line begins and ends in words."""

    name: str
    href: str
    drawn: SafeString
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class History:
    """The little lines with what they share and how to read them."""

    title: str
    shared: SafeString
    multiples: tuple[Multiple, ...]
    key: tuple[tuple[str, str], ...]
    reading: str
    breaks: tuple[str, ...]


def history(store: Store, page: Benchmark, title: str) -> History | None:
    """None where there are no two periods, or no borough has a figure in any."""
    indicator, periods = page.question.indicator, _since_the_first(page)
    if len(periods) < 2:
        return None
    series = {code: [page.at(code, period) for period in periods] for code in page.boroughs}
    london = [] if written.is_count(indicator) else _values([page.at(LONDON, period) for period in periods])
    y = y_scale([london, *map(_values, series.values())])
    parted = breaks.places(indicator, periods)
    labels = _labels(page, periods)
    return History(
        title,
        shared(SYMBOL, london, parted, len(periods), y),
        tuple(_multiple(store, page, code, figures, y, labels, parted) for code, figures in series.items()),
        _key(bool(london), bool(parted)),
        _reading(indicator, y, labels, parted),
        breaks.in_words(indicator, periods),
    )


def _since_the_first(page: Benchmark) -> tuple[str, ...]:
    """The periods from the first in which any borough has a figure."""
    periods = page.question.periods
    known = [p for p in periods if any(o and o.value is not None for o in (page.at(code, p) for code in page.boroughs))]
    return periods[periods.index(known[0]) :] if known else ()


def _values(figures: list[Observation | None]) -> list[float | None]:
    return [o.value if o else None for o in figures]


def _labels(page: Benchmark, periods: tuple[str, ...]) -> list[str]:
    known = {period: o.period_label for (_, period), o in page.figures.items()}
    return [short_period(period, known.get(period, period)) for period in periods]


def _multiple(
    store: Store, page: Benchmark, code: str, figures: list[Observation | None], y: Scale, labels: list[str],
    parted: list[int],
) -> Multiple:  # fmt: skip
    chosen = code == page.question.area_code
    start = max(parted, default=0)
    words = _words(figures[start:], page.question.indicator, labels[start:], "since the break" if start else "in any period")  # fmt: skip
    drawn = little(SYMBOL, _values(figures), y, parted)
    return Multiple(store.area(code).name, links.borough(code), drawn, words, chosen)


def _words(figures: list[Observation | None], indicator: Indicator, labels: list[str], whole: str) -> str:
    """'60.1% in 2019, 80.1% in 2024'; what is absent at the end is said. `whole`: all these periods in words."""
    if indicator.event:
        told = [f"{_brief(o, indicator)} {wording.in_period(label)}" for o, label in zip(figures, labels, strict=True) if o and o.value is not None]  # fmt: skip
        return ", ".join(told) or f"no {indicator.event.name}"
    first = next((place for place, o in enumerate(figures) if o and o.value is not None), None)
    if first is None:
        return f"{written.value(figures[-1], indicator)} {whole}"
    end = f"{_brief(figures[-1], indicator)} {wording.in_period(labels[-1])}"
    begin = f"{_brief(figures[first], indicator)} {wording.in_period(labels[first])}"
    return end if first == len(figures) - 1 else f"{begin}, {end}"


def _brief(figure: Observation | None, indicator: Indicator) -> str:
    """The figure without 'per 1,000', which the heading says."""
    return written.value(figure, indicator).split(" per ")[0]


def _key(has_london: bool, has_breaks: bool) -> tuple[tuple[str, str], ...]:
    key = [("line-chosen", "solid line: the borough")]
    key += [("line-london", "dashed line behind it: London")] if has_london else []
    return tuple(key + ([("break", "upright dashed line: break in the series")] if has_breaks else []))


def _reading(indicator: Indicator, y: Scale, labels: list[str], parted: list[int]) -> str:
    low, high = (
        wording.amount(end, indicator.unit, 0 if end == int(end) else indicator.decimals) for end in (y.low, y.high)
    )
    told = f"All on one scale: from {labels[0]} to {labels[-1]} across, from {low} to {high} upwards. A gap is a period without a figure."
    if parted:
        told += f" The series breaks, so lines end there and begin anew, and the words compare only from {labels[parted[-1]]} on."
    sums = " London’s line is left out: it is the sum of them all. A larger borough has a higher line."
    return told + (sums if written.is_count(indicator) else "")
