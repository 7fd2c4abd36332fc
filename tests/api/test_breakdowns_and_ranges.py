"""Every item of a topic by a star, and ranges of periods."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.hub.evidence import queries
from goldenthread.warehouse import Store

from .conftest import Ask

PLANS, ABSENCE, MONTHLY = "ehc-plans", "overall-absence", "community-paediatrics-waits-over-18-weeks"
CAMDEN: dict[str, Any] = {"area": "Camden", "limit": 5000}


def _keys(items: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(item["breakdown"] for item in items))


def test_a_star_is_every_item_of_every_topic(ask: Ask, store: Store) -> None:
    items = ask("observations", indicator=PLANS, breakdown="*", period="2025", **CAMDEN)["items"]
    offered = queries.breakdowns_on_offer(store, store.catalogue.indicator(PLANS))
    held = [key for key in offered if key != "total" and "2025" in store.periods(PLANS, key)]
    assert _keys(items) == held


def test_a_topic_with_a_star_is_every_item_of_it(ask: Ask, store: Store) -> None:
    items = ask("observations", indicator=PLANS, breakdown="age:*", **CAMDEN)["items"]
    wanted = [f"age={each['age']}" for each in store.breakdowns(PLANS) if list(each) == ["age"]]
    assert _keys(items) == wanted
    for key in wanted[::7]:
        known = [o.value for o in store.query(PLANS, ["Camden"], breakdown=key)]
        assert [item["value"] for item in items if item["breakdown"] == key] == known


def test_two_topics_with_stars_are_every_pair(ask: Ask, store: Store) -> None:
    items = ask("observations", indicator=PLANS, breakdown="sex:*, placement:*", period="2025", **CAMDEN)["items"]
    pairs = [each for each in store.breakdowns(PLANS) if set(each) == {"sex", "placement"}]
    assert 0 < len(_keys(items)) <= len(pairs)
    assert all(key.startswith("placement=") and ",sex=" in key for key in _keys(items))


def test_an_indicator_known_only_by_pairs_of_topics_is_answered_by_pairs(ask: Ask) -> None:
    items = ask("observations", indicator="destinations-after-16-to-18-study", breakdown="*", level="country")["items"]
    assert items
    assert all("," in key for key in _keys(items))


@pytest.mark.parametrize(
    ("indicator", "breakdown", "words"),
    [
        (PLANS, "height:*", "ehc-plans has no breakdown by height. It has: age;"),
        (PLANS, "age:*,need:*", "no breakdown by age and need"),
        (PLANS, "age:*,sex=female", "does not go with single items"),
        (PLANS, "age=*", "A star stands for"),
        (PLANS, "**", "A star stands for"),
        (PLANS, ":*", "no breakdown by"),
        (PLANS, "*,*", "A star stands for"),
        ("ehc-plans-growth", "*", "ehc-plans-growth has no breakdowns"),
        ("ehc-plans-growth", "age:*", "ehc-plans-growth has no breakdowns"),
    ],
)
def test_a_star_that_means_nothing_is_told_why(ask: Ask, indicator: str, breakdown: str, words: str) -> None:
    assert words in ask("observations", indicator=indicator, breakdown=breakdown, expected=400)["detail"]


# ------------------------------------------------------------------ ranges of periods


@pytest.mark.parametrize(("indicator", "first", "last"), [(PLANS, "2022", "2024"), (ABSENCE, "2020-21", "2022-23")])
def test_a_range_has_both_its_ends_and_all_between(
    ask: Ask, store: Store, indicator: str, first: str, last: str
) -> None:
    items = ask("observations", indicator=indicator, period_from=first, period_to=last, **CAMDEN)["items"]
    periods = store.periods(indicator)
    assert [item["period"] for item in items] == list(periods[periods.index(first) : periods.index(last) + 1])


def test_a_range_of_months_ends_with_its_month(ask: Ask, store: Store) -> None:
    months = store.periods(MONTHLY)
    items = ask("observations", indicator=MONTHLY, period_from=months[2], period_to=months[5], level="country")["items"]
    assert [item["period"] for item in items] == list(months[2:6])


def test_a_range_open_at_one_end_goes_on_to_the_last_figure(ask: Ask, store: Store) -> None:
    periods = store.periods(PLANS)
    later = ask("observations", indicator=PLANS, period_from="2023", **CAMDEN)["items"]
    earlier = ask("observations", indicator=PLANS, period_to="2012", **CAMDEN)["items"]
    assert [item["period"] for item in later] == [each for each in periods if each >= "2023"]
    assert [item["period"] for item in earlier] == [each for each in periods if each <= "2012"]


def test_a_range_wider_than_the_series_is_the_series(ask: Ask, store: Store) -> None:
    items = ask("observations", indicator=PLANS, period_from="1990", period_to="2090", **CAMDEN)["items"]
    assert [item["period"] for item in items] == list(store.periods(PLANS))


@pytest.mark.parametrize(
    ("range_", "words"),
    [
        ({"period_from": "2024", "period_to": "2022"}, "after"),
        ({"period_from": "2022-23", "period_to": "2024"}, "different kinds of period"),
        ({"period_from": "2022-23"}, "another kind of period"),
        ({"period_to": "2023-01"}, "another kind of period"),
        ({"period_from": "soon"}, "no period"),
        ({"period_from": "2022-24"}, "no period"),
        ({"period_from": "٢٠٢٤"}, "no period"),
        ({"period_from": "2024\n"}, "no period"),
        ({"period_from": "2022", "period": "2024"}, "Keep one of them"),
        ({"period_from": "2022", "from": "2024"}, "Keep one of them"),
    ],
)
def test_a_range_that_cannot_be_is_told_why(ask: Ask, range_: dict[str, str], words: str) -> None:
    assert words in ask("observations", indicator=PLANS, **range_, expected=400)["detail"]


def test_indicators_with_different_kinds_of_period_have_no_common_range(ask: Ask) -> None:
    told = ask("observations", indicator=[PLANS, ABSENCE], period_from="2022", expected=400)["detail"]
    assert "overall-absence has periods from" in told
    assert "one by one" in told
