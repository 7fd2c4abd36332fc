"""Figures that stand only in the year of an event, such as an inspection: when a place without one had its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from goldenthread.hub.evidence.queries import Benchmark
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.answers import Observation

from . import written


def instead(page: Benchmark, figure: Observation, period: str | None = None) -> str:
    """What stands for an absent figure: 'inspection report in 2024: 2', 'no inspection report'; '' where nothing else does.

    `period`: whose figure it is; the page's unless said.
    """
    event = page.question.indicator.event
    if event is None or figure.value is not None or figure.status != "missing":
        return ""
    if figure.area_level != "authority":
        return f"no {event.name} of its own"
    known = [o for o in _of_place(page, figure.area_code) if o.period != (period or page.question.period)]
    return _told(page, known[-1]) if known else f"no {event.name}"


def finding(page: Benchmark) -> str:
    """What the chosen place's events, or those of all the places, come to; '' where the plain finding says it."""
    indicator, area = page.question.indicator, page.question.area
    if indicator.event is None or not page.question.periods:
        return ""
    name, years = indicator.event.name, _years(page)
    if area is None:
        counts = Counter(o.period_label for code in page.boroughs for o in _of_place(page, code))
        told = wording.listed([f"{counts[label]} in {label}" for label in sorted(counts)])
        having = sum(bool(_of_place(page, code)) for code in page.boroughs)
        noun = "London boroughs" if all(code.startswith("E09") for code in page.boroughs) else "places"
        return f"{having} of {len(page.boroughs)} {noun} have had an {name}, {years}: {told}" if told else ""
    own = page.at(area.code)
    if own is None or own.value is not None:
        return ""
    known = _of_place(page, area.code)
    if not known:
        return f"{area.name} has had no {name}, {years}"
    value = written.in_words(known[-1], indicator)
    return f"{area.name} had no {name} in {own.period_label}; it had one in {known[-1].period_label}: {value}"


def without(page: Benchmark, codes: Iterable[str]) -> str:
    """Which places have none in this year: when they had theirs, and which had none at all; '' where this is no event."""
    event = page.question.indicator.event
    if event is None:
        return ""
    here = [figure for figure in map(page.at, codes) if figure and figure.value is None]
    last = {figure.area_name: _of_place(page, figure.area_code) for figure in here}
    elsewhen = [f"{name} ({known[-1].period_label})" for name, known in last.items() if known]
    never = [name for name, known in last.items() if not known]
    label = next((figure.period_label for figure in here), page.question.period)
    told = [f"No {event.name} in {label}, but in another year: {wording.listed(elsewhen)}."] if elsewhen else []
    return " ".join([*told, *([f"No {event.name}, {_years(page)}: {wording.listed(never)}."] if never else [])])


def _of_place(page: Benchmark, code: str) -> list[Observation]:
    """The place's figures, oldest first."""
    found = (page.at(code, period) for period in page.question.periods)
    return [figure for figure in found if figure and figure.value is not None]


def _told(page: Benchmark, figure: Observation) -> str:
    event, value = page.question.indicator.event, written.value(figure, page.question.indicator)
    return f"{event.name if event else ''} in {figure.period_label}: {value}"


def _years(page: Benchmark) -> str:
    labels = {o.period: o.period_label for o in page.figures.values()}
    periods = page.question.periods
    return f"{labels.get(periods[0], periods[0])} to {labels.get(periods[-1], periods[-1])}"
