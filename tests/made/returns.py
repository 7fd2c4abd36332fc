"""Blank quarterly returns for tests, made as the Department's rules say one looks."""

from __future__ import annotations

from collections.abc import Sequence

import openpyxl
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from goldenthread.hub.plans.outputs.return_rules import COVER, SHEET

from .spreadsheets import saved

ROWS = (
    "Plans and timeliness",
    "Number of EHC plans",
    "EHC plans issued within 20 weeks",
    "Families who feel heard",
    "Comment",
)
COLUMNS = ("Quarter 1 (April to June)", "Quarter 2 (July to September)", "Quarter 3 (October to December)", "Quarter 4")


def a_blank_return(
    authority: str = "Camden", year: str = "2026-27 Quarterly Data", rows: Sequence[str] = ROWS,
    columns: Sequence[str] = COLUMNS, sheets: Sequence[str] = (COVER, SHEET), column_a: str = "", first_row: int = 7,
) -> bytes:  # fmt: skip
    """A blank template with formats, a list to choose from, a width and a formula under its rows."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in sheets:
        book.create_sheet(name)
    cover = book.worksheets[0]
    cover["B2"], cover["B13"] = "Quarterly return", authority
    cover["B13"].font = Font(bold=True, color="FF0000")
    if len(sheets) > 1:
        _fill(book.worksheets[1], year, rows, columns, column_a, first_row)
    return saved(book)


def _fill(
    sheet: openpyxl.worksheet.worksheet.Worksheet,
    year: str,
    rows: Sequence[str],
    columns: Sequence[str],
    column_a: str,
    first: int,
) -> None:
    sheet["B5"] = year
    sheet.column_dimensions["B"].width = 61
    if column_a:
        sheet["A8"] = column_a
    for place, heading in enumerate(columns):
        sheet.cell(first - 1, 3 + place, heading)
    for number, name in enumerate(rows, start=first):
        sheet.cell(number, 2, name)
        for place in range(len(columns)):
            cell = sheet.cell(number, 3 + place)
            cell.number_format, cell.fill = "#,##0.0", PatternFill("solid", fgColor="FFEECC")
    if rows:
        last = first + len(rows)
        sheet.cell(last, 2, "Check")
        sheet.cell(last, 3, f"=SUM(C{first}:C{last - 1})")
    choose = DataValidation(type="list", formula1='"Yes,No"')
    sheet.add_data_validation(choose)
    choose.add("G20")
