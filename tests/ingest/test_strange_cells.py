"""A cell is a number, a declared symbol, or a fault that names its row and column."""

from __future__ import annotations

import math
import re
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.sources import Layout, Source
from goldenthread.warehouse.faults import FileFault
from goldenthread.warehouse.ingestors.keys import PRESENCE, make_row_keys
from goldenthread.warehouse.ingestors.observations import SLICES, STAGED, stage_observations
from goldenthread.warehouse.ingestors.registers import STATUSES, Registers
from goldenthread.warehouse.ingestors.tables import make_table

from .standing import Standing

STRANGE = ["nan", "inf", "1e400", "1,234", "1_000", "~"]
STRANGER = [
    "NaN", "-inf", "Infinity", "-1e400", "1 234", "+-5", "--5", "12%", "£12", "(12)",
    "0x10", "1.2.3", "1e", "-", "X", "c", "low", "null", "NULL", "n/a", "TRUE", "\\N", "１２", "١٢", "\u00a012", "\u200b12",
]  # fmt: skip


@pytest.mark.parametrize("cell", STRANGE)
def test_a_cell_that_is_no_number_and_no_declared_symbol_stops_the_build(standing: Standing, cell: str) -> None:
    standing.set_cell(7, "decided", cell)
    assert standing.refusal() == (
        f"corrected/requests.csv, row 7, column 'decided': '{cell}' is neither a number nor a symbol declared for this "
        "file. Add it to the source's symbols once its meaning is known."
    )


@pytest.mark.parametrize("cell", ["", "   ", "\t"])
def test_a_blank_cell_stops_the_build_and_is_no_zero(standing: Standing, cell: str) -> None:
    standing.set_cell(82, "need_b", cell)
    message = standing.refusal()
    assert message.startswith(
        "corrected/requests.csv, row 82, column 'need_b': a blank is neither a number nor a symbol"
    )


def test_a_declared_symbol_is_an_absence_and_no_zero(standing: Standing) -> None:
    standing.set_cell(7, "requests", "z")
    assert standing.build().code == 0
    cedar = standing.sample.open().query("requests", areas=["Cedar"], periods=["2022"])[0]
    assert (cedar.value, cedar.status) == (None, "z")


def test_the_first_strange_cell_of_several_is_the_one_named(standing: Standing) -> None:
    for row in (60, 30, 45):
        standing.set_cell(row, "in_time", "?")
    assert standing.refusal().startswith("corrected/requests.csv, row 30, column 'in_time': ")


# ---------------------------------------------------------------- any text whatever

PLAIN_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
WHITE = " \t\n\r\x0b\x0c"
HEADINGS = ("period", "area", "figure")
SOURCE = {
    "id": "cells", "title": "Cells", "publication": "sample", "description": "One column of figures.",
    "standing": "published", "scope": "partial", "scope_note": "One authority.", "files": [{"release": "sample-first", "path": "cells.csv"}],
    "layout": {
        "format": "csv", "area": {"kind": "code", "column": "area"}, "period": {"type": "calendar-year", "column": "period"},
        "measures": {"figure": {"measure": "figure"}}, "symbols": {"x": "x", "..": "c", "": "z"},
        "words": {"nil": 0.0}, "words_reason": "The publisher writes nil for 0.",
    },
}  # fmt: skip


def layout_with(column: dict[str, object]) -> tuple[Source, Layout]:
    """A source of one column of figures, with what is declared about the column."""
    described = {**SOURCE, "layout": {**SOURCE["layout"], "measures": {"figure": {"measure": "figure", **column}}}}  # type: ignore[dict-item]
    source = Source.model_validate(described)
    return source, source.layout_of(source.files[0])


class Reading:
    """Reads one text as the only figure of a file, past the CSV reader, so that any text can be tried."""

    def __init__(self, catalogue_folder: Path) -> None:
        self.catalogue = load_catalogue(catalogue_folder)
        self.con = duckdb.connect()

    def read(self, cell: str, **column: object) -> tuple[float | None, str]:
        """The value and the status. Raises FileFault."""
        source, layout = layout_with(column)
        registers = Registers(self.catalogue)
        for table in ("staged", "slices", "presence"):
            self.con.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in (STAGED, SLICES, PRESENCE):
            self.con.execute(statement)
        texts = {"period": ["2024"], "area": ["E09000001"], "figure": [cell]}
        make_table(self.con, "raw", texts, {"__row": [2]})
        breakdowns = make_row_keys(self.con, layout, registers, 1, "cells.csv")
        stage_observations(self.con, source, layout, registers, 1, breakdowns, "cells.csv")
        value, status = self.con.execute("SELECT value, status FROM staged").fetchall()[0]
        return value, STATUSES[status]


@pytest.fixture(scope="module")
def reading(built_once: Standing) -> Reading:
    return Reading(built_once.sample.definitions)


def meaning(cell: str) -> tuple[float | None, str] | None:
    """What a person would say the cell means; None when they would ask."""
    bare = cell.strip(WHITE)
    if PLAIN_NUMBER.fullmatch(bare):
        return (float(bare), "ok") if math.isfinite(float(bare)) else None
    return {"x": (None, "x"), "..": (None, "c"), "": (None, "z"), "nil": (0.0, "ok")}.get(cell.strip(" "))


@pytest.mark.parametrize("cell", STRANGER)
def test_other_strange_cells_are_no_numbers_either(reading: Reading, cell: str) -> None:
    with pytest.raises(FileFault, match="is neither a number nor a symbol declared for this file"):
        reading.read(cell)


texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
near_numbers = st.text("0123456789.,+-eE_ %£xX\t", max_size=9)


@settings(max_examples=50, deadline=None)
@given(st.one_of(near_numbers, texts, st.floats().map(str), st.integers().map(str)))
@example("1_000")
@example("+-5")
@example("1e400")
@example("nil")
@example("x ")
def test_any_text_is_a_number_a_declared_symbol_or_a_fault(reading: Reading, cell: str) -> None:
    expected = meaning(cell)
    if expected is None:
        with pytest.raises(FileFault, match=r"row 2, column 'figure': (?s:.*) is neither a number nor a symbol"):
            reading.read(cell)
    else:
        assert reading.read(cell) == expected


@pytest.mark.parametrize(
    ("cell", "value"),
    [("0.34%", 0.34), ("12", 12.0), ("12 %", 12.0), ("-3%", -3.0), ("5%%", None), ("%", None), ("5%5", None)],
)
def test_one_per_cent_sign_is_read_where_it_is_declared(reading: Reading, cell: str, value: float | None) -> None:
    if value is None:
        with pytest.raises(FileFault):
            reading.read(cell, percent_text=True)
    else:
        assert reading.read(cell, percent_text=True) == (value, "ok")


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1,234", 1234.0), ("1,234,567.5", 1234567.5), ("1234", 1234.0), (" -1,234 ", -1234.0), ("1,23", None), ("1,2345", None),
     (",123", None), ("1,,234", None), ("12,34,567", None)],
)  # fmt: skip
def test_commas_are_read_only_where_declared_and_only_between_thousands(
    reading: Reading, cell: str, value: float | None
) -> None:
    if value is None:
        with pytest.raises(FileFault):
            reading.read(cell, comma_thousands=True)
    else:
        assert reading.read(cell, comma_thousands=True) == (value, "ok")


def test_a_number_that_its_scale_makes_endless_is_refused(reading: Reading) -> None:
    assert reading.read("2.5", scale=1000.0) == (2500.0, "ok")
    with pytest.raises(FileFault, match="'1e307' is neither a number"):
        reading.read("1e307", scale=1000.0)
