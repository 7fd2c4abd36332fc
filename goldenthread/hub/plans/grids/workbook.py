"""Numbered tables as an Excel workbook that can be filled in and brought back. No cell can be a formula."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from goldenthread.warehouse.definitions.plan_templates import PlanTable

from .cells import EMPTY, Entry
from .names import HOW_TO, WITH, WITHOUT, write_heading
from .recognised import Where

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
LETTERS_WIDE = 12
HOW = (
    ("What this is", "{title}: the numbered tables, to fill in here and bring back on the plan’s pages."),
    ("Numbers", "Write whole numbers. A cell left empty changes nothing in the plan."),
    ("No number", "Write the publisher’s symbol instead: z not applicable, x not available, c held back, low rounds to zero, u too unreliable."),
    ("Names", "Keep the row names and the headings with the years; their order does not matter."),
    ("Totals", "The row of totals shows the sum as it was when this file was made. It is not read back."),
    ("Year", "{year}"),
)  # fmt: skip


def sheet_name(table: PlanTable) -> str:
    """'Table 5.1'."""
    return f"Table {table.number}"


def columns_of(table: PlanTable) -> tuple[tuple[int, str], ...]:
    """(year, scenario) of every column: the start, the years without the plan, the years with it."""
    years = (*table.start_years, *table.years)
    return tuple((year, WITHOUT) for year in years) + tuple((year, WITH) for year in table.years)


def workbook(title: str, tables: Sequence[PlanTable], entries: Mapping[str, Mapping[Where, Entry]]) -> bytes:
    """The workbook: how to fill it in, then a sheet for each table. `entries` by table; none makes it a blank one."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, dict(OPTIONS))
    book.set_properties({"title": title, "author": "Golden Thread"})
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    _how(book.add_worksheet(HOW_TO), title, tables, bold, wrapped)
    for table in tables:
        places = f".{'0' * table.decimals}" if table.decimals else ""
        number = book.add_format({"num_format": f"#,##0{places}", "align": "right"})
        total = book.add_format({"num_format": f"#,##0{places}", "bold": True, "top": 1})
        sheet = book.add_worksheet(sheet_name(table))
        sheet.write_string(0, 0, f"Table {table.number} {table.title}", bold)
        _table(sheet, table, entries.get(table.id, {}).get, heading, number, total)
    book.close()
    return made.getvalue()


def _how(sheet: Worksheet, title: str, tables: Sequence[PlanTable], bold: Format, wrapped: Format) -> None:
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    for row, (name, text) in enumerate(HOW):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, text.format(title=title, year=tables[0].about if tables else ""), wrapped)


def _table(
    sheet: Worksheet, table: PlanTable, at: Callable[..., Entry | None], heading: Format, number: Format, total: Format
) -> None:
    columns = columns_of(table)
    sheet.freeze_panes(2, 1)
    sheet.set_column(0, 0, 48)
    sheet.set_column(1, len(columns), LETTERS_WIDE)
    sheet.write_string(1, 0, "Row", heading)
    for place, column in enumerate(columns, start=1):
        sheet.write_string(1, place, write_heading(*column), heading)
    for row, each in enumerate(table.rows, start=2):
        sheet.write_string(row, 0, each.title)
        for place, (year, scenario) in enumerate(columns, start=1):
            _cell(sheet, row, place, at((each.id, year, scenario)) or EMPTY, number)
    if table.parts_of_total:
        _totals(sheet, table, at, total)


def _cell(sheet: Worksheet, row: int, place: int, entry: Entry, number: Format) -> None:
    if entry.value is not None:
        sheet.write_number(row, place, float(entry.value), number)
    elif entry.status:
        sheet.write_string(row, place, entry.status, number)
    else:
        sheet.write_blank(row, place, None, number)


def _totals(sheet: Worksheet, table: PlanTable, at: Callable[..., Entry | None], total: Format) -> None:
    last = len(table.rows) + 2
    sheet.write_string(last, 0, "Total", total)
    for place, (year, scenario) in enumerate(columns_of(table), start=1):
        entries = [at((row.id, year, scenario)) for row in table.rows]
        values = [entry.value for entry in entries if entry is not None and entry.value is not None]
        if values:
            sheet.write_number(last, place, float(sum(values)), total)
