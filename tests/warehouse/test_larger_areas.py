"""Larger areas are added up only where the publisher does not give them; which way is taken never shows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldenthread.warehouse import Store, open_store

LARGER = ("E12000007", "E92000001", "E13000001")  # London, England and inner London
CHOSEN = 50


class Everything(set[tuple[object, ...]]):
    """A set that has whatever is asked for."""

    def __contains__(self, asked: object) -> bool:
        return True


@pytest.fixture(scope="module")
def both(store_folder: Path) -> Iterator[tuple[Store, Store]]:
    """The store as it is, and one that always adds up."""
    usual, slow = open_store(store_folder), open_store(store_folder)
    slow._added_up = Everything()
    yield usual, slow
    usual.close()
    slow.close()


def test_areas_published_for_the_whole_are_answered_as_if_adding_up_had_been_tried(both: tuple[Store, Store]) -> None:
    usual, slow = both
    chance = random.Random(20261124)
    asked = chance.sample(sorted(usual.catalogue.indicators), CHOSEN)
    added_up = 0
    for indicator in asked:
        breakdown = chance.choice([{}, *usual.breakdowns(indicator)])
        areas = [*chance.sample([a.code for a in usual.areas("authority")], 6), *LARGER]
        quick = usual.query(indicator, areas, breakdown=breakdown, with_coverage=False)
        assert quick == slow.query(indicator, areas, breakdown=breakdown, with_coverage=False), indicator
        added_up += any("sum of" in cell.column for o in quick for cell in o.cells.values())
    assert added_up > 5, "the sample has sums to compare as well"


def test_coverage_can_be_asked_for_one_period_alone(both: tuple[Store, Store]) -> None:
    store, _ = both
    found = store.query("ehc-plans", ["E12000007"], with_coverage=["2025"])
    whole = store.query("ehc-plans", ["E12000007"])
    assert [o.period for o in found if o.coverage] == ["2025"]
    assert [o for o in found if o.period == "2025"] == [o for o in whole if o.period == "2025"]
    assert all(o.coverage for o in whole)


def test_an_item_asked_after_another_of_its_topic_is_answered_for_itself(both: tuple[Store, Store]) -> None:
    store, _ = both
    fresh = open_store(store.path)
    store.query("ehc-plans", ["E09000007"], breakdown="age=age-9")
    after = store.query("ehc-plans", ["E09000007"], breakdown="age=age-10")
    assert after == fresh.query("ehc-plans", ["E09000007"], breakdown="age=age-10")
    assert after != store.query("ehc-plans", ["E09000007"], breakdown="age=age-9")
    fresh.close()


def test_an_authority_that_was_no_more_is_not_expected_whatever_mark_its_row_has(both: tuple[Store, Store]) -> None:
    store, _ = both
    england, cumbria = store.query("attainment-8", ["E92000001", "E10000006"], ["2024-25"])
    assert (cumbria.area_name, cumbria.status) == ("Cumbria", "x"), "the file has a row for it"
    assert england.coverage is not None
    assert (england.coverage.present, england.coverage.expected) == (152, 153)
    assert england.coverage.excludes == (("City of London", "x"),)
