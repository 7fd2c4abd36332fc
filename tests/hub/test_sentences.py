from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.hub.evidence.presenters import sentences
from goldenthread.warehouse.answers import Basis, Coverage
from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.indicators import Break
from tests.hub.made import PLANS, TIMELINESS, counted, figure, page

PER_HEAD = load_catalogue().indicator("high-needs-allocation-per-head")
LONDON = figure("E12000007", 66.9)
ENGLAND = figure("E92000001", 46.4)


def test_the_finding_sets_the_borough_against_london_and_england() -> None:
    found = page(figure("E09000007", 96.6), LONDON, ENGLAND)
    assert sentences.finding(found) == (
        "Camden issued 96.6% of plans within 20 weeks in 2024, against 66.9% in London and 46.4% in England"
    )


def test_without_a_borough_the_finding_is_about_london() -> None:
    assert sentences.finding(page(LONDON, ENGLAND, area=None)) == (
        "London issued 66.9% of plans within 20 weeks in 2024, against 46.4% in England"
    )


def test_an_absent_figure_is_stated_and_never_a_zero() -> None:
    told = sentences.finding(page(figure("E09000007", None), LONDON, ENGLAND))
    assert told == "Camden has no figure in 2024 (not available), against 66.9% in London and 46.4% in England"
    assert "0%" not in told


def test_an_absent_comparison_is_left_out_of_the_finding() -> None:
    told = sentences.finding(page(figure("E09000007", 96.6), figure("E12000007", None), ENGLAND))
    assert told.endswith("in 2024, against 46.4% in England")


def test_counts_are_compared_with_the_year_before_and_not_with_larger_areas() -> None:
    found = page(
        figure("E09000007", 1000, period="2024", period_label="January 2024"),
        figure("E09000007", 1100, period="2025", period_label="January 2025"),
        figure("E12000007", 100917, period="2025"),
        indicator=PLANS,
    )
    assert sentences.finding(found) == "Camden had 1,100 EHC plans in January 2025, up 10.0% on January 2024"


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [(15, 14, "14 EHC plans in January 2025, down from 15 in January 2024"), (0, 3, "up from 0 in"), (7, 7, ", as in")],
)
def test_small_counts_are_told_both_and_never_as_a_percentage(before: int, now: int, told: str) -> None:
    years = ("2024", before), ("2025", now)
    figures = [figure("E09000007", n, period=year, period_label=f"January {year}") for year, n in years]
    found = sentences.finding(page(*figures, indicator=PLANS))
    assert told in found
    assert "%" not in found


def test_a_count_without_an_earlier_figure_claims_no_change() -> None:
    found = page(figure("E09000007", 1100, period="2025", period_label="January 2025"), indicator=PLANS)
    assert sentences.finding(found) == "Camden had 1,100 EHC plans in January 2025"


def test_a_borough_is_set_beside_the_others_only_where_they_clearly_differ() -> None:
    found = page(
        counted("E09000007", 172, 178), counted("E09000019", 58, 73), counted("E09000023", 175, 180),
        counted("E09000030", 400, 400), LONDON,
    )  # fmt: skip
    assert sentences.ranking(found) == (
        "Camden’s figure is clearly higher than 1 of the other 3 boroughs with a figure, clearly lower than 1 and not "
        "clearly different from 1. Allowing for chance, it is 2nd to 3rd highest of the 4."
    )


def test_where_all_clearly_differ_there_is_one_rank_counted_from_the_nearer_end() -> None:
    figures = [
        counted(code, n, 400)
        for code, n in (("E09000019", 390), ("E09000023", 300), ("E09000007", 200), ("E09000030", 90))
    ]
    assert sentences.ranking(page(*figures)) == (
        "Camden’s figure is clearly higher than 1 of the other 3 boroughs with a figure and clearly lower than 2. "
        "Allowing for chance, it is 2nd lowest of the 4."
    )
    middle = page(*figures[1:])
    assert sentences.ranking(middle).endswith("it is 2nd highest of the 3.")
    lower = TIMELINESS.model_copy(update={"direction": "lower-is-better"})
    assert sentences.ranking(page(*figures[1:], indicator=lower)).endswith("it is 2nd lowest of the 3.")


def test_where_none_clearly_differs_no_rank_is_said() -> None:
    found = page(counted("E09000007", 90, 100), counted("E09000019", 85, 100), counted("E09000030", 95, 100))
    assert sentences.ranking(found) == (
        "Camden’s figure is not clearly different from any of the other 2 boroughs with a figure."
    )


def test_where_all_are_clearly_lower_that_is_said_at_once() -> None:
    found = page(counted("E09000007", 95, 100), counted("E09000019", 60, 100), counted("E09000030", 50, 100))
    assert sentences.ranking(found) == (
        "Camden’s figure is clearly higher than that of all the other 2 boroughs with a figure."
    )


def test_one_other_borough_is_spoken_of_as_one() -> None:
    near, far = counted("E09000019", 88, 100), counted("E09000019", 20, 100)
    assert sentences.ranking(page(counted("E09000007", 90, 100), near)) == (
        "Camden’s figure is not clearly different from the one other borough with a figure."
    )
    assert sentences.ranking(page(counted("E09000007", 90, 100), far)) == (
        "Camden’s figure is clearly higher than the one other borough with a figure."
    )


def test_boroughs_without_a_figure_are_not_counted_among_the_others() -> None:
    others = (counted("E09000019", 85, 100), counted("E09000030", 84, 100), figure("E09000023", None))
    assert "any of the other 2 boroughs with a figure" in sentences.ranking(
        page(counted("E09000007", 90, 100), *others)
    )


def test_authorities_elsewhere_are_not_called_boroughs() -> None:
    elsewhere = counted("E08000025", 500, 1_000)
    found = page(counted("E09000007", 90, 100), counted("E09000019", 85, 100), elsewhere)
    assert "the one other borough" in sentences.ranking(found)
    with_birmingham = replace(found, boroughs=(*found.boroughs, "E08000025"))
    assert "of the other 2 authorities with a figure" in sentences.ranking(with_birmingham)


def test_figures_counted_on_too_few_are_left_out_of_the_comparison_and_it_is_said() -> None:
    few = counted("E09000019", 8, 8, small_denominator=True)
    found = page(counted("E09000007", 90, 100), few, counted("E09000030", 85, 100), counted("E09000023", 84, 100))
    assert sentences.ranking(found) == (
        "Camden’s figure is not clearly different from any of the other 2 boroughs with a figure. "
        "Figures counted on too few to compare are left out."
    )


def test_a_borough_counted_on_too_few_is_not_ranked() -> None:
    found = page(counted("E09000007", 9, 10, small_denominator=True), counted("E09000030", 80, 100))
    assert sentences.ranking(found) == "Camden is not ranked: its figure is counted on too few to compare."


def test_a_borough_without_a_figure_is_not_ranked() -> None:
    found = page(figure("E09000007", None), counted("E09000030", 80, 100))
    assert sentences.ranking(found) == "Camden is not ranked: it has no figure."


def test_a_figure_whose_chance_cannot_be_told_is_not_ranked_and_it_is_said_why() -> None:
    told = {
        "Published without its counts": figure("E09000007", 90, numerator=None, denominator=None),
        "Published with counts that do not give the figure": figure("E09000007", 90, numerator=80, denominator=100),
    }
    for why, own in told.items():
        assert sentences.ranking(page(own, counted("E09000030", 80, 100))) == (
            f"{why}, so chance cannot be told from difference: not ranked."
        )
    growth = TIMELINESS.model_copy(update={"method": "growth"})
    changes = page(*(figure(code, 9, numerator=None) for code in ("E09000007", "E09000030")), indicator=growth)
    assert sentences.ranking(changes).startswith("Worked out from two figures, so chance")


def test_others_whose_chance_cannot_be_told_are_left_out_and_counted() -> None:
    untold = [figure(code, 90, numerator=None) for code in ("E09000023", "E09000030")]
    found = page(counted("E09000007", 95, 100), counted("E09000019", 60, 100), *untold)
    assert sentences.ranking(found) == (
        "Camden’s figure is clearly higher than the one other borough that can be compared. "
        "2 more are left out for want of counts that fit."
    )
    assert sentences.ranking(page(counted("E09000007", 95, 100), *untold)) == (
        "Camden is not ranked: no other figure can be compared."
    )


def test_accounts_keep_their_plain_rank() -> None:
    found = page(figure("E09000007", 900), figure("E09000019", 950), figure("E09000023", None), indicator=PER_HEAD)
    assert sentences.ranking(found) == "Camden is lowest of the 2 boroughs with a figure."
    few = figure("E09000030", 999, small_denominator=True)
    found = page(figure("E09000007", 950), figure("E09000019", 950), figure("E09000023", 900), few, indicator=PER_HEAD)
    assert sentences.ranking(found) == (
        "Camden is joint highest of the 3 boroughs with a figure. Figures counted on too few to compare are left out."
    )
    lower = PER_HEAD.model_copy(update={"direction": "lower-is-better"})
    found = page(figure("E09000007", 900), figure("E09000019", 800), indicator=lower)
    assert sentences.ranking(found) == "Camden is highest of the 2 boroughs with a figure."


def test_an_inspectors_grade_is_not_ranked() -> None:
    graded = TIMELINESS.model_copy(update={"unit": "grade", "numerator": None, "denominator": None})
    assert sentences.ranking(page(figure("E09000007", 2), figure("E09000030", 1), indicator=graded)) == ""


def test_counts_are_never_ranked() -> None:
    assert sentences.ranking(page(figure("E09000007", 90), figure("E09000030", 80), indicator=PLANS)) == ""


def test_the_direction_of_good_is_in_words() -> None:
    assert sentences.direction(TIMELINESS) == "Higher is better."
    assert sentences.direction(PLANS) == "Neither high nor low is better in itself."


def test_coverage_names_who_is_missing_and_why() -> None:
    without = (("City of London", "x"), ("Lewisham", "c"))
    named = "City of London (not available) and Lewisham (held back)."
    own = f"31 of 33 authorities have a figure of their own; without one: {named}"
    told: dict[Basis, str] = {
        "sum": f"added up here from 31 of 33 authorities; left out: {named}",
        "published": f"published for the area as a whole; {own}",
        "worked out": f"worked out from figures published for the area as a whole; {own}",
        "none": f"31 of 33 authorities have a figure; without one: {named}",
    }
    for basis, words in told.items():
        assert sentences.covered(Coverage(31, 33, without, basis)) == words


def test_long_coverage_is_shortened_but_still_counts_everyone() -> None:
    covered = Coverage(1, 33, tuple((f"Area {n}", "x") for n in range(32)))
    assert sentences.covered(covered, most=2).endswith("Area 0 (not available), Area 1 (not available) and 30 more.")
    assert sentences.covered(covered, most=0) == "added up here from 1 of 33 authorities."


def test_a_total_without_any_part_says_that_it_is_a_total_as_published() -> None:
    none = Coverage(0, 33, tuple((f"Area {n}", "missing") for n in range(33)), "published")
    assert sentences.covered(none) == (
        "published for the area as a whole; none of the 33 authorities has a figure of its own in this source."
    )


def test_a_series_that_begins_at_nought_is_told_from_its_first_figure_that_says_something() -> None:
    found = page(
        figure("E09000007", 0.0, period="2015", period_label="2015"),
        figure("E09000007", 138.0, period="2016", period_label="2016"),
        figure("E09000007", 1607.0),
        indicator=PLANS.model_copy(update={"breaks": ()}),
    )
    assert "went from 138 in 2016 to 1,607 in 2024" in sentences.moved(found)


def test_a_change_is_told_only_since_the_last_break_in_the_series() -> None:
    years = {"2019": 20.0, "2022": 60.0, "2023": 70.0, "2024": 80.0}
    figures = [figure("E09000007", value, period=year, period_label=year) for year, value in years.items()]
    parted = TIMELINESS.model_copy(update={"breaks": (Break(period="2023", reason="Counted anew, made up."),)})
    assert "went from 70.0% in 2023 to 80.0% in 2024" in sentences.moved(page(*figures, indicator=parted))
    late = TIMELINESS.model_copy(update={"breaks": (Break(period="2024", reason="Counted anew, made up."),)})
    assert sentences.moved(page(*figures, indicator=late)) == ""


def test_a_series_of_noughts_stays_at_nought() -> None:
    found = page(
        figure("E09000007", 0.0, period="2023", period_label="2023"), figure("E09000007", 0.0), indicator=PLANS
    )
    assert sentences.moved(found).endswith("stayed at 0 from 2023 to 2024")


def test_a_series_that_comes_back_to_where_it_began_did_not_stay_there() -> None:
    years = {"2020": 225.0, "2021": 180.0, "2022": 260.0, "2023": 240.0, "2024": 225.0}
    figures = [figure("E09000007", value, period=year, period_label=year) for year, value in years.items()]
    found = page(*figures, indicator=PLANS.model_copy(update={"breaks": ()}))
    assert sentences.moved(found).endswith(
        "came from 225 in 2020 by way of 180 in 2021 and 260 in 2022 back to the same in 2024"
    )


def test_where_neighbours_are_chosen_the_headline_sets_their_median_beside_the_figure() -> None:
    figures = [counted("E09000007", 40, 100), counted("E09000019", 60, 100), counted("E12000007", 500, 1000)]
    near = page(*figures)
    assert sentences.finding(near).endswith(
        "against a median of 60.0% among 1 statistical neighbour (1 of them higher) and 50.0% in London"
    )
    assert "median" not in sentences.finding(page(*figures, counted("E09000030", 70, 100)))
