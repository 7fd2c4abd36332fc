"""Success measures and every reading of them as rows."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.hub.plans.outputs.inputs import Inputs
from goldenthread.hub.plans.outputs.parts.numbering import numbered
from goldenthread.hub.plans.whole import MeasureReading, WholeAction, WholeMeasure
from goldenthread.hub.ui.interface import wording

from .sheets import Absent, Sheet, Value

NO_NUMBER = Absent("no figure", "Not known. This is not zero.")


def measures(given: Inputs) -> Sheet:
    """One row for each measure."""
    rows = tuple(_measure(given, action, measure) for action, measure in _each(given))
    headings = (
        "Action", "Success measure", "Number", "Indicator", "Of whom", "Unit", "Better", "Baseline", "Baseline period",
        "Baseline build", "Target", "Target date", "Newest reading", "Newest period", "Standing", "In words",
    )  # fmt: skip
    return Sheet("Measures", "How the partnership will know; one row a success measure.", headings, rows)


def readings(given: Inputs) -> Sheet:
    """One row for each reading of each measure."""
    rows = tuple(_reading(measure, reading) for _, measure in _each(given) for reading in measure.readings)
    headings = (
        "Success measure", "Number", "Unit", "Period", "Period in words", "Value", "Before it was revised", "Build", "Note",
    )  # fmt: skip
    return Sheet("Readings", "Every value of every success measure, oldest first.", headings, rows)


def _each(given: Inputs) -> Iterator[tuple[WholeAction, WholeMeasure]]:
    for _, priority in numbered(given):
        for action in priority.actions:
            for measure in action.measures:
                yield action, measure


def _measure(given: Inputs, action: WholeAction, measure: WholeMeasure) -> tuple[Value, ...]:
    latest, track = measure.latest, given.tracks.get(measure.id)
    return (
        action.title, measure.title, measure.id, measure.indicator or Absent("local measure"), measure.breakdown,
        measure.unit, measure.direction.replace("-", " "), _number(measure.baseline_value),
        measure.baseline_period or Absent("no baseline"), measure.baseline_build or Absent("no build"),
        _number(measure.target_value), measure.target_on or Absent("not set"),
        _number(latest.value if latest else None), latest.label if latest else Absent("no reading"),
        track.title if track else Absent("not told"), track.words if track else Absent("not told"),
    )  # fmt: skip


def _reading(measure: WholeMeasure, reading: MeasureReading) -> tuple[Value, ...]:
    why = wording.NO_FIGURE.get(reading.status, "no figure")
    value = Absent(why, "This is not zero.") if reading.value is None else reading.value
    return (
        measure.title, measure.id, measure.unit, reading.period, reading.label, value,
        Absent("not revised") if reading.before is None else reading.before, reading.build or Absent("typed in"),
        reading.note or Absent("none"),
    )  # fmt: skip


def _number(value: float | None) -> Value:
    return NO_NUMBER if value is None else value
