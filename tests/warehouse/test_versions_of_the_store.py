"""A store made by another version of the code is refused in words, and shipped figures replace only shipped figures."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from goldenthread.warehouse.faults import StoreOutdated
from goldenthread.warehouse.pack import build_from_pack, shipped_figures_are_wanted
from goldenthread.warehouse.reader import open_store
from goldenthread.warehouse.store.folder import current_build
from tests.sample.country import SampleCountry


def set_in_build(store: Path, assignment: str) -> None:
    """Changes the one row of the build table, as another version would have written it."""
    with duckdb.connect(str(current_build(store))) as con:
        con.execute(f"UPDATE build SET {assignment}")


def test_a_store_of_another_version_says_to_build_again(sample: SampleCountry) -> None:
    sample.build()
    set_in_build(sample.store, "schema_version = 0")
    with pytest.raises(StoreOutdated, match=r"another version. Run `goldenthread build --data DIR` again"):
        open_store(sample.store)


def test_an_empty_store_wants_the_shipped_figures(tmp_path: Path) -> None:
    assert shipped_figures_are_wanted(tmp_path / "store")


def test_a_build_of_somebodys_own_data_is_never_replaced(sample: SampleCountry) -> None:
    sample.build()
    assert not shipped_figures_are_wanted(sample.store)


def test_figures_of_an_older_pack_are_replaced_and_those_of_this_pack_are_not(tmp_path: Path) -> None:
    store = tmp_path / "store"
    build_from_pack(store)
    assert not shipped_figures_are_wanted(store)
    set_in_build(store, "id = 'older'")
    assert shipped_figures_are_wanted(store)
