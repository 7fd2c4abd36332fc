"""Many indicators that are read in one query are answered as they are one by one."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from goldenthread.warehouse import Store, UnknownName, open_store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.many import Wanted
from tests.sample.country import SampleCountry

LARGER = ("E12000007", "E92000001", "icb-north-central-london")
SEED = 20261126


@pytest.fixture(scope="module")
def store(store_folder: Path) -> Store:
    return open_store(store_folder)


def without_dust(figure: Observation) -> Observation:
    """Sums of pounds added in another order differ in the fifteenth digit."""
    parts = {name: part and round(part, 4) for name in ("numerator", "denominator") for part in [getattr(figure, name)]}
    cells = {role: replace(cell, value=cell.value and round(cell.value, 4)) for role, cell in figure.cells.items()}
    return replace(figure, **parts, cells=cells)


def assert_as_alone(store: Store, wanted: Sequence[Wanted], areas: Sequence[str], published: bool) -> int:
    """Asks for all together and for each alone; how many figures were compared."""
    compared = 0
    for each, together in zip(wanted, store.query_many(wanted, areas, published), strict=True):
        asked = (each.indicator, areas, each.periods, each.breakdown, published)
        alone = store.query(*asked, with_coverage=False) if each.periods else []
        assert [*map(without_dust, sorted(together.values(), key=place))] == [
            *map(without_dust, sorted(alone, key=place))
        ]
        assert {(o.area_code, o.period) for o in alone} == set(together)
        compared += len(alone)
    return compared


def place(figure: Observation) -> tuple[str, str]:
    return figure.period, figure.area_code


@pytest.mark.parametrize("published", [False, True])
def test_the_newest_figures_of_every_indicator_are_as_if_each_had_been_asked_alone(
    store: Store, published: bool
) -> None:
    areas = [*LARGER, *random.Random(SEED).sample([area.code for area in store.areas("authority")], 24)]
    wanted = [Wanted(name, "total", store.periods(name)[-2:]) for name in store.catalogue.indicators]
    assert assert_as_alone(store, wanted, areas, published) > 2_000


def test_figures_of_earlier_periods_are_too_denominators_of_other_years_among_them(store: Store) -> None:
    areas = [*LARGER, "E09000007", "E09000025", "E09000001", "E06000061"]  # the last one is younger than most figures
    wanted = [Wanted(name, "total", store.periods(name)[::2]) for name in store.catalogue.indicators]
    assert any(store.catalogue.indicators[each.indicator].denominator_years_back for each in wanted)
    assert assert_as_alone(store, wanted, areas, published=False) > 2_000


def test_figures_of_an_item_are_too(store: Store) -> None:
    chance, wanted = random.Random(SEED), []
    for name in store.catalogue.indicators:
        for items in chance.sample(held := store.breakdowns(name), min(2, len(held))):
            key = ",".join(f"{topic}={item}" for topic, item in sorted(items.items()))
            wanted.append(Wanted(name, key, store.periods(name, key)[-1:]))
    assert assert_as_alone(store, wanted, [*LARGER, "E09000007", "E09000033"], published=False) > 500


def test_amended_figures_are_amended_and_the_published_stand_beside_them(store: Store) -> None:
    [amendment, *_] = [each for each in store.catalogue.amendments.values() if each.used_value is not None]
    names = [n for n, i in store.catalogue.indicators.items() if i.value and i.value.measure == amendment.measure]
    wanted = [Wanted(name, "total", [amendment.period]) for name in names]
    areas = [*amendment.areas, *amendment.recompute]
    assert assert_as_alone(store, wanted, areas, published=False)
    [used] = {f[areas[0], amendment.period].amendment for f in store.query_many(wanted, areas) if f}
    assert used == amendment.id
    assert {f[areas[0], amendment.period].amendment for f in store.query_many(wanted, areas, published=True)} == {None}


def test_in_a_small_country_with_every_kind_of_gap_all_is_as_if_asked_alone(sample: SampleCountry) -> None:
    sample.build()
    store = sample.open()
    areas = [area.code for area in store.areas()]
    wanted = [Wanted(name, "total", store.periods(name)) for name in store.catalogue.indicators]
    assert assert_as_alone(store, wanted, areas, published=False) > 20
    assert assert_as_alone(store, wanted, areas, published=True) > 20


def test_periods_read_in_one_go_are_those_read_one_by_one(store_folder: Path, store: Store) -> None:
    other, names = open_store(store_folder), list(store.catalogue.indicators)
    other.read_periods([Wanted(name, "total", ()) for name in names])
    assert [other.periods(name) for name in names] == [store.periods(name) for name in names]


def test_nothing_wanted_is_nothing_found(store: Store) -> None:
    assert store.query_many([], ["E09000007"]) == []
    [found] = store.query_many([Wanted("ehc-plans", "total", ())], ["E09000007"])
    assert len(found) == 0
    [found] = store.query_many([Wanted("ehc-plans", "total", ["1066"])], ["E09000007"])
    assert len(found) == 0


def test_unknown_names_are_refused(store: Store) -> None:
    with pytest.raises(UnknownName, match="There is no area 'Atlantis'"):
        store.query_many([Wanted("ehc-plans", "total", ["2025"])], ["Atlantis"])
    with pytest.raises(UnknownName):
        store.query_many([Wanted("no-such-thing", "total", ["2025"])], ["E09000007"])


def test_a_figure_looked_at_twice_is_made_once(store: Store) -> None:
    [found] = store.query_many([Wanted("ehc-plans", "total", ["2025"])], ["E09000007"])
    assert found["E09000007", "2025"] is found["E09000007", "2025"]
    assert found.get(("E09000007", "1066")) is None
