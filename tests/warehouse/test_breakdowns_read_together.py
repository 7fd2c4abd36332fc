"""Breakdowns that are read in one query are answered as they are one by one."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from goldenthread.warehouse import Store, UnknownName, open_store
from goldenthread.warehouse.answers import Observation

CHOSEN = 24
LARGER = ("E12000007", "E92000001", "icb-north-central-london")


@pytest.fixture(scope="module")
def store(store_folder: Path) -> Store:
    return open_store(store_folder)


def keys_by_topics(store: Store, indicator: str) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for items in store.breakdowns(indicator):
        key = ",".join(f"{topic}={item}" for topic, item in sorted(items.items()))
        found.setdefault(tuple(sorted(items)), []).append(key)
    return found


def without_dust(figure: Observation) -> Observation:
    """Sums of pounds added in another order differ in the fifteenth digit."""
    parts = {name: part and round(part, 4) for name in ("numerator", "denominator") for part in [getattr(figure, name)]}
    cells = {role: replace(cell, value=cell.value and round(cell.value, 4)) for role, cell in figure.cells.items()}
    return replace(figure, **parts, cells=cells)


def test_each_breakdown_is_answered_as_if_it_had_been_asked_alone(store: Store) -> None:
    chance = random.Random(20261125)
    broken_down = [name for name in sorted(store.catalogue.indicators) if store.breakdowns(name)]
    compared = 0
    for indicator in chance.sample(broken_down, CHOSEN):
        topics = chance.choice(sorted(keys_by_topics(store, indicator)))
        keys = keys_by_topics(store, indicator)[topics][:9]
        areas = [*chance.sample([a.code for a in store.areas("authority")], 5), *LARGER]
        periods = None if chance.random() < 0.5 else [store.periods(indicator, keys[0])[-1]]
        together = store.query_items(indicator, keys, areas, periods)
        for key, found in zip(keys, together, strict=True):
            alone = store.query(indicator, areas, periods, key, with_coverage=False)
            assert list(map(without_dust, found)) == list(map(without_dust, alone)), (indicator, key)
            compared += len(alone)
    assert compared > 1_500


def test_amended_and_published_figures_are_told_apart(store: Store) -> None:
    keys = [f"age=age-{age}" for age in (9, 10)]
    for published in (False, True):
        together = store.query_items("ehc-plans", keys, ["E09000025"], ["2025"], published)
        assert together == [
            store.query("ehc-plans", ["E09000025"], ["2025"], key, published, with_coverage=False) for key in keys
        ]


def test_growth_looks_at_the_year_before_and_is_asked_one_by_one(store: Store) -> None:
    found = store.query_items("ehc-plans-growth", ["total", "total"], ["E09000007"])
    assert found[0] == found[1] == store.query("ehc-plans-growth", ["E09000007"], with_coverage=False)
    assert any(o.value is not None for o in found[0])


def test_an_unknown_item_is_refused_before_anything_is_read(store: Store) -> None:
    with pytest.raises(UnknownName, match="age-999"):
        store.query_items("ehc-plans", ["age=age-9", "age=age-999"], ["E09000007"])


def test_an_item_without_any_cell_has_no_figures_and_the_others_keep_theirs(store: Store) -> None:
    held = {items["age"] for items in store.breakdowns("ehc-plans") if list(items) == ["age"]}
    known = [each.id for each in store.catalogue.vocabularies["age"].items]
    empty = next((item for item in known if item not in held), None)
    if empty is None:
        pytest.skip("the build has cells for every age")
    nothing, something = store.query_items("ehc-plans", [f"age={empty}", "age=age-10"], ["E09000007"])
    assert (nothing, bool(something)) == ([], True)


def test_the_coverage_of_larger_areas_is_the_same_read_together(store: Store) -> None:
    chance, compared = random.Random(11), 0
    broken_down = [name for name in sorted(store.catalogue.indicators) if store.breakdowns(name)]
    for indicator in chance.sample(broken_down, 8):
        topics = chance.choice(sorted(keys_by_topics(store, indicator)))
        keys = keys_by_topics(store, indicator)[topics][:5]
        for key, found in zip(keys, store.query_items(indicator, keys, LARGER, with_coverage=True), strict=True):
            alone = store.query(indicator, LARGER, breakdown=key)
            assert [o.coverage for o in found] == [o.coverage for o in alone], (indicator, key)
            compared += sum(o.coverage is not None for o in alone)
    assert compared > 50
