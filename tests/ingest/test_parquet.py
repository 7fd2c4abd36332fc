"""Parquet files that are damaged or are none are refused."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from .standing import Standing


@pytest.fixture
def spoilt(standing: Standing) -> Path:
    """The file to spoil, in the sample country whose files are Parquet."""
    standing.change_source(("format: csv", "format: parquet"), ("requests.csv", "requests.parquet"))
    for path in (standing.sample.first, standing.sample.corrected):
        pq.write_table(pa.Table.from_pylist(standing.sample.rows(path)), path.with_suffix(".parquet"))
    return standing.spoilt.with_suffix(".parquet")


def test_a_parquet_file_gives_the_same_figures_as_a_csv(standing: Standing, spoilt: Path) -> None:
    assert standing.build().code == 0
    assert standing.figures() == standing.figures_before


@pytest.mark.parametrize("left", [4, 100, 2_000, -100, -4])
def test_a_parquet_file_cut_short_is_refused(standing: Standing, spoilt: Path, left: int) -> None:
    spoilt.write_bytes(spoilt.read_bytes()[:left])
    message = standing.refusal()
    assert message.startswith("corrected/requests.parquet: is not a readable Parquet file (")
    assert message.endswith("Download it again.")


@pytest.mark.parametrize("start", [20, 600, 3_000, -2_000])
def test_a_parquet_file_with_a_damaged_stretch_is_refused(standing: Standing, spoilt: Path, start: int) -> None:
    content = bytearray(spoilt.read_bytes())
    at = start if start > 0 else len(content) + start
    content[at : at + 400] = bytes(range(256)) + bytes(144)
    spoilt.write_bytes(content)
    assert standing.refusal().startswith("corrected/requests.parquet")


def test_a_csv_under_a_parquet_name_is_refused(standing: Standing, spoilt: Path) -> None:
    spoilt.write_bytes(standing.spoilt.read_bytes())
    assert standing.refusal().startswith("corrected/requests.parquet: is not a readable Parquet file (")


def test_a_parquet_file_with_another_column_is_refused(standing: Standing, spoilt: Path) -> None:
    table = pq.read_table(spoilt)
    pq.write_table(table.append_column("refused", table["requests"]), spoilt)
    assert standing.refusal().startswith(
        "corrected/requests.parquet, row 1: the columns are not those of the column map"
    )


def test_a_blank_in_a_column_of_numbers_is_refused_and_is_no_zero(standing: Standing, spoilt: Path) -> None:
    table = pq.read_table(spoilt)
    numbers = [float(cell) for cell in table["decided"].to_pylist()]
    numbers[5] = float("nan")
    place = table.column_names.index("decided")
    pq.write_table(table.set_column(place, "decided", pa.array(numbers)), spoilt)
    assert standing.refusal().startswith(
        "corrected/requests.parquet, row 7, column 'decided': a blank is neither a number nor a symbol"
    )
