"""Uploaded files as grids: .xlsx and .ods through the reader that is held to limits, .csv as text."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path, PurePosixPath

from goldenthread.warehouse.faults import FileFault
from goldenthread.warehouse.ingestors.spreadsheets import AsksTooMuch, read_sheet, sheet_names

from . import zipped
from .faults import GridFault
from .formulas import NO_RESULT, without_result
from .pasted import MOST_COLUMNS, MOST_LETTERS, MOST_ROWS, Grid, trimmed

MOST_SHEETS = 60
KINDS = ".xlsx, .ods or .csv"


def plain_file_name(name: str) -> str:
    """The last part of a file's name, as it is shown and kept."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(c for c in last if c.isprintable())[:100] or "file"


def sheets_of(name: str, content: bytes) -> dict[str, Grid]:
    """The sheets with something in them, by name; a .csv is one sheet named ''. Raises GridFault."""
    ending = Path(plain_file_name(name)).suffix.casefold()
    if ending in (".xlsm", ".xltm", ".xlam", ".xlsb"):
        raise GridFault("The file may hold macros, which are not opened here. Save it as .xlsx, without macros.")
    if ending == ".csv":
        return {"": _text(content)}
    if ending not in (".xlsx", ".ods"):
        raise GridFault(f"Files ending in ‘{ending or 'nothing'}’ are not read. Save the table as {KINDS}.")
    with zipped.opened(content):
        pass
    return _workbook(content, ending)


def _workbook(content: bytes, ending: str) -> dict[str, Grid]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"uploaded{ending}"
        path.write_bytes(content)
        try:
            names = sheet_names(path, "The file")
            if len(names) > MOST_SHEETS:
                raise GridFault(
                    f"The file has {len(names):,} sheets; at most {MOST_SHEETS} are read. Keep the tables alone."
                )
            read = {name: read_sheet(path, name, "The file") for name in names}
        except AsksTooMuch as fault:
            raise GridFault(
                "A sheet of the file reaches far to the right or far down, beyond what can be read. Something may stand in "
                "a far-off cell. Copy only the table to a new workbook and upload that."
            ) from fault
        except FileFault as fault:
            raise GridFault(
                "The file cannot be read as a spreadsheet. Save it again as .xlsx and upload that."
            ) from fault
    unworked = without_result(content) if ending == ".xlsx" else {}
    found = {}
    for name, rows in read.items():
        _mark(rows, unworked.get(name, []))
        if any(cell for row in rows for cell in row):
            _refuse_size(name, rows)
            found[name] = trimmed([tuple(cell or "" for cell in row) for row in rows])
    if not found:
        raise GridFault("Every sheet of the file is empty.")
    return found


def _mark(rows: list[list[str | None]], places: list[tuple[int, int]]) -> None:
    """Says in the cells themselves that they hold a formula without its result, which would read as nothing."""
    for row, column in places:
        if row < 20 * MOST_ROWS and column < 10 * MOST_COLUMNS:
            rows += [[] for _ in range(row + 1 - len(rows))]
            rows[row] += [None] * (column + 1 - len(rows[row]))
            rows[row][column] = NO_RESULT


def _refuse_size(name: str, rows: list[list[str | None]]) -> None:
    if len(rows) > 20 * MOST_ROWS or max(len(row) for row in rows) > 10 * MOST_COLUMNS:
        raise GridFault(f"The sheet ‘{name[:40]}’ is far larger than a table of this plan. Keep only the table in it.")


def _text(content: bytes) -> Grid:
    zipped.refuse_size(content)
    if content.startswith((b"PK", zipped.OLD_OFFICE)) or b"\0" in content[:4000]:
        raise GridFault("The file is not a .csv file, whatever its name says. Save the table as .csv again.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if len(text) > MOST_LETTERS:
        raise GridFault(
            f"The file has {len(text):,} characters, far more than a table of this plan. Keep only the table."
        )
    lines = text.split("\n", 20)[:20]
    mark = max(",;\t", key=lambda each: sum(line.count(each) for line in lines))
    try:
        return trimmed([tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)])
    except csv.Error as fault:
        raise GridFault("The file cannot be read as .csv. Save the table as .csv again.") from fault
