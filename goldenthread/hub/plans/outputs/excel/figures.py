"""The published figures of every section with their source cells."""

from __future__ import annotations

from goldenthread.hub.evidence.interface import Point, Reading, Trace
from goldenthread.hub.plans.outputs.inputs import Inputs, Key
from goldenthread.hub.plans.outputs.parts.figures import change
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import Section

from .sheets import Absent, Sheet, Value

HEADINGS = (
    "Section", "What is measured", "Indicator", "Of whom", "Unit", "Period", "Value", "Change", "Neighbours’ median",
    "Neighbours counted", "London", "In words", "Release", "Source cells", "How it was made", "Coverage", "Amendment", "Build",
)  # fmt: skip


def figures(given: Inputs) -> Sheet:
    """One row for each figure that a section shows."""
    rows = [
        _row(given, section, key, given.readings[key])
        for section in given.template.sections
        for key in dict.fromkeys((each.indicator, each.key) for each in section.indicators)
        if key in given.readings
    ]
    return Sheet("Figures", "What the sections show, with the way back to the source.", HEADINGS, tuple(rows))


def _row(given: Inputs, section: Section, key: Key, reading: Reading) -> tuple[Value, ...]:
    trace, latest = given.traces.get(key), reading.latest
    count: Value = reading.neighbours_count if reading.neighbours else Absent("no comparison")
    nowhere = Absent("not in the source")
    return (
        f"{section.number}. {section.title}", reading.title, reading.indicator, reading.breakdown, reading.unit,
        latest.label if latest else Absent("no period"), _value(latest), change(reading, trace),
        _value(reading.neighbours, "no comparison"), count, _value(reading.london), reading.sentence,
        trace.release if trace and trace.release else nowhere,
        "; ".join(trace.cells) if trace and trace.cells else nowhere,
        trace.how_made if trace and trace.cells else nowhere, trace.coverage if trace else Absent("not known"),
        _amended(reading, given.area, trace) or Absent("none"), reading.build,
    )  # fmt: skip


def _amended(reading: Reading, area: str, trace: Trace | None) -> str:
    """Whose figures of the row are amended, and what was published."""
    shown = (area, reading.latest), ("Neighbours’ median", reading.neighbours), ("London", reading.london)
    told = [f"{whose}: {point.amended}" for whose, point in shown if point is not None and point.amended]
    return "; ".join([*told, *([f"amendment {trace.amendment}"] if trace and trace.amendment else [])])


def _value(point: Point | None, absent: str = "no figure") -> Value:
    if point is None:
        return Absent(absent)
    if point.value is None:
        return Absent(
            point.text, f"{wording.WHY_NO_FIGURE.get(point.status, 'There is no such figure')}. This is not zero."
        )
    return point.value
