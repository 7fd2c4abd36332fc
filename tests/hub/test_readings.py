"""Figures of one borough as other rooms get them: the value, its trend, what stands beside it and what may be said."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest

from goldenthread.hub.evidence.interface import (
    BuildGone,
    area_name,
    current_build,
    offered,
    reading,
    readings,
    series,
    why_not_comparable,
)
from goldenthread.warehouse import Store, UnknownName
from tests.made.builds import Builds, Changed, Without

CAMDEN, NEWHAM, CITY, KENT = "E09000007", "E09000025", "E09000001", "E10000016"
LONDON, ENGLAND = "E12000007", "E92000001"
WEEKS = "ehc-plans-issued-in-20-weeks"
IN_20_WEEKS = "plans-issued-in-20-weeks-excluding-exceptions-percent"


@pytest.fixture(autouse=True)
def _figures(store_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(store_folder))


@pytest.fixture
def builds(store_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builds:
    found = Builds(store_folder, tmp_path / "store")
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(found.folder))
    return found


# ------------------------------------------------------------------ the figures


def test_every_offer_reads_for_every_kind_of_place_as_the_store_answers(store: Store) -> None:
    wanted = [(offer.id, "total") for offer in offered()]
    for code in (CAMDEN, CITY, KENT):
        found = readings(code, wanted)
        assert set(found) == set(wanted)
        for (indicator, _), each in found.items():
            of_store = store.query(indicator, [code], with_coverage=False)
            assert [(p.period, p.value, p.status) for p in each.trend] == [
                (o.period, o.value, o.status) for o in of_store
            ]
            assert each.latest == (each.trend[-1] if each.trend else None)
            assert each.sentence.endswith((".", "itself.")), each.sentence


def test_london_and_england_stand_beside_it(store: Store) -> None:
    found = reading(CAMDEN, WEEKS)
    for code, point in ((LONDON, found.london), (ENGLAND, found.england)):
        newest = store.query(WEEKS, [code], [found.trend[-1].period])[0]
        assert point is not None
        assert (point.value, point.period) == (newest.value, newest.period)


def test_neighbours_are_the_median_of_those_that_can_be_compared(store: Store) -> None:
    found = reading(CAMDEN, WEEKS)
    codes = [n.neighbour_code for n in store.neighbours(CAMDEN)]
    figures = store.query(WEEKS, codes, [found.trend[-1].period], with_coverage=False)
    known = [
        100 * o.numerator / o.denominator for o in figures if o.numerator and o.denominator and not o.small_denominator
    ]
    assert found.neighbours is not None
    assert (found.neighbours.value, found.neighbours_count) == (round(median(known), 1), len(known))
    assert found.neighbours.text.endswith("%")


def test_an_item_is_named_in_the_title() -> None:
    found = readings(CAMDEN, [("ehc-plans-by-need", "need=asd"), ("ehc-plans-by-need", "total")])
    titles = {each.breakdown: each.title for each in found.values()}
    assert titles["need=asd"].startswith(titles["total"] + " (") if "need=asd" in titles else titles


def test_addresses_lead_to_the_figure_and_to_the_indicator() -> None:
    found = reading(CAMDEN, WEEKS)
    assert found.latest is not None
    assert f"{CAMDEN}/{found.latest.period}" in found.href
    assert found.page == f"/indicators/{WEEKS}/?area={CAMDEN}"
    assert found.release
    assert found.build == current_build()


# ------------------------------------------------------------------ the sentence


def test_a_sentence_says_figure_change_standing_and_what_is_good() -> None:
    assert reading(NEWHAM, WEEKS).sentence == (
        "Newham issued 57.6% of plans within 20 weeks in 2024, down from 79.6% in 2023, which is worse, by more than chance. "
        "It is worse than London (66.9%). Higher is better."
    )


def test_no_change_is_told_across_a_break() -> None:
    told = reading(NEWHAM, "send-appeals-registered").sentence
    assert "That is not compared with 2024, because the series breaks." in told
    assert "up from" not in told
    assert "down from" not in told


def test_a_difference_that_chance_could_make_is_not_called_better() -> None:
    told = reading(NEWHAM, "requests-outstanding").sentence
    assert "chance alone could do that" in told
    assert "It is not clearly different from London" in told


def test_a_surplus_is_told_as_one_and_never_as_a_deficit_that_fell() -> None:
    pounds = reading(CAMDEN, "dsg-deficit-carried-forward")
    assert pounds.latest is not None
    assert pounds.latest.text == "£22,344,113 read as a surplus (whether deficit or surplus is not certain)"
    share = reading(CAMDEN, "dsg-cumulative-deficit-percent")
    assert "surplus of 7.14%, surplus up from 4.93% in 2020-21, which is better" in share.sentence
    assert "(deficit of 2.75%)" in share.sentence
    assert share.moved == "surplus up from 4.93%"
    assert share.neighbours is not None
    assert share.neighbours.text.startswith(("deficit of ", "surplus of "))


def test_a_rate_of_what_can_happen_twice_is_no_percentage() -> None:
    found = reading(CAMDEN, "suspension-rate")
    assert found.latest is not None
    assert found.latest.text.endswith(" per 100")
    assert "%" not in found.sentence


def test_a_size_is_not_compared_with_london() -> None:
    assert "London" not in reading(NEWHAM, "ehc-plans").sentence


def test_why_two_figures_are_not_judged_is_said() -> None:
    told = reading(NEWHAM, "overall-absence").sentence
    assert "the two are not judged: published without the counts it is made of" in told


def test_an_absence_is_said_in_words_and_is_no_zero(builds: Builds) -> None:
    builds.publish(Changed(IN_20_WEEKS, "2024", CAMDEN, None, "c"))
    found = reading(CAMDEN, WEEKS)
    assert found.latest is not None
    assert (found.latest.value, found.latest.status, found.latest.text) == (None, "c", "held back")
    assert "Camden has no figure in 2024: hidden by the publisher" in found.sentence
    assert "That is not zero. The one before was 96.6% in 2023." in found.sentence


def test_a_year_without_an_inspection_is_told_as_such_and_not_as_a_number() -> None:
    told = reading(CAMDEN, "area-send-inspection-outcome").sentence
    assert "Camden has no inspection report in 2025." in told
    assert "zero" not in told


def test_an_indicator_the_build_has_nothing_of_says_so(builds: Builds) -> None:
    builds.publish(Without("send-appeals-registered"))
    found = reading(CAMDEN, "send-appeals-registered")
    assert (found.latest, found.trend, found.neighbours, found.neighbours_count) == (None, (), None, 0)
    assert "no figures in this build, so there is none of Camden. That is not zero." in found.sentence
    assert found.href == found.page


def test_an_amended_figure_is_marked(store: Store) -> None:
    amended = [
        (o.area_code, indicator)
        for indicator in ("ehc-plans", "ehc-plans-per-1000")
        for o in store.query(indicator, None, store.periods(indicator)[-1:], with_coverage=False)
        if o.amendment and o.area_level == "authority"
    ]
    assert amended
    for code, indicator in amended:
        assert reading(code, indicator).amended


# ------------------------------------------------------------------ builds, and what there is not


def test_a_new_build_is_read_from_the_moment_it_is_in_force(builds: Builds) -> None:
    first = builds.publish()
    before = reading(CAMDEN, WEEKS)
    builds.publish(Changed(IN_20_WEEKS, "2024", CAMDEN, 12.5))
    now = reading(CAMDEN, WEEKS)
    assert (before.latest and before.latest.value, now.latest and now.latest.value) == (96.6, 12.5)
    pinned = readings(CAMDEN, [(WEEKS, "total")], first)[WEEKS, "total"]
    assert pinned == before


def test_a_build_that_is_not_kept_is_said_to_be_gone() -> None:
    with pytest.raises(BuildGone):
        readings(CAMDEN, [(WEEKS, "total")], "a" * 12)


def test_what_the_definitions_do_not_have_is_left_out() -> None:
    found = readings(CAMDEN, [("happiness", "total"), (WEEKS, "colour=red"), (WEEKS, "total")])
    assert list(found) == [(WEEKS, "total")]
    assert series("happiness", "total", [CAMDEN]) == {CAMDEN: ()}
    with pytest.raises(UnknownName):
        reading(CAMDEN, "happiness")


def test_without_a_build_there_is_nothing_and_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(tmp_path / "none"))
    assert (current_build(), offered(), readings(CAMDEN, [(WEEKS, "total")])) == ("", (), {})
    assert area_name(CAMDEN) == CAMDEN
    assert why_not_comparable(WEEKS, "2021", "2022") == ""


def test_series_hold_every_period_of_each_area() -> None:
    found = series(WEEKS, "total", [CAMDEN, LONDON, KENT])
    assert [len(found[code]) for code in (CAMDEN, LONDON, KENT)] == [len(found[LONDON])] * 3
    assert found[CAMDEN][-1].release


def test_a_break_gives_its_reason_only_where_it_lies_between() -> None:
    assert "a record for each child" in why_not_comparable(WEEKS, "2021", "2022")
    assert why_not_comparable(WEEKS, "2022", "2024") == ""
    assert why_not_comparable("happiness", "2021", "2022") == ""


def test_what_is_offered_has_figures_and_stands_by_theme() -> None:
    found = offered()
    assert [(o.theme, o.title) for o in found] == sorted((o.theme, o.title) for o in found)
    assert WEEKS in {o.id for o in found}
    assert "population-by-single-year-of-age" not in {o.id for o in found}, "the shipped figures have no total of it"


def test_an_area_is_named() -> None:
    assert area_name(CAMDEN) == "Camden"
    assert area_name("E99999999") == "E99999999"
