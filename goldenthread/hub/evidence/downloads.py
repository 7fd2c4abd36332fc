"""Figures as CSV that a spreadsheet opens safely: a byte order mark, and no text that could be a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.rows import CELL_ROLES, FLAT_COLUMNS, cell_columns, flat_row

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(figures: Iterable[Observation]) -> str:
    """One row a figure under one row of headings; an absent figure is an empty `value` with its `status`.

    After the columns that every file has come file, row and column of each role that any figure has a cell for.
    """
    figures = list(figures)
    roles = [role for role in CELL_ROLES if any(role in figure.cells for figure in figures)]
    rows = [{**flat_row(figure), **cell_columns(figure, roles)} for figure in figures]
    places = [f"{role}_{part}" for role in roles for part in ("file", "row", "column")]
    text = io.StringIO()
    text.write("\N{BYTE ORDER MARK}")
    writer = csv.DictWriter(text, [*FLAT_COLUMNS, *places], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: safe(row[name]) for name in writer.fieldnames} for row in rows)
    return text.getvalue()


def safe(value: Any) -> Any:
    """Numbers as numbers, whole ones without decimals; text that a spreadsheet would run gets an apostrophe before it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
