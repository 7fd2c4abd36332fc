"""Figures are counted without being read, and always as many as are then answered."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from goldenthread.warehouse import Store, UnknownName, open_store

LONDON = "E12000007"


@pytest.fixture(scope="module")
def store(store_folder: Path) -> Store:
    return open_store(store_folder)


def keys_of(store: Store, indicator: str) -> list[str]:
    every = store.breakdowns(indicator)
    return ["total", *(",".join(f"{topic}={item}" for topic, item in sorted(items.items())) for items in every)]


def test_every_indicator_is_counted_as_it_is_answered(store: Store) -> None:
    for indicator in store.catalogue.indicators:
        answered = Counter(o.period for o in store.query(indicator, with_coverage=False))
        assert store.count_figures(indicator, ["total"]) == [answered], indicator


def test_breakdowns_are_counted_together_as_each_is_answered(store: Store) -> None:
    chance = random.Random(20261126)
    broken_down = [name for name in store.catalogue.indicators if store.breakdowns(name)]
    for indicator in chance.sample(broken_down, 12):
        keys = chance.sample(keys_of(store, indicator), 2)
        areas = [*chance.sample([area.code for area in store.areas()], 9), LONDON]
        counted = store.count_figures(indicator, keys, areas)
        for key, tally in zip(keys, counted, strict=True):
            assert tally == Counter(o.period for o in store.query(indicator, areas, breakdown=key)), (indicator, key)


def test_figures_of_one_release_are_counted_as_it_gave_them(store: Store) -> None:
    chance = random.Random(3)
    for release in store.releases():
        for indicator in chance.sample(list(store.catalogue.indicators), 4):
            answered = Counter(o.period for o in store.query(indicator, release=release.id, with_coverage=False))
            assert store.count_figures(indicator, ["total"], release=release.id) == [answered], (release.id, indicator)


def test_only_the_periods_asked_for_are_counted_oldest_first(store: Store) -> None:
    [tally] = store.count_figures("ehc-plans", ["total"], [LONDON], ["2025", "2023/24", "2022"])
    assert list(tally.items()) == [("2022", 1), ("2024", 1), ("2025", 1)]


def test_an_authority_that_is_no_more_is_counted_where_it_has_cells(store: Store) -> None:
    former = [a.code for a in store.areas("authority") if store.query("ehc-plans", [a.code]) == []]
    ended = [a.code for a in store.areas("authority") if len(store.query("ehc-plans", [a.code])) in range(1, 16)]
    assert ended
    for code in (*former, *ended):
        [tally] = store.count_figures("ehc-plans", ["total"], [code])
        assert sum(tally.values()) == len(store.query("ehc-plans", [code]))


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ({"indicator_id": "ehc-planz"}, "ehc-plans"),
        ({"breakdowns": ["height=tall"]}, "no breakdown by height"),
        ({"areas": ["Camdem"]}, "Camden"),
        ({"periods": ["1066"]}, "1066"),
        ({"release": "never"}, "never"),
    ],
)
def test_a_name_that_is_not_known_is_refused_as_when_figures_are_read(
    store: Store, asked: dict[str, object], word: str
) -> None:
    question: dict[str, object] = {"indicator_id": "ehc-plans", "breakdowns": ["total"], **asked}
    with pytest.raises(UnknownName, match=word):
        store.count_figures(**question)  # type: ignore[arg-type]
