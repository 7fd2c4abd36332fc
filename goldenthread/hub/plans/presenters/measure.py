"""A success measure on its own page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from goldenthread.hub.evidence.interface import Reading, readings, why_not_comparable
from goldenthread.hub.plans.days import last_day
from goldenthread.hub.plans.questions import told
from goldenthread.hub.plans.tracking import Track, amount, baseline_now, track_of
from goldenthread.hub.plans.way import Mark, range_words, way_chart
from goldenthread.hub.plans.whole import MeasureReading, WholeMeasure
from goldenthread.hub.ui.interface import Cell, Row, Summary, Table, wording

from .overview import KINDS, target_of
from .proof import figure_kept

GOOD = {"higher-is-better": "Higher is better", "lower-is-better": "Lower is better", "neither": "Neither is better"}


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """What a measure's page shows."""

    measure: WholeMeasure
    track: Track
    kind: str
    lines: tuple[Summary, ...]
    readings: Table
    drawn: SafeString
    earlier: bool  # whether figures from before the baseline are drawn
    drawn_range: str
    is_local: bool
    baseline_now: str  # the baseline's own period as it is published now, where it was changed to another number
    typed: tuple[tuple[str, str], ...]  # (period, words) of the readings that may be removed


def measure_page(measure: WholeMeasure, area: str) -> MeasurePage:
    """A measure for its page."""
    track = track_of(measure)
    source = "Published figures; it reads itself again with every new build"
    published = _published(measure)
    lines = (
        Summary(
            "Baseline", (baseline_of(measure),), _kept_at(measure, measure.baseline_period, measure.baseline_build)
        ),
        Summary("Target", (target_of(measure),)),
        Summary("Way there", _steps(measure)),
        Summary("What is good", (GOOD[measure.direction],)),
        Summary("Read from", (source if measure.indicator else "Readings typed in here",)),
        *_london(published),
    )
    earlier, changed = _earlier(measure, published), baseline_now(measure)
    drawn = way_chart(measure, f"{measure.title}, {area}: {track.words}", earlier)
    return MeasurePage(
        measure, track, KINDS[track.kind], lines, _readings(measure), drawn, bool(earlier),
        range_words(measure, earlier) if drawn else "", not measure.indicator,
        amount(measure, changed.value) if changed and changed.value is not None else "", _typed(measure),
    )  # fmt: skip


def _typed(measure: WholeMeasure) -> tuple[tuple[str, str], ...]:
    if measure.indicator:
        return ()
    found = [each for each in reversed(measure.readings) if each.period != measure.baseline_period]
    return tuple(
        (each.period, f"{each.label}: {amount(measure, each.value)}") for each in found if each.value is not None
    )


def _published(measure: WholeMeasure) -> Reading | None:
    """The indicator as it is published now; None for a local measure."""
    key = (measure.indicator, measure.breakdown)
    return readings(measure.area_code, [key]).get(key) if measure.indicator else None


def _london(published: Reading | None) -> tuple[Summary, ...]:
    found = published.london if published else None
    if found is None or found.value is None:
        return ()
    return (Summary("London", (f"{told(found)} {wording.in_period(found.label)}",)),)


def _earlier(measure: WholeMeasure, published: Reading | None) -> tuple[Mark, ...]:
    """Published figures from before the baseline that can be compared with it."""
    label = next((r.label for r in measure.readings if r.period == measure.baseline_period), "")
    began = last_day(measure.baseline_period, label)
    if published is None or began is None:
        return ()
    found = [
        (day, point.value)
        for point in published.trend
        if point.value is not None
        and (day := last_day(point.period, point.label)) is not None
        and day < began
        and not why_not_comparable(measure.indicator, point.period, measure.baseline_period)
    ]
    return tuple(found)


def _kept_at(measure: WholeMeasure, period: str, build: str) -> str:
    return figure_kept(measure.indicator, measure.area_code, period, measure.breakdown, build)


def baseline_of(measure: WholeMeasure) -> str:
    """'62.4% in 2024, from build 3f…'."""
    if measure.baseline_value is None:
        return "No baseline: there was no figure when the measure was made"
    label = next((r.label for r in measure.readings if r.period == measure.baseline_period), measure.baseline_period)
    built = f", read from build {measure.baseline_build}" if measure.baseline_build else ""
    return f"{amount(measure, measure.baseline_value)} {wording.in_period(label)}{built}"


def _steps(measure: WholeMeasure) -> tuple[str, ...]:
    steps = measure.trajectory[:-1]
    if not steps:
        return ("A straight line from the baseline to the target",)
    return tuple(f"{amount(measure, value)} by {wording.day(day)}" for day, value in steps)


def _readings(measure: WholeMeasure) -> Table:
    rows = tuple(Row(r.label, _cells(measure, r)) for r in reversed(measure.readings))
    columns = (("Period", False), ("Value", True), ("Build", False), ("What is to know", False))
    return Table("Readings, newest first", columns, rows)


def _cells(measure: WholeMeasure, reading: MeasureReading) -> tuple[Cell, ...]:
    absent = reading.value is None
    value = (
        wording.NO_FIGURE.get(reading.status, "no figure") if reading.value is None else amount(measure, reading.value)
    )
    before = f"was {amount(measure, reading.before)} before" if reading.before is not None else ""
    said = "; ".join(filter(None, (reading.note, before))) or "–"
    href = _kept_at(measure, reading.period, reading.build)
    about = f"About this figure, {reading.label}" if href else ""
    return Cell(value, href, about, numeric=not absent, absent=absent), Cell(reading.build or "typed in"), Cell(said)
