"""A sum that was made on load names what it is of, and the rows that a reader would add up to check it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.reader import Store, open_store
from goldenthread.warehouse.store.build import build_store

pytestmark = pytest.mark.data
BARNET = "E09000003"


@pytest.fixture(scope="module")
def store(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A build of two published files."""
    folder = tmp_path_factory.mktemp("added-up")
    for name in ("02_sen2_ehcp/release_2025_first/caseload.csv", "02_sen2_ehcp/release_2025_corrected/requests.csv"):
        (folder / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "data" / name).symlink_to(data / name)
    build_store(folder / "data", folder / "store")
    return open_store(folder / "store")


def one(store: Store, indicator: str, **asked: str) -> Observation:
    [found] = store.query(indicator, [BARNET], ["2025" if indicator == "ehc-plans" else "2024"], **asked)  # type: ignore[arg-type]
    return found


def test_ages_added_up_on_load_are_named_and_their_rows_add_up_to_the_figure(store: Store, data: Path) -> None:
    found = one(store, "ehc-plans", breakdown="age=age-5-to-10")
    cell = found.cells["value"]
    assert (cell.row, cell.column) == (None, "sum of age: 5, 6, 7, 8, 9, 10")
    rows = store.rows_added_up(found)["value"]
    with (data / cell.file).open(encoding="utf-8-sig", newline="") as file:
        published = list(csv.DictReader(file))
    assert sum(int(published[row - 2]["ehcplans"]) for row in rows) == found.value
    assert {published[row - 2]["la_name"] for row in rows} == {"Barnet"}


def test_columns_added_up_on_load_are_named_as_the_file_names_them(store: Store) -> None:
    found = one(store, "decisions-in-6-weeks")
    cell = found.cells["denominator"]
    assert cell.column == "sum of columns: request_outcome_six_weeks, request_outcome_over_6_weeks"
    assert cell.row == found.cells["numerator"].row
    assert store.rows_added_up(found) == {}


def test_a_figure_that_stands_in_one_row_has_none_to_add_up(store: Store) -> None:
    assert store.rows_added_up(one(store, "ehc-plans")) == {}
