"""The rules that a quarterly return must keep, read from its bytes. Pure: a file and an authority in, sentences out.

As the Department's own service checks them: exactly the sheets 'Cover' and 'Quarterly Return Template'; B13 of the
cover names the authority; B5 of the template names exactly one financial year; column A is empty; column B holds the
names of the rows. The file's name says the quarter, the authority's number and its name.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import dataclass

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from goldenthread.hub.plans.grids import zipped
from goldenthread.hub.plans.grids.faults import GridFault, named
from goldenthread.hub.plans.grids.names import plain_name

from .return_quarters import Quarter, names_strange_years, quarters_of, years_in

COVER, SHEET = "Cover", "Quarterly Return Template"
AUTHORITY_CELL, YEAR_CELL = "B13", "B5"
FIRST_ROW = 6  # row names stand below the year
MOST_ROWS, MOST_COLUMNS = 2000, 60
MOST_XML = 20_000_000
PREFIX = "lsrp-quarterly-return"
PARTS_OF_NAMES = {
    "london",
    "borough",
    "of",
    "the",
    "royal",
    "council",
    "city",
    "corporation",
    "lb",
    "rb",
    "metropolitan",
}


@dataclass(frozen=True, slots=True)
class ReturnAuthority:
    """An authority as a return names it. `names`: its name first, then others it goes by."""

    number: str
    names: tuple[str, ...]


class ReturnFault(Exception):
    """The file is no quarterly return. `messages` say why and what to do."""

    def __init__(self, *messages: str) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


def open_return(content: bytes) -> Workbook:
    """The workbook, formulas as formulas. Raises ReturnFault for what may not or cannot be opened."""
    try:
        with zipped.opened(content) as archive:
            _refuse_hostile(archive)
    except GridFault as fault:
        raise ReturnFault(*fault.messages) from fault
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that are not looked at here
            book: Workbook = openpyxl.load_workbook(io.BytesIO(content))
    except Exception as fault:  # the library raises a dozen kinds of fault over a file that is not as it should be
        raise ReturnFault(
            "The file is not an Excel workbook (.xlsx), whatever its name says. Save it again."
        ) from fault
    return book


def _refuse_hostile(archive: zipfile.ZipFile) -> None:
    sheets = [each for each in archive.infolist() if each.filename.casefold().endswith((".xml", ".rels"))]
    if sum(each.file_size for each in sheets) > MOST_XML:
        raise GridFault("The workbook is far larger than a quarterly return. Check where it is from.")
    for each in sheets:
        if b"<!DOCTYPE" in zipped.read_member(archive, each.filename, each.file_size):
            raise GridFault("The workbook holds instructions that no spreadsheet program writes. It was not opened.")


def template_problems(book: Workbook, authority: ReturnAuthority) -> list[str]:
    """What a workbook breaks of the rules; nothing where it keeps them."""
    if sorted(book.sheetnames) != [COVER, SHEET]:
        return [
            f"The sheets must be exactly ‘{COVER}’ and ‘{SHEET}’. The file has {named(book.sheetnames)}. "
            "Use the Department’s own blank template, unchanged."
        ]
    cover, sheet = book[COVER], book[SHEET]
    if not isinstance(cover, Worksheet) or not isinstance(sheet, Worksheet):
        return ["The sheets must hold cells, not charts alone. Use the Department’s own blank template."]
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        return [f"The sheet ‘{SHEET}’ is far larger than a quarterly return. Use the Department’s own blank template."]
    return [*_authority(cover, authority), *_year(sheet), *_columns(sheet)]


def _authority(cover: Worksheet, authority: ReturnAuthority) -> list[str]:
    text = str(cover[AUTHORITY_CELL].value or "").strip()
    if not text:
        return [f"{AUTHORITY_CELL} of the cover is empty. Write your authority’s name there: {authority.names[0]}."]
    if _name(text, authority.number) in {_name(each, authority.number) for each in authority.names}:
        return []
    return [f"{AUTHORITY_CELL} of the cover names ‘{text[:60]}’, but this is the return of {authority.names[0]}."]


def _name(text: str, number: str) -> str:
    """'London Borough of Camden (202)' is 'camden'."""
    words = [word for word in plain_name(text).split() if word != number]
    kept = [word for word in words if word not in PARTS_OF_NAMES]
    return " ".join(kept or words)


def _year(sheet: Worksheet) -> list[str]:
    text = str(sheet[YEAR_CELL].value or "").strip()
    if len(years_in(text)) == 1 and not names_strange_years(text):
        return []
    return [
        f"{YEAR_CELL} of ‘{SHEET}’ must name exactly one financial year, such as 2026-27 Quarterly Data. "
        f"It says ‘{text[:60]}’."
    ]


def _columns(sheet: Worksheet) -> list[str]:
    found = []
    filled = [cell.coordinate for (cell,) in sheet.iter_rows(max_col=1) if str(cell.value or "").strip()]
    if filled:
        found.append(f"Column A of ‘{SHEET}’ must be empty. It has something in {', '.join(filled[:6])}.")
    if not row_names(sheet):
        found.append(f"Column B of ‘{SHEET}’ must hold the names of the rows below {YEAR_CELL}. It holds none.")
    return found


def row_names(sheet: Worksheet) -> dict[int, str]:
    """The names of the rows by their number."""
    cells = sheet.iter_rows(min_row=FIRST_ROW, min_col=2, max_col=2, values_only=True)
    texts = {row: " ".join(str(value or "").split()) for row, (value,) in enumerate(cells, start=FIRST_ROW)}
    return {row: text for row, text in texts.items() if text}


def first_year(book: Workbook) -> int:
    """The year in which the return's financial year begins. For a workbook that keeps the rules."""
    return years_in(str(book[SHEET][YEAR_CELL].value))[0]


# ------------------------------------------------------------------ the file's name


def return_name(quarter: Quarter, authority: ReturnAuthority) -> str:
    """'lsrp-quarterly-return-September-2026-301-barking-and-dagenham.xlsx'."""
    name = re.sub(r"[^a-z0-9]+", "-", authority.names[0].casefold().replace("&", " and ")).strip("-")
    return f"{PREFIX}-{quarter.name}-{authority.number}-{name}.xlsx"


def return_problems(content: bytes, name: str, authority: ReturnAuthority) -> list[str]:
    """Everything that a finished return breaks, its name among it; nothing where it may be sent."""
    try:
        book = open_return(content)
    except ReturnFault as fault:
        return list(fault.messages)
    problems = template_problems(book, authority)
    if problems:
        return problems
    allowed = [return_name(quarter, authority) for quarter in quarters_of(first_year(book))]
    if name not in allowed:
        return [f"The file’s name must be {' or '.join(allowed)}, by its quarter. It is ‘{name[:120]}’."]
    return []
