"""What `make bench` draws and how it judges it: every kind of page, with nothing kept, the slowest by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from benchmarks import drawing, pages
from benchmarks.growing import compared, grown
from benchmarks.timing import held_to, times_in_ms
from goldenthread.hub.evidence import landscape, queries
from goldenthread.warehouse import Store, open_store

CAMDEN = "/boroughs/E09000007/"


def test_every_kind_of_page_is_drawn() -> None:
    kinds = {address.split("/")[1] for address in drawing.addresses()}
    assert kinds == {"", "boroughs", "dashboards", "figures", "indicators", "london", "reference", "search"}


def test_every_address_that_is_drawn_is_a_page(site: Client) -> None:
    quick = [address for address in drawing.addresses() if not address.startswith("/dashboards/")]
    assert {address: site.get(address).status_code for address in quick} == dict.fromkeys(quick, 200)


def test_a_first_reader_finds_no_landscape_and_no_open_build(site: Client) -> None:
    site.get(CAMDEN)
    before = queries.current_store()
    known = landscape.landscape(before)
    assert drawing._first_reading(site, CAMDEN) > 0
    after = queries.current_store()
    assert after is not before
    assert landscape.landscape(after) is not known


def test_a_page_that_does_not_answer_is_a_fault_and_not_a_fast_page(site: Client) -> None:
    with pytest.raises(RuntimeError, match="/boroughs/atlantis/ did not answer 200"):
        drawing._first_reading(site, "/boroughs/atlantis/")


def test_the_median_of_the_rounds_is_what_is_told() -> None:
    assert drawing._medians({"/": [9.0, 1.04, 2.0]}) == {"/": 2.0}


def test_pages_are_told_by_kind() -> None:
    found = pages._by_kind({"/": 5.0, "/london/?indicator=a": 3.0, "/london/?indicator=b": 7.0})
    assert set(found) == {"headline", "london"}
    assert (found["london"]["min"], found["london"]["max"]) == (3.0, 7.0)


def test_the_page_that_more_cells_slow_most_is_named_beside_the_limit() -> None:
    found = compared({"/a": 100.0, "/b": 50.0, "/c": 2.0}, {"/a": 120.0, "/b": 100.0, "/c": 8.0})
    assert found["most_slowed"] == {
        "page": "/b",
        "value": 2.0,
        "limit": 1.5,
        "unit": "× the time on a tenth of the cells",
    }
    assert found["by_page"] == {"/a": 1.2, "/b": 2.0, "/c": 4.0}


def test_a_page_slower_by_less_than_anyone_notices_is_not_held_against_it() -> None:
    assert compared({"/c": 2.0}, {"/c": 8.0})["most_slowed"] == {"page": "", **held_to(1.0, 1.5, "× the time on a tenth of the cells")}  # fmt: skip


def test_ten_times_the_cells_are_counted_ten_times_and_leave_the_totals_as_they_were(
    store_folder: Path, tmp_path: Path, store: Store
) -> None:
    bigger = open_store(grown(store_folder, tmp_path / "grown"))
    assert bigger.build.observations == 10 * store.build.observations
    assert {r.id: r.observations for r in bigger.releases()} == {r.id: 10 * r.observations for r in store.releases()}
    assert bigger.query("ehc-plans", ["Camden"]) == store.query("ehc-plans", ["Camden"])


def test_a_clock_of_ones_own_is_read() -> None:
    ticks = iter(range(100))
    assert times_in_ms(lambda: None, 3, lambda: float(next(ticks))) == [1000.0, 1000.0, 1000.0]
