"""The annex: every figure in the document with its source cell, its build and its coverage."""

from __future__ import annotations

from goldenthread.hub.evidence.interface import Trace
from goldenthread.hub.plans.outputs.blocks import Block, Column, Heading, Table, paragraph
from goldenthread.hub.plans.outputs.inputs import Inputs

COLUMNS = (Column("Figure", weight=4), Column("Where it stands in the source", weight=6), Column("Coverage", weight=4))


def annex(given: Inputs) -> list[Block]:
    """Figures in order of the sections that show them."""
    made: list[Block] = [Heading(1, "Annex: where every figure comes from")]
    found = [key for key in given.readings if key in given.traces]
    if not found:
        return [*made, paragraph("No figure of the published sources stands in this document.")]
    rows = tuple(_row(given, given.traces[key]) for key in found)
    notes = (
        f"Build {given.build}. Rows are counted as a spreadsheet does: the headings are row 1.",
        "A figure that is absent is never a zero.",
    )
    without = [reading.title for key, reading in given.readings.items() if key not in given.traces]
    made.append(Table("Figures with their source cells", COLUMNS, rows, notes))
    return [*made, *(paragraph(f"{title}: the sources hold no figure of {given.area}.", "bullet") for title in without)]


def _row(given: Inputs, trace: Trace) -> tuple[str, ...]:
    told = trace.text if trace.is_known else f"no figure ({trace.text})"
    amended = [f"Amendment {trace.amendment}."] if trace.amendment else []
    return (
        f"{trace.title}, {trace.period_label}: {given.area} {told}",
        " ".join([*_source(trace), *amended]),
        trace.coverage,
    )


def _source(trace: Trace) -> list[str]:
    if not trace.cells:
        return ["The source has no such cell."]
    return [f"{trace.release}.", f"{'; '.join(trace.cells)}.", trace.how_made]
