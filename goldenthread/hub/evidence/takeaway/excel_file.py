"""Figures as an Excel workbook: what they are on the first sheet, then a sheet a table. No cell can be a formula."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from .tables import SHOWN_AS_FIGURES, Look, Table
from .taken import Taken
from .widths import ABOUT_WIDTHS, sheet_names, width_of

# Rows are written as they come, so that a large table needs little memory; text is never read as anything else.
OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False,
}  # fmt: skip


def written(taken: Taken) -> bytes:
    """The workbook. The same figures of the same build give the same bytes."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, dict(OPTIONS))
    book.set_properties({"title": taken.title, "author": "Golden Thread", "created": _moment(taken)})
    heading = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#14304A", "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    name = book.add_format({"bold": True, "valign": "top"})
    _about(book.add_worksheet("About"), taken.about, name, wrapped)
    shown = _Formats(book)
    for title, table in zip(sheet_names(taken.tables), taken.tables, strict=True):
        _figures(book.add_worksheet(title), table, heading, shown)
    book.close()
    return made.getvalue()


class _Formats:
    """The book's number formats, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[Look | None, Format] = {}

    def of(self, look: Look | None) -> Format:
        """The format; None is a number as Excel shows one of itself."""
        if look not in self._made:
            self._made[look] = self._book.add_format({"num_format": _number_format(look) if look else "General"})
        return self._made[look]


def _number_format(look: Look) -> str:
    decimals = f".{'0' * look.decimals}" if look.decimals else ""
    return f"{look.before}#,##0{decimals}{chr(34) + look.after + chr(34) if look.after else ''}"


def _moment(taken: Taken) -> dt.datetime:
    return dt.datetime.fromisoformat(taken.made_at).replace(tzinfo=None)


def _about(sheet: Worksheet, lines: Sequence[tuple[str, str]], name: Format, wrapped: Format) -> None:
    for place, width in enumerate(ABOUT_WIDTHS):
        sheet.set_column(place, place, width)
    for row, (label, text) in enumerate(lines):
        sheet.write_string(row, 0, label, name)
        sheet.write_string(row, 1, text, wrapped)


def _figures(sheet: Worksheet, table: Table, heading: Format, shown: _Formats) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(table.rows) + 1}"})  # '2025' is a period's name
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, width_of(table, place))
        sheet.write_string(0, place, column.name, heading)
    figures = [column.name in SHOWN_AS_FIGURES for column in table.columns]
    for row, (values, look) in enumerate(zip(table.rows, table.looks, strict=True), start=1):
        for place, value in enumerate(values):
            if value is not None:
                _cell(sheet, row, place, value, shown.of(look if figures[place] else None))


def _cell(sheet: Worksheet, row: int, place: int, value: Any, look: Format) -> None:
    if isinstance(value, bool):
        sheet.write_string(row, place, "yes" if value else "no")
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, look)
    else:
        sheet.write_string(row, place, value)
