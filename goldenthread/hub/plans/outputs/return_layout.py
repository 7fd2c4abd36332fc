"""Where a return's rows and columns are, and where those of an earlier template are now."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from goldenthread.hub.plans.grids.names import plain_name

from .return_rules import FIRST_ROW, SHEET, YEAR_CELL, row_names

FIRST_COLUMN = 3
TOTAL = re.compile(r"(?<!\w)(totals?|sum|year to date|ytd|(whole|full) year|annual)(?!\w)", re.IGNORECASE)
MOST_VALUE_COLUMNS = 16


@dataclass(frozen=True, slots=True)
class Layout:
    """The names of rows by number, the headings of columns by letter, and the cells that hold a formula."""

    year: str
    rows: Mapping[int, str]
    columns: Mapping[str, str]
    formulas: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        rows = {str(number): name for number, name in self.rows.items()}
        return {"year": self.year, "rows": rows, "columns": dict(self.columns), "formulas": sorted(self.formulas)}

    @staticmethod
    def from_json(told: Mapping[str, Any]) -> Layout:
        """As it was kept."""
        rows = {int(number): str(name) for number, name in told.get("rows", {}).items()}
        return Layout(
            str(told.get("year", "")), rows, dict(told.get("columns", {})), frozenset(told.get("formulas", ()))
        )

    def cells(self) -> list[tuple[str, str, str]]:
        """(cell, row name, column heading) of every cell that may hold a value, row by row."""
        return [
            (f"{letter}{number}", name, heading)
            for number, name in self.rows.items()
            for letter, heading in self.columns.items()
            if f"{letter}{number}" not in self.formulas
        ]


def layout_of(book: Workbook) -> Layout:
    """The layout of a workbook that keeps the rules."""
    sheet = book[SHEET]
    rows = row_names(sheet)
    last = min(max(sheet.max_column, FIRST_COLUMN), FIRST_COLUMN + MOST_VALUE_COLUMNS - 1)
    columns = {}
    for number in range(FIRST_COLUMN, last + 1):
        columns[get_column_letter(number)] = _heading(sheet, number, min(rows))
    formulas = {
        cell.coordinate
        for row in sheet.iter_rows(min_row=FIRST_ROW, min_col=FIRST_COLUMN, max_col=last)
        for cell in row
        if isinstance(cell, MergedCell) or cell.data_type == "f"
    }
    return Layout(str(sheet[YEAR_CELL].value or ""), rows, columns, frozenset(formulas))


def is_total(heading: str) -> bool:
    """Whether a column adds up the ones beside it, so that what stands in each of them is not for it."""
    return bool(TOTAL.search(heading))


def _heading(sheet: Any, column: int, first_row: int) -> str:
    """The text nearest above a column's values: over the first named row, or in that row itself."""
    for row in range(first_row, FIRST_ROW - 3, -1):
        value = sheet.cell(row, column).value
        if isinstance(value, str) and value.strip() and not value.startswith("="):
            return " ".join(value.split())[:120]
    return f"Column {get_column_letter(column)}"


def follow(mapping: Mapping[str, Any], before: Layout, now: Layout) -> tuple[dict[str, Any], list[str]]:
    """A mapping carried to another template: rows and columns found again by name, and the cells that were not.

    A name that is there more than once is followed only where it is there as often as before; then in order.
    """
    rows = _moves(before.rows, now.rows)
    columns = _moves(before.columns, now.columns)
    found: dict[str, Any] = {}
    lost = []
    for cell, entry in mapping.items():
        letter, number = cell.rstrip("0123456789"), int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        row, column = rows.get(number), columns.get(letter)
        place = f"{column}{row}"
        if row is None or column is None or place in now.formulas:
            lost.append(f"{before.rows.get(number, cell)}, {before.columns.get(letter, letter)} (it was {cell})")
        else:
            found[place] = entry
    return found, lost


def _moves(before: Mapping[Any, str], now: Mapping[Any, str]) -> dict[Any, Any]:
    """Where each name is now, by where it was; names that are not there, or not as often, have no place."""
    then, there = _places(before.items()), _places(now.items())
    counts = Counter({name: len(places) for name, places in there.items()})
    return {
        place: new
        for name, places in then.items()
        if counts[name] == len(places)
        for place, new in zip(places, there[name], strict=True)
    }


def _places(items: Iterable[tuple[Any, str]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for place, name in items:
        found.setdefault(plain_name(name), []).append(place)
    return found
