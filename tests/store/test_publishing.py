"""Readers are never disturbed, earlier builds stay, and the same inputs give the same build."""

from __future__ import annotations

import dataclasses
import threading
import time

import duckdb
import pytest

from goldenthread.warehouse.reader import Store
from goldenthread.warehouse.store.folder import build_path, current_build
from tests.ingest.standing import Figures, Standing, figures_of
from tests.sample.country import write_sample


def build_with(standing: Standing, note: str) -> str:
    """Builds with another text in a column that is not loaded, which makes another build of the same figures."""
    standing.set_cell(7, "la_name", note)
    outcome = standing.build()
    assert outcome.code == 0, outcome.err
    return (standing.sample.store / "current").read_text()


def names(standing: Standing) -> set[str]:
    return {path.name for path in standing.sample.store.glob("build-*")}


def test_a_build_stays_for_links_pinned_to_it_while_others_are_published(standing: Standing) -> None:
    store = Store(current_build(standing.sample.store), standing.catalogue)
    standing.set_cell(8, "in_time", "x")
    standing.set_cell(8, "in_time_pc", "x")
    made = [standing.build_id]
    for note in ("one", "two", "three"):
        made.append(build_with(standing, note))
        assert names(standing) == {f"build-{each}.duckdb" for each in made}
    assert len(set(made)) == 4
    build_path(standing.sample.store, standing.build_id).unlink()  # somebody removes it from the folder …
    assert figures_of(store) == standing.figures_before  # … and it still answers those who had it open
    assert standing.figures() != standing.figures_before
    store.close()


def test_readers_that_come_during_a_publish_get_one_build_or_the_other_whole(standing: Standing) -> None:
    seen: list[Figures] = []
    faults: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                seen.append(standing.figures("decisions-in-time"))
            except BaseException as fault:
                faults.append(fault)
                return

    reader = threading.Thread(target=read)
    reader.start()
    standing.set_cell(8, "in_time", "x")
    standing.set_cell(8, "in_time_pc", "x")
    build_with(standing, "new")
    after = standing.figures("decisions-in-time")
    deadline = time.monotonic() + 20
    while (not seen or seen[-1] != after) and not faults and time.monotonic() < deadline:
        time.sleep(0.01)
    done.set()
    reader.join()
    assert not faults
    before = [figure for figure in standing.figures_before if figure[0] == "decisions-in-time"]
    assert [figures for figures in seen if figures not in (before, after)] == []
    assert seen[-1] == after


def test_a_build_of_the_same_inputs_may_be_published_under_an_open_reader(standing: Standing) -> None:
    store = Store(current_build(standing.sample.store), standing.catalogue)
    assert standing.build().code == 0
    assert figures_of(store) == standing.figures_before
    store.close()
    assert standing.figures() == standing.figures_before


def test_going_back_to_earlier_inputs_puts_the_earlier_build_in_force_again(standing: Standing) -> None:
    sound = standing.spoilt.read_bytes()
    assert build_with(standing, "one") != standing.build_id
    standing.spoilt.write_bytes(sound)
    assert standing.build().code == 0
    assert (standing.sample.store / "current").read_text() == standing.build_id
    assert standing.figures() == standing.figures_before


def contents(standing: Standing) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in its order, but for the moment the build was made and how long it took."""
    con = duckdb.connect(str(current_build(standing.sample.store)), read_only=True)
    try:
        tables = [row[0] for row in con.execute("SHOW TABLES").fetchall()]
        rows = {table: con.execute(f"FROM {table}").fetchall() for table in tables}
    finally:
        con.close()
    rows["build"] = [(row[0], *row[2:6]) for row in rows["build"]]
    return rows


def test_the_same_inputs_give_the_same_build_id_and_the_same_rows(
    standing: Standing, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In another place, from files written at another time, with the two readers working in another order."""
    first = contents(standing)
    for _ in range(2):
        sample = write_sample(tmp_path_factory.mktemp("again"))
        assert sample.build().build == standing.build_id
        assert contents(dataclasses.replace(standing, sample=sample)) == first


def test_other_inputs_or_definitions_give_another_build_id(standing: Standing) -> None:
    assert build_with(standing, "one") != standing.build_id
    standing.change_source(("title: Requests", "title: Requests for a plan"))
    assert build_with(standing, "one") not in ("", standing.build_id)
    assert len(names(standing)) == 3
