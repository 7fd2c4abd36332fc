"""A success measure on its own page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from goldenthread.hub.plans.tracking import Track, amount, track_of
from goldenthread.hub.plans.way import way_chart
from goldenthread.hub.plans.whole import MeasureReading, WholeMeasure
from goldenthread.hub.ui.interface import Cell, Row, Summary, Table, wording

from .overview import KINDS, target_of

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
    is_local: bool


def measure_page(measure: WholeMeasure, area: str) -> MeasurePage:
    """A measure for its page."""
    track = track_of(measure)
    source = "Published figures; it reads itself again with every new build"
    lines = (
        Summary("Baseline", (baseline_of(measure),)),
        Summary("Target", (target_of(measure),)),
        Summary("Way there", _steps(measure)),
        Summary("What is good", (GOOD[measure.direction],)),
        Summary("Read from", (source if measure.indicator else "Readings typed in here",)),
    )
    drawn = way_chart(measure, f"{measure.title}, {area}: {track.words}")
    return MeasurePage(measure, track, KINDS[track.kind], lines, _readings(measure), drawn, not measure.indicator)


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
    return Cell(value, numeric=not absent, absent=absent), Cell(reading.build or "typed in"), Cell(said)
