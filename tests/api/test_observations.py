"""Figures of the API are the store's own answers, with everything a reader of a page is told."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from goldenthread.hub.evidence.api import parts, records
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation

from .conftest import Ask

TIMELINESS = "ehc-plans-issued-in-20-weeks"
PLANS = "ehc-plans"
LONDON, ENGLAND, NEWHAM, LEWISHAM = "E12000007", "E92000001", "E09000025", "E09000023"


def _key(item: dict[str, Any]) -> tuple[str, str, str, str]:
    return item["indicator"], item["area"]["code"], item["period"], item["breakdown"]


def _agrees(item: dict[str, Any], o: Observation) -> bool:
    told = (item["value"], item["numerator"], item["denominator"], item["published_value"], item["amendment"])
    absence = item["absence"]["status"] if item["absence"] else "ok"
    cells = {role: (cell["file"], cell["row"], cell["column"]) for role, cell in item["cells"].items()}
    return (
        told == (o.value, o.numerator, o.denominator, o.published_value, o.amendment)
        and absence == o.status
        and cells == {role: (cell.file, cell.row, cell.column) for role, cell in o.cells.items()}
        and item["release"] == (o.release or None)
    )


@pytest.mark.parametrize("indicator", [TIMELINESS, PLANS, "ehc-plans-growth"])
def test_every_figure_of_every_borough_is_the_stores_own(ask: Ask, store: Store, indicator: str) -> None:
    items = ask("observations", indicator=indicator, **{"in": "London"}, limit=5000)["items"]
    known = {
        (o.indicator, o.area_code, o.period, o.breakdown): o
        for o in store.query(indicator, [*store.members(LONDON), LONDON])
    }
    assert {_key(item) for item in items} == set(known)
    assert [_key(item) for item in items if not _agrees(item, known[_key(item)])] == []


def test_the_authorities_of_a_larger_area_are_those_of_the_time_and_add_up_to_it(ask: Ask) -> None:
    items = ask("observations", indicator=PLANS, **{"in": "England"}, period="2019", limit=5000)["items"]
    names = {item["area"]["name"]: item["value"] for item in items}
    england = names.pop("England")
    assert {"Cumbria", "Northamptonshire", "Poole"} <= set(names)
    assert sum(value for value in names.values() if value is not None) == england


def test_without_places_every_authority_and_larger_area_is_answered(ask: Ask, store: Store) -> None:
    found = ask("observations", indicator=TIMELINESS, limit=1)
    assert found["total"] == len(store.query(TIMELINESS, with_coverage=False))


def test_several_indicators_and_areas_are_answered_together(ask: Ask) -> None:
    items = ask("observations", indicator=[TIMELINESS, PLANS], area=["Camden", NEWHAM], period="2024")["items"]
    assert {(item["indicator"], item["area"]["name"]) for item in items} == set(
        itertools.product((TIMELINESS, PLANS), ("Camden", "Newham"))
    )


def test_an_absence_is_typed_and_never_a_number(ask: Ask) -> None:
    [item] = ask("observations", indicator=TIMELINESS, area="City of London", period="2024")["items"] or [None]
    if item["value"] is not None:  # the shipped figures have one for the City: any withheld figure will do
        [item] = ask("observations", indicator=TIMELINESS, area=LEWISHAM, period="2024")["items"]
    assert item["value"] is None
    assert item["absence"]["status"] in {"z", "x", "c", "low", "u", "missing"}
    assert item["absence"]["meaning"]


def test_a_value_is_null_exactly_where_an_absence_is_given(ask: Ask) -> None:
    items = ask("observations", indicator=TIMELINESS, limit=5000)["items"]
    assert any(item["absence"] for item in items)
    assert all((item["value"] is None) == (item["absence"] is not None) for item in items)


def test_an_amended_figure_has_the_published_one_beside_it(ask: Ask) -> None:
    question = {"indicator": PLANS, "area": NEWHAM, "period": "2025"}
    [amended] = ask("observations", **question)["items"]
    [published] = ask("observations", **question, figures="published")["items"]
    assert (amended["value"], amended["published_value"]) == (3000, 1199)
    assert amended["amendment"] == "newham-ehc-plans-january-2025"
    assert (published["value"], published["amendment"]) == (1199, None)
    assert "figures=published" in published["about"]


def test_a_larger_area_says_whom_it_leaves_out_and_an_authority_has_no_coverage(ask: Ask, store: Store) -> None:
    items = ask("observations", indicator=TIMELINESS, area=[LONDON, "Camden"], period="2024")["items"]
    by_name = {item["area"]["name"]: item["coverage"] for item in items}
    assert by_name["Camden"] is None
    [london] = store.query(TIMELINESS, [LONDON], ["2024"])
    assert london.coverage is not None
    told = by_name["London"]
    assert (told["present"], told["expected"], told["basis"]) == (
        london.coverage.present, london.coverage.expected, london.coverage.basis,
    )  # fmt: skip
    assert [(each["name"], each["status"]) for each in told["excludes"]] == list(london.coverage.excludes)


def test_the_address_of_a_figure_leads_to_its_page(ask: Ask, site: Any) -> None:
    [item] = ask("observations", indicator=PLANS, area="Camden", period="2024")["items"]
    for spaced in (" Camden", "Camden ", "E09000007 "):
        assert ask("observations", indicator=PLANS, area=spaced, period="2024")["items"] == [item]
    assert site.get(item["about"]).status_code == 200


def test_a_breakdown_is_answered_as_the_store_answers_it(ask: Ask, store: Store) -> None:
    key = next(key for key in ask(f"indicators/{PLANS}")["breakdowns"] if key != "total")
    items = ask("observations", indicator=PLANS, area="Camden", breakdown=key, limit=5000)["items"]
    assert [item["value"] for item in items] == [o.value for o in store.query(PLANS, ["Camden"], breakdown=key)]


def test_from_and_to_keep_the_years_between_them(ask: Ask) -> None:
    items = ask("observations", indicator=PLANS, area="Camden", **{"from": 2022, "to": 2024})["items"]
    assert [item["period"] for item in items] == ["2022", "2023", "2024"]


def test_figures_are_as_one_release_gave_them(ask: Ask, store: Store) -> None:
    release = next(r.id for r in reversed(store.releases()) if store.query(PLANS, ["Camden"], release=r.id))
    items = ask("observations", indicator=PLANS, area="Camden", release=release)["items"]
    assert [item["value"] for item in items] == [o.value for o in store.query(PLANS, ["Camden"], release=release)]


@pytest.mark.parametrize("sort", ["value", "-value"])
def test_sorted_by_value_the_absent_stand_last(ask: Ask, sort: str) -> None:
    items = ask("observations", indicator=TIMELINESS, level="authority", period="2024", sort=sort, limit=5000)["items"]
    values = [item["value"] for item in items if item["value"] is not None]
    assert values == sorted(values, reverse=sort == "-value")
    assert all(item["value"] is None for item in items[len(values) :])


def test_sorted_by_two_keys_the_first_counts_most(ask: Ask) -> None:
    items = ask("observations", indicator=PLANS, **{"in": "London"}, sort="-period,area", limit=5000)["items"]
    keys = [(item["period"], item["area"]["code"]) for item in items]
    assert keys == sorted(sorted(keys, key=lambda key: key[1]), key=lambda key: key[0], reverse=True)


def test_pages_hold_every_figure_once(ask: Ask) -> None:
    question = {"indicator": TIMELINESS, "in": "London", "sort": "-value"}
    whole = [_key(item) for item in ask("observations", **question, limit=5000)["items"]]
    told = ask("observations", **question, limit=37)
    seen = [_key(item) for item in told["items"]]
    while told["next"]:
        told = ask(told["next"])
        seen += [_key(item) for item in told["items"]]
    assert seen == whole
    assert len(set(seen)) == told["total"]


def test_the_next_page_is_of_the_same_build(ask: Ask, store: Store) -> None:
    assert f"build={store.build.id}" in ask("observations", indicator=PLANS, limit=1)["next"]


@pytest.mark.parametrize("indicator", [TIMELINESS, PLANS, "ehc-plans-growth"])
def test_every_figure_is_as_described(ask: Ask, indicator: str) -> None:
    for item in ask("observations", indicator=indicator, **{"in": "London"}, limit=5000)["items"]:
        records.Observation.model_validate(item)


def test_pages_of_one_question_read_the_figures_once(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    read = Store.query

    def counted(self: Store, indicator: str, *rest: Any, **more: Any) -> list[Observation]:
        asked.append(indicator)
        return read(self, indicator, *rest, **more)

    parts.read_part.cache_clear()
    monkeypatch.setattr(Store, "query", counted)
    for offset in range(0, 100, 10):
        ask("observations", indicator=PLANS, limit=10, offset=offset)
    assert asked == [PLANS]


def test_the_authorities_of_a_larger_area_can_be_asked_for_without_itself(ask: Ask) -> None:
    question = "observations?indicator=ehc-plans&period=2025&limit=100&in="
    assert len(ask(f"{question}London")["items"]) == 34
    alone = {item["area"]["name"] for item in ask(f"{question}London&level=authority")["items"]}
    assert len(alone) == 33
    assert "London" not in alone
    regions = ask(f"{question}England&level=region")["items"]
    assert {item["area"]["level"] for item in regions} == {"region"}
    assert len(regions) == 9
    assert [each["name"] for each in ask("areas?in=London&level=sub-region")["items"]] == [
        "Inner London",
        "Outer London",
    ]
