"""The areas, who belongs to what, and the statistical neighbours."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.areas import Area
from goldenthread.warehouse.definitions.load import DEFINITIONS, _area, _membership, _neighbour, _rows
from goldenthread.warehouse.ingestors.areas import fold_name

# Read on their own, so that a fault in a source or an indicator does not hide one here.
ROWS = _rows(DEFINITIONS / "areas" / "areas.csv", _area)
MEMBERSHIPS = _rows(DEFINITIONS / "areas" / "memberships.csv", _membership)
NEIGHBOURS = _rows(DEFINITIONS / "areas" / "neighbours.csv", _neighbour)
AREAS = {area.code: area for area in ROWS}
AUTHORITIES = [area for area in ROWS if area.level == "authority"]
BY_NUMBER = {area.old_code: area for area in AUTHORITIES}
LONDON, ENGLAND = "E12000007", "E92000001"


def members(group: str, day: dt.date | None = None) -> set[str]:
    """The names of a group's members, ever or on one day."""
    return {
        AREAS[m.area_code].name
        for m in MEMBERSHIPS
        if m.group_code == group and (day is None or (m.from_date or dt.date.min) <= day <= (m.to_date or dt.date.max))
    }


def neighbours_of(area: Area, model: str) -> list[str]:
    """The three-digit numbers of an authority's neighbours, nearest first."""
    found = [n for n in NEIGHBOURS if n.model == model and n.area_code == area.code]
    return [AREAS[n.neighbour_code].old_code or "" for n in sorted(found, key=lambda n: n.rank)]


def test_the_catalogue_holds_every_row() -> None:
    catalogue = load_catalogue()
    assert list(catalogue.areas.values()) == ROWS
    assert list(catalogue.memberships) == MEMBERSHIPS
    assert list(catalogue.neighbours) == NEIGHBOURS


def test_england_has_153_authorities_today() -> None:
    assert sum(area.to_date is None for area in AUTHORITIES) == 153


@pytest.mark.parametrize(
    ("day", "count"), [("2019-03-31", 152), ("2019-04-01", 151), ("2021-04-01", 152), ("2023-04-01", 153)]
)
def test_the_number_of_authorities_follows_each_reorganisation(day: str, count: int) -> None:
    assert len(members(ENGLAND, dt.date.fromisoformat(day))) == count


def test_london_has_33_boroughs_with_both_codes() -> None:
    boroughs = [area for area in AUTHORITIES if area.region_code == LONDON]
    assert len(boroughs) == 33
    assert all(area.code.startswith("E090000") and (area.old_code or "")[0] in "23" for area in boroughs)
    assert (BY_NUMBER["316"].code, BY_NUMBER["316"].name) == ("E09000025", "Newham")


def test_every_authority_has_a_three_digit_number_of_its_own() -> None:
    assert all(number and len(number) == 3 and number.isdigit() for number in BY_NUMBER)
    assert len(BY_NUMBER) == len(AUTHORITIES) == 158


def test_every_code_is_used_once_whether_current_or_former() -> None:
    codes = [code for area in ROWS for code in (area.code, *area.former_codes)]
    assert [code for code, count in Counter(codes).items() if count > 1] == []


def test_no_spelling_means_two_places() -> None:
    spellings = [(fold_name(name), area.code) for area in ROWS for name in (area.name, *area.other_names)]
    assert [name for name, count in Counter(name for name, _ in spellings).items() if count > 1] == []


def test_an_authority_that_only_changed_its_code_is_one_area() -> None:
    found = {code: area.name for area in AUTHORITIES for code in area.former_codes}
    assert found == {
        "E06000048": "Northumberland", "E08000016": "Barnsley", "E08000019": "Sheffield", "E08000020": "Gateshead",
        "E10000002": "Buckinghamshire", "E10000023": "North Yorkshire", "E10000027": "Somerset",
    }  # fmt: skip


def test_each_authority_is_in_england_and_in_exactly_one_region() -> None:
    regions = {area.code for area in ROWS if area.level == "region"}
    inside = [(m.area_code, m.group_code) for m in MEMBERSHIPS if m.group_code in regions]
    assert sorted(inside) == sorted((area.code, area.region_code) for area in AUTHORITIES)
    assert Counter(m.area_code for m in MEMBERSHIPS if m.group_code == ENGLAND) == Counter(a.code for a in AUTHORITIES)


def test_a_membership_of_england_or_a_region_lasts_as_long_as_the_authority() -> None:
    for membership in MEMBERSHIPS:
        if AREAS[membership.group_code].level in ("country", "region"):
            area = AREAS[membership.area_code]
            assert (membership.from_date, membership.to_date) == (area.from_date, area.to_date), membership


def test_only_authorities_are_members_and_every_larger_area_has_some() -> None:
    assert {AREAS[m.area_code].level for m in MEMBERSHIPS} == {"authority"}
    assert {m.group_code for m in MEMBERSHIPS} == {area.code for area in ROWS if area.level != "authority"}


def test_statistical_and_statutory_inner_london_differ_by_greenwich_haringey_and_newham() -> None:
    statistical, statutory = members("E13000001"), members("statutory-inner-london")
    assert statistical - statutory == {"Haringey", "Newham"}
    assert statutory - statistical == {"Greenwich"}


@pytest.mark.parametrize(
    "parts",
    [
        ("E13000001", "E13000002"),
        ("statutory-inner-london", "statutory-outer-london"),
        tuple(f"sub-region-{side}" for side in ("central", "east", "north", "south", "west")),
    ],
)
def test_each_way_of_dividing_london_covers_every_borough_once(parts: tuple[str, ...]) -> None:
    listed = [name for part in parts for name in members(part)]
    assert sorted(listed) == sorted(members(LONDON))


@pytest.mark.parametrize(
    ("day", "boards"),
    [
        ("2022-06-30", set()),
        ("2022-07-01", {"north-central", "north-west", "north-east", "south-east", "south-west"}),
        ("2026-03-31", {"north-central", "north-west", "north-east", "south-east", "south-west"}),
        ("2026-04-01", {"west-and-north", "north-east", "south-east", "south-west"}),
    ],
)
def test_each_borough_is_in_one_integrated_care_board_on_any_day(day: str, boards: set[str]) -> None:
    on = dt.date.fromisoformat(day)
    found = {area.code: members(area.code, on) for area in ROWS if area.code.startswith("icb-")}
    assert {code for code, names in found.items() if names} == {f"icb-{board}-london" for board in boards}
    listed = [name for names in found.values() for name in names]
    assert sorted(listed) == (sorted(members(LONDON)) if boards else [])


def test_the_merged_board_has_the_boroughs_of_the_two_before_it() -> None:
    before = members("icb-north-central-london") | members("icb-north-west-london")
    assert members("icb-west-and-north-london") == before
    assert members("icb-north-central-london") == {"Barnet", "Camden", "Enfield", "Haringey", "Islington"}


@pytest.mark.parametrize(("model", "count"), [("2021", 152), ("2025", 153)])
def test_every_authority_of_a_model_has_ten_different_neighbours_and_is_not_its_own(model: str, count: int) -> None:
    rows = [n for n in NEIGHBOURS if n.model == model]
    areas = {n.area_code for n in rows}
    assert len(areas) == count
    assert len(rows) == 10 * count
    for code in areas:
        near = [(n.rank, n.neighbour_code) for n in rows if n.area_code == code]
        assert {rank for rank, _ in near} == set(range(1, 11))
        assert len({neighbour for _, neighbour in near} - {code}) == 10


def test_the_2025_model_knows_only_the_authorities_of_today() -> None:
    rows = [n for n in NEIGHBOURS if n.model == "2025"]
    assert {n.area_code for n in rows} == {area.code for area in AUTHORITIES if area.to_date is None}
    assert all(AREAS[n.neighbour_code].to_date is None for n in rows)


def test_the_2021_model_has_cumbria_and_not_the_two_that_followed_it() -> None:
    names = {AREAS[code].name for n in NEIGHBOURS if n.model == "2021" for code in (n.area_code, n.neighbour_code)}
    assert "Cumbria" in names
    assert names.isdisjoint({"Cumberland", "Westmorland and Furness", "Northamptonshire", "Bournemouth", "Poole"})


@pytest.mark.parametrize(
    ("model", "number", "expected"),
    [
        ("2021", "316", "304 320 301 203 309 307 871 308 821 204"),
        ("2025", "201", "202 205 207 210 208 206 212 213 209 846"),
        ("2025", "203", "209 208 306 210 355 320 851 852 391 870"),
        ("2025", "305", "919 358 825 869 867 931 850 868 334 936"),
        ("2025", "309", "320 307 209 208 302 308 210 304 313 317"),
        ("2025", "316", "304 301 308 856 309 821 307 313 352 871"),
        ("2025", "320", "317 302 312 306 307 309 313 310 209 852"),
    ],
)
def test_london_neighbours_are_those_published(model: str, number: str, expected: str) -> None:
    assert neighbours_of(BY_NUMBER[number], model) == expected.split()


@pytest.mark.data
@pytest.mark.parametrize(
    ("model", "path", "first"),
    [("2021", "sn_groupings_april_2021.csv", 5), ("2025", "sn_model_2025_wide.csv", 4)],
)
def test_every_neighbour_is_as_in_the_published_model(data: Path, model: str, path: str, first: int) -> None:
    with (data / "10_lookups" / path).open(encoding="utf-8-sig", newline="") as handle:
        lines = list(csv.reader(handle))[1:]
    older = next((place for place, line in enumerate(lines) if "Old SNs:" in line), None)  # an earlier model's rows
    published = {
        (line[0], rank + 1, line[first + 2 * rank].strip(), line[first + 2 * rank + 1].strip().lower())
        for line in lines[:older]
        if line[0]
        for rank in range(10)
    }
    assert published == {
        (AREAS[n.area_code].old_code, n.rank, AREAS[n.neighbour_code].old_code, n.closeness.lower())
        for n in NEIGHBOURS
        if n.model == model
    }


def test_closeness_is_one_of_the_five_words_of_the_models() -> None:
    words = {"Extremely close", "Very close", "Close", "Somewhat close", "Not close"}
    assert {n.closeness for n in NEIGHBOURS} == words
