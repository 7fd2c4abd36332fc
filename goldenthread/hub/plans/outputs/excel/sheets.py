"""Writes sheets. Text is never read as anything else, so that nothing anybody wrote becomes a formula."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from goldenthread.hub.plans.outputs.letters import harmless

LONGEST = 32_000  # letters of a cell; Excel holds 32,767
CUT = " … (cut here: the Word document has the whole)"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
WIDEST, NARROWEST = 60, 10


@dataclass(frozen=True, slots=True)
class Absent:
    """There is no number or date. `text` stands in the cell, `note` says why in a note beside it."""

    text: str
    note: str = ""


Value = str | int | float | Decimal | dt.date | Absent


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: headings, rows, and what it holds in a sentence for the first sheet."""

    name: str
    about: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    decimals: int | None = None  # None: a number as Excel shows one of itself


class Book:
    """The workbook with its formats."""

    def __init__(self, work: xlsxwriter.Workbook) -> None:
        self._work = work
        self._heading = work.add_format({"bold": True, "bg_color": "#E8EDF2", "text_wrap": True, "valign": "top"})
        self._bold = work.add_format({"bold": True, "valign": "top"})
        self._text = work.add_format({"text_wrap": True, "valign": "top"})
        self._guarded = work.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self._absent = work.add_format({"italic": True, "font_color": "#484949", "valign": "top"})
        self._day = work.add_format({"num_format": "d mmmm yyyy", "valign": "top", "align": "left"})
        self._plain = work.add_format({"valign": "top"})

    def words(self, name: str, lines: Sequence[tuple[str, str]]) -> None:
        """A sheet of names with their explanation."""
        sheet = self._work.add_worksheet(name)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 100)
        for row, (label, text) in enumerate(lines):
            sheet.write_string(row, 0, _fitting(label), self._bold)
            self._string(sheet, row, 1, text)

    def sheet(self, told: Sheet) -> None:
        """A sheet of rows under headings."""
        sheet = self._work.add_worksheet(told.name)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.autofilter(0, 0, max(len(told.rows), 1), len(told.headings) - 1)
        number = self._number(told.decimals)
        for place, heading in enumerate(told.headings):
            sheet.set_column(place, place, _width(told, place))
            sheet.write_string(0, place, heading, self._heading)
        for row, values in enumerate(told.rows, start=1):
            for place, value in enumerate(values):
                self._cell(sheet, row, place, value, number)

    def _number(self, decimals: int | None) -> Format:
        if decimals is None:
            return self._plain
        return self._work.add_format({"num_format": f"#,##0{'.' if decimals else ''}{'0' * decimals}", "valign": "top"})

    def _cell(self, sheet: Worksheet, row: int, place: int, value: Value, number: Format) -> None:
        if isinstance(value, Absent):
            sheet.write_string(row, place, value.text, self._absent)
            if value.note:
                sheet.write_comment(row, place, _fitting(value.note))
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, place, dt.datetime.combine(value, dt.time()), self._day)
        elif isinstance(value, str):
            self._string(sheet, row, place, value)
        else:
            sheet.write_number(row, place, float(value), number)

    def _string(self, sheet: Worksheet, row: int, place: int, value: str) -> None:
        text = _fitting(value)
        sheet.write_string(row, place, text, self._guarded if text.startswith(FORMULA_SIGNS) else self._text)


def _fitting(text: str) -> str:
    text = harmless(text)
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def _width(told: Sheet, place: int) -> int:
    longest = max((len(_shown(row[place])) for row in told.rows), default=0)
    return min(WIDEST, max(NARROWEST, longest + 2, len(told.headings[place]) // 2 + 4))


def _shown(value: Value) -> str:
    if isinstance(value, Absent):
        return value.text
    return "30 September 2028" if isinstance(value, dt.date) else str(value)
