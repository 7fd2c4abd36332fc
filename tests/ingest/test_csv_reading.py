"""The fast CSV reader and Python's own agree on every file, or the fast one refuses it."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import duckdb
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goldenthread.warehouse.definitions.sources import Layout
from goldenthread.warehouse.faults import FileFault
from goldenthread.warehouse.ingestors.tables import read_raw

COLUMNS = ("area", "year", "figure")
LAYOUT = Layout.model_validate({
    "format": "csv", "area": {"kind": "code", "column": "area"}, "period": {"type": "calendar-year", "column": "year"},
    "measures": {"figure": {"measure": "figure"}},
})  # fmt: skip
con = duckdb.connect()


def read_fast(content: bytes) -> list[tuple[str, ...]]:
    """Rows as our reader gives them, each with its row number first. Raises FileFault."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_bytes(content)
        read_raw(con, path, LAYOUT, "file.csv")
    found = con.execute("SELECT __row, area, year, figure FROM raw ORDER BY __row").fetchall()
    return [(str(row), *((cell or "").strip(" ") for cell in cells)) for row, *cells in found]


def read_plainly(content: bytes) -> list[tuple[str, ...]]:
    """Rows as Python's csv module gives them, each with its row number first; blank rows at the end are no rows.

    Outer spaces count for nothing in either. Raises csv.Error for quotation marks that no rule explains.
    """
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    return [(str(number), *(cell.strip(" ") for cell in row)) for number, row in enumerate(rows[1:], start=2) if row]


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8)
tables = st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=6)


def written(rows: list[tuple[str, ...]], ending: str = "\r\n") -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=ending)
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue().encode()


@settings(max_examples=50, deadline=None)
@given(tables, st.sampled_from(["\r\n", "\n"]))
def test_any_well_written_table_is_read_cell_by_cell_with_its_row_numbers(
    rows: list[tuple[str, ...]], ending: str
) -> None:
    content = written(rows, ending)
    assert read_fast(content) == read_plainly(content)


@settings(max_examples=100, deadline=None)
@given(tables, st.data())
def test_any_damaged_table_is_read_as_python_reads_it_or_refused(
    rows: list[tuple[str, ...]], data: st.DataObject
) -> None:
    content = bytearray(written(rows))
    start = len(",".join(COLUMNS))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(start, len(content)))
        junk = data.draw(
            st.sampled_from([b'"', b",", b"\n", b"\r\n", b"\0", b"\xe9", b" ", b"7", b"\xef\xbb\xbf", b""])
        )
        content[at : at + data.draw(st.integers(0, 3))] = junk
    assume(b' "' not in content)  # after a space, Python takes a quotation mark for a letter and we for an opening one
    try:
        found = read_fast(bytes(content))
    except FileFault:
        return
    try:
        assert found == read_plainly(bytes(content))
    except csv.Error:
        assert b'"' in content


@settings(max_examples=50, deadline=None)
@given(tables, st.data())
def test_a_table_cut_anywhere_but_at_the_end_of_a_row_is_refused(
    rows: list[tuple[str, ...]], data: st.DataObject
) -> None:
    content = written(rows)
    cut = content[: data.draw(st.integers(1, len(content) - 1))]
    if cut.endswith(b"\n") and cut.count(b'"') % 2 == 0:
        return  # a whole table, only shorter: the checks have to find it out
    with pytest.raises(FileFault):
        read_fast(cut)
