"""Every golden figure, twice: from the published files themselves and from the pack that ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.warehouse.answers import HeadlineFigure, Observation
from goldenthread.warehouse.reader import Store, open_store

ENGLAND, LONDON, NEWHAM, LEWISHAM, CITY = "E92000001", "E12000007", "E09000025", "E09000023", "E09000001"


@pytest.fixture(scope="module", params=["data_store_folder", "store_folder"], ids=["from the files", "from the pack"])
def store(request: pytest.FixtureRequest) -> Store:
    folder: Path = request.getfixturevalue(request.param)
    return open_store(folder)


def one(store: Store, indicator: str, area: str, period: str, **asked: object) -> Observation:
    """The one observation asked for."""
    [found] = store.query(indicator, areas=[area], periods=[period], **asked)  # type: ignore[arg-type]
    return found


HEADLINES = {
    # indicator: area → (value, previous, change, change the year before)
    "ehc-plans": {ENGLAND: (638_745, 576_474, 10.8, 11.5), LONDON: (100_917, 93_539, 7.9, 9.3)},
    "new-ehc-plans": {ENGLAND: (97_747, 84_428, 15.8, 26.6), LONDON: (14_037, 12_799, 9.7, 27.0)},
    "ehc-plan-requests": {ENGLAND: (154_489, 138_242, 11.8, 20.8), LONDON: (21_583, 19_488, 10.8, 15.1)},
    "sen-support-pupils": {ENGLAND: (1_284_284, 1_238_851, 3.7, None), LONDON: (189_608, 184_980, 2.5, None)},
}


@pytest.mark.parametrize(("indicator", "area"), [(i, a) for i, areas in HEADLINES.items() for a in areas])
def test_each_headline_card_shows_the_golden_figures(store: Store, indicator: str, area: str) -> None:
    value, previous, change, before = HEADLINES[indicator][area]
    figure = headline(store, indicator, area)
    assert (figure.value, figure.previous) == (value, previous)
    assert figure.change_percent == change
    assert figure.previous_change_percent == before


def headline(store: Store, indicator: str, area: str) -> HeadlineFigure:
    """One figure of the headline cards."""
    [card] = [card for card in store.headline() if card.indicator == indicator]
    [figure] = [figure for figure in card.figures if figure.area_code == area]
    return figure


@pytest.mark.parametrize(
    ("indicator", "england", "london"),
    [
        ("ehc-plans-issued-in-20-weeks", 46.4, 66.9),
        ("decisions-in-6-weeks", 84.8, 84.5),
        ("review-decisions-in-4-weeks", 44.4, 39.6),
    ],
)
def test_each_timeliness_figure_of_2024_is_golden(store: Store, indicator: str, england: float, london: float) -> None:
    assert one(store, indicator, ENGLAND, "2024").value == england
    assert one(store, indicator, LONDON, "2024").value == london


def test_newham_is_published_as_1199_and_used_as_3000(store: Store) -> None:
    newham = one(store, "ehc-plans", NEWHAM, "2025")
    assert (newham.published_value, newham.value) == (1_199, 3_000)
    assert one(store, "ehc-plans", NEWHAM, "2024").value == 2_705
    assert newham.amendment == "newham-ehc-plans-january-2025"


def test_londons_total_moves_with_newham_and_the_published_total_stays_in_sight(store: Store) -> None:
    london = one(store, "ehc-plans", LONDON, "January 2025")
    assert (london.published_value, london.value) == (99_116, 99_116 - 1_199 + 3_000)
    assert london.amendment is not None
    assert headline(store, "ehc-plans", LONDON).published_change_percent == 6.0


def test_the_amendment_can_be_switched_off(store: Store) -> None:
    assert one(store, "ehc-plans", LONDON, "2025", published=True).value == 99_116
    assert one(store, "ehc-plans", NEWHAM, "202425", published=True).value == 1_199


def test_england_stays_as_published(store: Store) -> None:
    england = one(store, "ehc-plans", ENGLAND, "2025")
    assert (england.value, england.published_value, england.amendment) == (638_745, 638_745, None)


def test_lewishams_20_week_figure_is_withdrawn_and_the_first_copy_still_says_94_8(store: Store) -> None:
    withdrawn = one(store, "ehc-plans-issued-in-20-weeks", LEWISHAM, "2024")
    assert (withdrawn.value, withdrawn.status) == (None, "x")
    first = one(store, "ehc-plans-issued-in-20-weeks", LEWISHAM, "2024", release="release_2025_first")
    assert first.value == 94.8


@pytest.mark.parametrize("code", ["E09000011", "E09000023", "E09000026", "E09000031"])
def test_four_boroughs_have_no_figure_for_review_decisions_in_4_weeks(store: Store, code: str) -> None:
    figure = one(store, "review-decisions-in-4-weeks", code, "2024")
    assert (figure.value, figure.status) == (None, "x")


def test_the_city_of_london_has_no_20_week_figure(store: Store) -> None:
    assert one(store, "ehc-plans-issued-in-20-weeks", CITY, "2024").status == "x"


def test_a_london_figure_says_how_many_of_the_33_it_covers(store: Store) -> None:
    coverage = one(store, "ehc-plans-issued-in-20-weeks", LONDON, "2024").coverage
    assert coverage is not None
    assert (coverage.present, coverage.expected) == (31, 33)
    assert coverage.excludes == (("City of London", "x"), ("Lewisham", "x"))
    assert coverage.text == (
        "published total; 31 of 33 have a figure of their own; "
        "without one: City of London (not available), Lewisham (not available)"
    )


def test_londons_boroughs_sum_to_the_published_london_row_in_each_year(store: Store) -> None:
    for indicator in ("ehc-plans", "new-ehc-plans", "ehc-plan-requests"):
        boroughs = store.query(indicator, areas=store.members(LONDON), published=True)
        for london in store.query(indicator, areas=[LONDON], published=True):
            here = [o.value for o in boroughs if o.period == london.period]
            assert london.coverage is not None
            if london.coverage.present == london.coverage.expected:
                assert sum(v for v in here if v is not None) == london.value, (indicator, london.period)
            else:
                assert london.coverage.excludes


def test_loading_the_corrected_release_lists_what_changed(store: Store) -> None:
    changes = store.changes("ehc-plans-2025-first", "ehc-plans-2025-corrected")
    [outstanding] = [
        c
        for c in changes
        if c.area_code == ENGLAND and c.column == "review_decision_outstanding" and c.breakdown == "total"
    ]
    assert (outstanding.old_value, outstanding.new_value, outstanding.kind) == (89_238, 97_801, "revised")
    [lewisham] = [
        c
        for c in changes
        if c.area_code == LEWISHAM and c.column == "PC_plans_issued_20_weeks_ex" and c.breakdown == "total"
    ]
    assert (lewisham.old_value, lewisham.new_status, lewisham.kind) == (94.8, "x", "withdrawn")


def test_656_plans_moved_between_severe_and_specific_learning_difficulty(store: Store) -> None:
    changes = store.changes("ehc-plans-2025-first", "ehc-plans-2025-corrected")
    moved = {
        c.breakdown: (c.new_value or 0) - (c.old_value or 0)
        for c in changes
        if c.source == "ehc-needs-all-plans" and c.measure == "ehc-plans-by-need" and c.area_code == ENGLAND
    }
    assert abs(moved["need=sld"]) == 656
    assert moved["need=sld"] == -moved["need=spld"]


def test_london_has_the_age_spine_of_the_domain_reference(store: Store) -> None:
    spine = {
        "age-0-to-2": 66,
        "age-3": 581,
        "age-4": 3_825,
        "age-5": 5_483,
        "age-10": 6_454,
        "age-16": 6_057,
        "age-25": 49,
    }
    for age, expected in spine.items():
        assert one(store, "ehc-plans", LONDON, "2025", breakdown={"age": age}).value == expected


NEEDS = {"asd": 36_417, "slcn": 24_178, "semh": 14_585, "mld": 8_750, "pd": 3_443, "msi": 310}


@pytest.mark.parametrize("need", NEEDS)
def test_london_has_the_needs_of_the_domain_reference(store: Store, need: str) -> None:
    assert one(store, "ehc-plans-by-need", LONDON, "2025", breakdown={"need": need}).value == NEEDS[need]


def test_every_golden_figure_names_its_source_cell(store: Store) -> None:
    for indicator, areas in HEADLINES.items():
        for area in areas:
            for observation in store.query(indicator, areas=[area]):
                cell = observation.cells["value"]
                assert cell.row is not None
                assert cell.row > 1
                assert cell.column
                assert store.file(cell.file).sha256
