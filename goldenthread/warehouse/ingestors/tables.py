"""Reads one file, whatever its format, into a DuckDB table of text called `raw` with its row numbers."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path

import duckdb
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from ..definitions.sources import Layout
from ..faults import FileFault
from .guards import MAX_LINE_BYTES, csv_headings, find_bad_text
from .layouts import check_headings

ROW = "__row"
MAX_UNPACKED_BYTES = 500_000_000
MAX_UNPACKING_RATIO = 200  # a spreadsheet of figures packs 5 to 30 times


def read_raw(con: duckdb.DuckDBPyConnection, path: Path, layout: Layout, name: str) -> int:
    """Makes temp table `raw` (all text, plus `__row` as a spreadsheet counts) and returns its rows."""
    readers = {"csv": _read_csv, "parquet": _read_parquet, "xlsx": _read_spreadsheet, "ods": _read_spreadsheet}
    con.execute("DROP TABLE IF EXISTS raw")
    readers[layout.format](con, path, layout, name)
    rows = con.execute("SELECT count(*) FROM raw").fetchall()[0][0]
    if rows == 0:
        raise FileFault(name, "has headings but no rows. Download it again.")
    return int(rows)


def quote(identifier: str) -> str:
    """A column name as SQL."""
    return '"' + identifier.replace('"', '""') + '"'


def text(value: str) -> str:
    """A string as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def _read_csv(con: duckdb.DuckDBPyConnection, path: Path, layout: Layout, name: str) -> None:
    names = check_headings(csv_headings(path, name), layout, name)
    columns = ", ".join(f"{text(column)}: 'VARCHAR'" for column in names)
    sql = f"""
        CREATE TEMP TABLE raw AS
        SELECT *, (row_number() OVER () + 1)::UINTEGER AS {ROW}
        FROM read_csv({text(str(path))}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
                      columns = {{{columns}}}, null_padding = false, strict_mode = true,
                      max_line_size = {MAX_LINE_BYTES}, encoding = 'utf-8')"""
    try:
        con.execute(sql)
    except duckdb.Error as fault:
        raise _csv_fault(path, name, str(fault)) from fault


def _csv_fault(path: Path, name: str, said: str) -> FileFault:
    bad_text = find_bad_text(path, name)
    if bad_text is not None:
        return bad_text
    line = re.search(r"Line: (\d+)", said)
    row = int(line[1]) if line else None
    counts = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", said)
    if counts:
        return FileFault(
            name,
            f"has {counts[2]} cells where the headings promise {counts[1]}: the file may be cut short. Download it again.",
            row=row,
        )
    if "quote" in said.lower():
        return FileFault(name, "a quotation mark is opened and never closed: the file may be cut short.", row=row)
    return FileFault(name, f"is not a well-formed CSV: {said.splitlines()[0]}", row=row)


def _read_parquet(con: duckdb.DuckDBPyConnection, path: Path, layout: Layout, name: str) -> None:
    try:
        described = con.execute(f"DESCRIBE SELECT * FROM read_parquet({text(str(path))})").fetchall()
        headings = [row[0] for row in described]
        check_headings(headings, layout, name)
        # NaN is how these frames write a blank
        cells = ", ".join(f"nullif({quote(h)}::VARCHAR, 'nan') AS {quote(h)}" for h in headings)
        con.execute(f"""
            CREATE TEMP TABLE raw AS
            SELECT {cells}, (row_number() OVER () + 1)::UINTEGER AS {ROW} FROM read_parquet({text(str(path))})""")
    except duckdb.Error as fault:
        raise FileFault(name, f"is not a readable Parquet file: {str(fault).splitlines()[0]}") from fault


def _read_spreadsheet(con: duckdb.DuckDBPyConnection, path: Path, layout: Layout, name: str) -> None:
    _refuse_bomb(path, name)
    try:
        book = CalamineWorkbook.from_path(str(path))
        if layout.sheet not in book.sheet_names:
            raise FileFault(name, f"has no sheet '{layout.sheet}'; it has {', '.join(book.sheet_names)}.")
        rows = book.get_sheet_by_name(layout.sheet).to_python(skip_empty_area=False)
    except CalamineError as fault:
        raise FileFault(name, f"is not a readable spreadsheet ({fault}).") from fault
    headings = [str(cell).strip() for cell in rows[layout.header_row - 1]] if len(rows) >= layout.header_row else []
    while headings and headings[-1] == "":
        headings.pop()
    names = check_headings(headings, layout, name)
    body = rows[layout.header_row :]
    columns = {column: pa.array([_cell(row[i]) for row in body], pa.string()) for i, column in enumerate(names)}
    columns[ROW] = pa.array(range(layout.header_row + 1, layout.header_row + 1 + len(body)), pa.uint32())
    table = pa.table(columns)
    con.register("sheet", table)
    filled = " OR ".join(f"{quote(column)} IS NOT NULL" for column in names)
    con.execute(f"CREATE TEMP TABLE raw AS SELECT * FROM sheet WHERE {filled}")
    con.unregister("sheet")


def _cell(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return str(value).strip() or None


def _refuse_bomb(path: Path, name: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as fault:
        raise FileFault(name, "is not a spreadsheet, whatever its name says.") from fault
    if unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_UNPACKING_RATIO * max(path.stat().st_size, 1):
        raise FileFault(name, f"unpacks to {unpacked / 1e6:,.0f} MB, far more than a table of figures: refused.")
