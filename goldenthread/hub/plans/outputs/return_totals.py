"""Formulas of a template that count cells which a return leaves empty: their result would hide an absence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import Any

from openpyxl.formula import Tokenizer
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from goldenthread.hub.plans.queries.returns import ReturnCell
from goldenthread.hub.ui.interface import wording

from .return_layout import layout_of
from .return_rules import SHEET

Box = tuple[int | None, int | None, int | None, int | None]  # first column and row, last column and row


def hidden_absences(book: Workbook, cells: Sequence[ReturnCell]) -> tuple[str, ...]:
    """A warning for each formula of the template sheet that rests on a cell left empty, however far behind.

    A cell whose quarter is still to come is no absence: a total so far is what it should be.
    """
    empty = {each.cell for each in cells if each.value is None and each.is_due}
    formulas = {cell: list(_boxes(text)) for cell, text in _formulas(book)}
    found: dict[str, list[str]] = {}
    while more := {cell: left for cell in formulas.keys() - found.keys() if (left := _inside(formulas[cell], empty))}:
        found |= more
        empty |= more.keys()
    layout = layout_of(book)
    return tuple(
        f"{cell} ({layout.rows.get(_place(cell)[1], 'a row without a name')}) is worked out by the template, but "
        f"{wording.listed(found[cell])} {'is' if len(found[cell]) == 1 else 'are'} left empty, so its number leaves "
        "that out without saying so. Look at it before you send the return"
        for cell in sorted(found, key=_place)
    )


def _inside(boxes: Sequence[Box], empty: Set[str]) -> list[str]:
    return [cell for cell in sorted(empty, key=_place) if any(_holds(box, cell) for box in boxes)]


def _holds(box: Box, cell: str) -> bool:
    column, row = _place(cell)
    left, top, right, bottom = box
    return (left or 1) <= column <= (right or column) and (top or 1) <= row <= (bottom or row)


def _place(cell: str) -> tuple[int, int]:
    letters, row = coordinate_from_string(cell)
    return column_index_from_string(letters), row


def _formulas(book: Workbook) -> Iterator[tuple[str, str]]:
    for row in book[SHEET].iter_rows():
        for cell in row:
            value: Any = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
            if isinstance(value, str) and value.startswith("=") and cell.data_type == "f":
                yield cell.coordinate, value


def _boxes(formula: str) -> Iterator[Box]:
    """The cells of the template sheet that a formula names."""
    for token in Tokenizer(formula).items:
        if token.type != "OPERAND" or token.subtype != "RANGE":
            continue
        sheet, _, cells = token.value.rpartition("!")
        if sheet.strip("'") not in ("", SHEET):
            continue
        try:
            yield range_boundaries(cells.replace("$", ""))
        except ValueError:  # a name that stands for cells
            continue
