from __future__ import annotations

from goldenthread.hub.evidence.presenters import sentences
from goldenthread.warehouse.answers import Basis, Coverage
from tests.hub.made import PLANS, TIMELINESS, figure, page

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


def test_a_count_without_an_earlier_figure_claims_no_change() -> None:
    found = page(figure("E09000007", 1100, period="2025", period_label="January 2025"), indicator=PLANS)
    assert sentences.finding(found) == "Camden had 1,100 EHC plans in January 2025"


def test_ranks_count_only_figures_that_are_there() -> None:
    found = page(figure("E09000007", 90), figure("E09000019", 95), figure("E09000023", None), LONDON)
    assert sentences.ranking(found) == "Camden is 2nd highest of the 2 boroughs with a figure."


def test_figures_counted_on_too_few_are_left_out_of_ranks_and_it_is_said() -> None:
    found = page(figure("E09000007", 90), figure("E09000019", 100, small_denominator=True), figure("E09000030", 80))
    assert sentences.ranking(found) == (
        "Camden is highest of the 2 boroughs with a figure. Figures counted on too few are left out."
    )


def test_a_borough_counted_on_too_few_is_not_ranked() -> None:
    found = page(figure("E09000007", 90, small_denominator=True), figure("E09000030", 80))
    assert "Camden is not ranked" in sentences.ranking(found)


def test_where_low_is_good_the_rank_counts_from_the_lowest() -> None:
    lower = TIMELINESS.model_copy(update={"direction": "lower-is-better"})
    found = page(figure("E09000007", 90), figure("E09000030", 80), indicator=lower)
    assert sentences.ranking(found) == "Camden is 2nd lowest of the 2 boroughs with a figure."


def test_equal_figures_share_a_rank() -> None:
    found = page(figure("E09000007", 100), figure("E09000019", 100), figure("E09000030", 80))
    assert sentences.ranking(found) == "Camden is joint highest of the 3 boroughs with a figure."


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
