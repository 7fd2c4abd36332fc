"""One file may be read by two sources: a figure's source is the one that its cell is from."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.warehouse import open_store
from goldenthread.warehouse.faults import UnknownName

LONDON = "E12000007"


def test_a_file_that_two_sources_read_is_found_for_each_of_them(store_folder: Path) -> None:
    store = open_store(store_folder)
    path = store.file("00_multi_topic/lait_bds_long_2016_2025.parquet").path
    sources = [file.source for file in store.files() if file.path == path]
    assert len(sources) == 2
    assert [store.file(path, source).source for source in sources] == sources
    with pytest.raises(UnknownName, match="of ehc-caseload"):
        store.file(path, "ehc-caseload")


def test_a_cell_names_the_source_it_is_from(store_folder: Path) -> None:
    store = open_store(store_folder)
    for indicator in ("attainment-8", "ehc-plans", "ehc-plans-per-1000"):
        for figure in store.query(indicator, areas=[LONDON]):
            for cell in figure.cells.values():
                assert store.file(cell.file, cell.source).source == cell.source
