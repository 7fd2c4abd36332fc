"""Reads one file, whatever its format, into a DuckDB table of text called `raw` with its row numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from ..definitions.sources import Layout
from ..faults import FileFault
from .guards import MAX_LINE_BYTES, csv_headings, find_bad_text, refuse_uneven_rows, scan_lines, uneven
from .layouts import check_headings
from .spreadsheets import read_sheet

ROW = "__row"


def read_raw(con: duckdb.DuckDBPyConnection, path: Path, layout: Layout, name: str) -> int:
    """Makes temp table `raw` (all text, plus `__row` as a spreadsheet counts) and returns its rows."""
    readers = {"csv": _read_csv, "parquet": _read_parquet, "xlsx": _read_spreadsheet, "ods": _read_spreadsheet}
    con.execute("DROP VIEW IF EXISTS raw; DROP TABLE IF EXISTS raw_cells")
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
    lines, loose = scan_lines(path, name)
    columns = ", ".join(f"{text(column)}: 'VARCHAR'" for column in names)
    sql = f"""
        CREATE TEMP TABLE raw_cells AS
        SELECT * FROM read_csv({text(str(path))}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
                      columns = {{{columns}}}, null_padding = false, strict_mode = true,
                      max_line_size = {MAX_LINE_BYTES}, encoding = 'utf-8')"""
    try:
        con.execute(sql)
    except (duckdb.OutOfMemoryException, duckdb.IOException):
        raise  # the machine's fault, not the file's
    except duckdb.Error as fault:
        raise _csv_fault(path, name, str(fault)) from fault
    con.execute(f"CREATE TEMP VIEW raw AS SELECT *, (rowid + 2)::UINTEGER AS {ROW} FROM raw_cells")  # read in order
    rows = con.execute("SELECT count(*) FROM raw").fetchall()[0][0]
    if loose or rows != lines - 1:  # a blank last cell or one too many; a quoted line end or a blank row
        refuse_uneven_rows(path, name, len(names))


def _csv_fault(path: Path, name: str, said: str) -> FileFault:
    bad_text = find_bad_text(path, name)
    if bad_text is not None:
        return bad_text
    line = re.search(r"Line: (\d+)", said)
    row = int(line[1]) if line else None
    counts = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", said)
    if counts:
        return FileFault(name, uneven(int(counts[2]), int(counts[1])), row=row)
    if "invalid state" in said:
        return FileFault(name, "mixes Windows and Unix line ends, so rows cannot be told apart. Download it again.")
    if "quote" in said.lower():
        return FileFault(
            name, "a quotation mark is opened and never closed: the file may be cut short. Download it again.", row=row
        )
    return FileFault(name, f"is not a well-formed CSV: {said.splitlines()[0]}", row=row)


def _read_parquet(con: duckdb.DuckDBPyConnection, path: Path, layout: Layout, name: str) -> None:
    try:
        described = con.execute(f"DESCRIBE SELECT * FROM read_parquet({text(str(path))})").fetchall()
        headings = [row[0] for row in described]
        check_headings(headings, layout, name)
        # NaN is how these frames write a blank
        cells = ", ".join(f"nullif({quote(h)}::VARCHAR, 'nan') AS {quote(h)}" for h in headings)
        con.execute(f"""
            CREATE TEMP TABLE raw_cells AS
            SELECT {cells}, (file_row_number + 2)::UINTEGER AS {ROW}
            FROM read_parquet({text(str(path))}, file_row_number = true) {_labelled(layout)}""")
        con.execute("CREATE TEMP VIEW raw AS FROM raw_cells")
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as fault:
        said = (str(fault).splitlines() or [""])[0].replace(str(path), path.name)
        raise FileFault(name, f"is not a readable Parquet file ({said}). Download it again.") from fault


def _labelled(layout: Layout) -> str:
    """Only the rows a long file is loaded for: its other labels may be most of it."""
    if layout.measure_column is None:
        return ""
    return f"WHERE {quote(layout.measure_column)} IN ({', '.join(map(text, layout.measures))})"


def _read_spreadsheet(con: duckdb.DuckDBPyConnection, path: Path, layout: Layout, name: str) -> None:
    rows = read_sheet(path, layout.sheet or "", name)
    headings = [cell or "" for cell in rows[layout.header_row - 1]] if len(rows) >= layout.header_row else []
    while headings and headings[-1] == "":
        headings.pop()
    names = check_headings(headings, layout, name)
    body = rows[layout.header_row :]
    columns = {column: [row[i] for row in body] for i, column in enumerate(names)}
    first = layout.header_row + 1
    make_table(con, "sheet", columns, {ROW: list(range(first, first + len(body)))})
    filled = " OR ".join(f"{quote(column)} IS NOT NULL" for column in names)
    con.execute(f"CREATE TEMP TABLE raw_cells AS SELECT * FROM sheet WHERE {filled}")
    con.execute("CREATE TEMP VIEW raw AS FROM raw_cells")


def make_table(
    con: duckdb.DuckDBPyConnection,
    table: str,
    texts: Mapping[str, Sequence[str | None]],
    numbers: Mapping[str, Sequence[int]],
) -> None:
    """Makes a temp table (or a table, where a schema is named) of columns of text and of small numbers, all of one length."""
    typed = [(quote(c), "VARCHAR", list(v)) for c, v in texts.items()] + [
        (quote(c), "UINTEGER", list(v)) for c, v in numbers.items()
    ]
    columns = ", ".join(f"unnest(${i}::{kind}[]) AS {name}" for i, (name, kind, _) in enumerate(typed, start=1))
    kind = "TABLE" if "." in table else "TEMP TABLE"
    con.execute(f"CREATE OR REPLACE {kind} {table} AS SELECT {columns}", [values for _, _, values in typed])
