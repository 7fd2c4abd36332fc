"""The counts of cells that a build keeps are those of its cells."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb
import pytest

from goldenthread.warehouse import Store, open_store
from goldenthread.warehouse.faults import StoreOutdated
from goldenthread.warehouse.ingestors.registers import STATUSES
from goldenthread.warehouse.store.folder import current_build
from tests.sample.country import SampleCountry

CELLS = """
    SELECT release, source, status, count(*) FROM file
    JOIN (SELECT file_id, status FROM observation UNION ALL SELECT file_id, status FROM superseded_observation) USING (file_id)
    GROUP BY ALL"""
MEMBERS = """
    SELECT a.code FROM member m JOIN area a USING (area_id) JOIN area g ON g.area_id = m.group_id
    WHERE g.code = ? AND a.level = 'authority' AND a.to_date IS NULL ORDER BY a.name"""


def assert_tallied(store: Store) -> None:
    """What the store says it holds is what is counted where it lies."""
    releases, absences = Counter[str](), Counter[tuple[str, str]]()
    for release, source, status, cells in store._connection.rows(CELLS):
        releases[release] += cells
        if STATUSES[status] != "ok":
            absences[source, STATUSES[status]] += cells
    assert {each.id: each.observations for each in store.releases()} == releases
    assert {(each.source, each.status): each.count for each in store.absences()} == absences
    assert store.build.observations == releases.total()


def test_of_the_shipped_figures(store_folder: Path) -> None:
    assert_tallied(open_store(store_folder))


def test_of_a_build_of_published_files_superseded_cells_included(sample: SampleCountry) -> None:
    report = sample.build()
    store = sample.open()
    assert_tallied(store)
    assert report.observations == store.build.observations
    assert store._connection.rows("SELECT count(*) FROM superseded_observation") > [(0,)]


def test_the_breakdowns_and_periods_that_a_measure_has_are_those_of_its_cells(
    store_folder: Path, sample: SampleCountry
) -> None:
    sample.build()
    for store in (open_store(store_folder), sample.open()):
        cells = store._connection.rows(
            "SELECT DISTINCT measure_id, breakdown_id, period_id FROM observation ORDER BY ALL"
        )
        assert store._connection.rows("FROM held") == cells


def test_a_build_from_before_there_were_counts_is_refused_in_words(sample: SampleCountry) -> None:
    sample.build()
    with duckdb.connect(str(current_build(sample.store))) as con:
        con.execute("DROP TABLE tally; UPDATE build SET schema_version = 2")
    with pytest.raises(StoreOutdated, match=r"built by another version. Run `goldenthread build --data DIR` again"):
        open_store(sample.store)


def test_the_authorities_of_a_larger_area_are_those_of_today_in_order_of_name(store_folder: Path) -> None:
    store = open_store(store_folder)
    for area in store.areas():
        assert store.members(area.code) == tuple(code for (code,) in store._connection.rows(MEMBERS, [area.code]))
