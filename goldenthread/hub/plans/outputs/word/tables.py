"""Tables whose heading row is marked as one and stands again on every page."""

from __future__ import annotations

from lxml.etree import _Element

from goldenthread.hub.plans.outputs.blocks import Column, Table
from goldenthread.hub.plans.outputs.letters import harmless

from .styles import TABLE_STYLE
from .words import Writer, cell_text
from .xml import add, new

WIDTH = 9638  # of the text on A4, in twentieths of a point


def table(writer: Writer, told: Table) -> None:
    """The caption, the table, its notes."""
    writer.paragraph(told.caption, "Caption")
    made = new("tbl")
    _properties(made, told)
    widths = _widths(told.columns)
    grid = add(made, "tblGrid")
    for width in widths:
        add(grid, "gridCol", w=str(width))
    _row(made, [column.title for column in told.columns], told.columns, widths, is_heading=True)
    for row in told.rows:
        _row(made, row, told.columns, widths)
    writer.put(made)
    for note in told.notes:
        writer.paragraph(note, "Note")
    if not told.notes:  # two tables without a paragraph between them would become one
        writer.paragraph("", "Note")


def _properties(made: _Element, told: Table) -> None:
    properties = add(made, "tblPr")
    add(properties, "tblStyle", val=TABLE_STYLE)
    add(properties, "tblW", w="5000", type="pct")
    add(properties, "tblLayout", type="fixed")
    add(
        properties,
        "tblLook",
        val="00A0",
        firstRow="1",
        lastRow="0",
        firstColumn="1",
        lastColumn="0",
        noHBand="1",
        noVBand="1",
    )
    add(properties, "tblCaption", val=harmless(told.caption)[:250])
    add(properties, "tblDescription", val=f"Columns: {', '.join(harmless(each.title) for each in told.columns)}"[:250])


def _row(
    made: _Element,
    texts: list[str] | tuple[str, ...],
    columns: tuple[Column, ...],
    widths: list[int],
    is_heading: bool = False,
) -> None:
    row = add(made, "tr")
    properties = add(row, "trPr")
    add(properties, "cantSplit")
    if is_heading:
        add(properties, "tblHeader")
    for text, column, width in zip(texts, columns, widths, strict=True):
        cell = add(row, "tc")
        add(add(cell, "tcPr"), "tcW", w=str(width), type="dxa")
        cell_text(cell, text, column.numeric, bold=is_heading)


def _widths(columns: tuple[Column, ...]) -> list[int]:
    whole = sum(column.weight for column in columns)
    return [WIDTH * column.weight // whole for column in columns]
