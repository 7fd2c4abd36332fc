"""The first sheet: what the workbook holds, how to read it, and what it must not be taken for."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.hub.plans.outputs.blocks import Cover
from goldenthread.hub.plans.outputs.inputs import Inputs

from .sheets import Sheet

CAVEATS = (
    ("Absences", "A cell with words in place of a number has no figure. It is never a zero; its note says why."),
    ("No formulas", "No cell is a formula, and text that begins like one is kept as text."),
    ("Published figures", "They are those of the build named above. A later build may have revised them."),
    ("Comparing", "Neighbours are a median and London a total or a rate; the sentence says what may be concluded."),
    ("Numbered tables", "Both scenarios are there. Cells without a figure are left out of every total."),
    ("Taking it back in", "The sheet “Actions” has the columns that the import of an existing plan reads."),
)


def about(given: Inputs, told: Cover, sheets: Iterable[Sheet]) -> list[tuple[str, str]]:
    """Names with their explanation."""
    return [
        ("Plan", told.title), ("State", told.state), *(("Take note", warning) for warning in told.warnings),
        *told.facts, *CAVEATS, *((f"Sheet “{sheet.name}”", sheet.about) for sheet in sheets),
    ]  # fmt: skip
