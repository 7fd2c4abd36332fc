"""The figures of a section: the borough's with its change, its neighbours and London, and the same in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.hub.evidence.interface import Reading, Trace
from goldenthread.hub.plans.outputs import pictures
from goldenthread.hub.plans.outputs.blocks import Block, Column, Heading, Table, notes, paragraph
from goldenthread.hub.plans.outputs.inputs import Inputs, Key
from goldenthread.hub.plans.questions import told
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import Section

AMENDED = "“Amended” means: corrected by the alliance, so it is not as the release has it; what was published stands beside it."


def figures(given: Inputs, section: Section) -> list[Block]:
    """What the section shows. What has no figure is named; what is not published is told as the template tells it."""
    made: list[Block] = [Heading(2, "What the figures say")]
    keys = list(dict.fromkeys((each.indicator, each.key) for each in section.indicators))
    known = [key for key in keys if key in given.readings]
    if not keys:
        made.append(paragraph("No published figure belongs to this section."))
    elif not known:
        made.append(paragraph("No figures were in force when this document was made. That is not zero."))
    else:
        made.append(_table(given, section, known))
        made += [paragraph(_sentence(given.readings[key], given.area), "bullet") for key in known]
        made += _picture(given, known)
    return [*made, *notes(f"Not here: {text}" for text in section.missing)]


def _table(given: Inputs, section: Section, keys: Iterable[Key]) -> Table:
    columns = (
        Column("What is measured", weight=4), Column(given.area, numeric=True, weight=2), Column("Change", weight=3),
        Column("Neighbours", numeric=True, weight=2), Column("London", numeric=True, weight=2),
    )  # fmt: skip
    keys = list(keys)
    rows = tuple(_row(given.readings[key], given.traces.get(key)) for key in keys)
    named = (given.traces[key].release for key in keys if key in given.traces)
    releases = list(dict.fromkeys(filter(None, named)))
    source = f"Sources: {'; '.join(releases)}. " if releases else "The sources hold none of these figures. "
    return Table(
        f"Figures of section {section.number}: {section.title}", columns, rows,
        (
            f"{source}Build {given.build}. The annex gives the source cell of every figure.",
            *([AMENDED] if any("amended" in cell for row in rows for cell in row) else []),
            "Neighbours: the median of the statistical neighbours whose figure can be compared, and how many they are.",
        ),
    )  # fmt: skip


def _row(reading: Reading, trace: Trace | None) -> tuple[str, ...]:
    latest = reading.latest
    when = f", {latest.label}" if latest else ""
    middle = f"{reading.neighbours.marked} (of {reading.neighbours_count})" if reading.neighbours else "no comparison"
    return (
        f"{reading.title}{when}", told(latest), change(reading, trace), middle, _beside(reading),
    )  # fmt: skip


def _beside(reading: Reading) -> str:
    """London's figure, with its period where it is another one."""
    london, latest = reading.london, reading.latest
    if london is None or latest is None or london.period == latest.period:
        return told(london)
    return f"{told(london)} {wording.in_period(london.label)}"


def change(reading: Reading, trace: Trace | None) -> str:
    """'up from 58.1% in 2023', 'as in 2023', or why nothing can be said."""
    before, latest = reading.previous, reading.latest
    if latest is None or latest.value is None:
        return "no figure to compare"
    if before is None:
        return "no earlier figure"
    when = wording.in_period(before.label)
    if before.value is None:
        return f"no figure {when} to compare with"
    if trace and any(before.period < period <= latest.period for period, _ in trace.breaks):
        return f"not compared with {before.label}: the series breaks"
    return f"{reading.moved} {when}" if reading.moved else f"as {when}"


def _sentence(reading: Reading, area: str) -> str:
    if reading.sentence:
        return reading.sentence
    return f"{reading.title}: no figure for {area} ({told(reading.latest)}). That is not zero."


def _picture(given: Inputs, keys: Iterable[Key]) -> list[Block]:
    """The first line that is worth drawing."""
    for key in keys:
        picture = pictures.trend(given.readings[key], given.traces.get(key), given.area)
        if picture is not None:
            return [picture, *notes(picture.notes)]
    return []
