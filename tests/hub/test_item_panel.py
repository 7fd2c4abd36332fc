"""What a chart of several items says of one place beside another."""

from __future__ import annotations

import pytest

from goldenthread.hub.evidence.compared import View
from goldenthread.hub.evidence.presenters.comparison import Chart
from goldenthread.hub.evidence.presenters.panels import item_panel
from goldenthread.hub.evidence.series import Item, Items
from goldenthread.warehouse.answers import AreaRecord, Observation
from goldenthread.warehouse.definitions import load_catalogue
from tests.hub.made import PLANS, TIMELINESS, counted, figure

CAMDEN, LONDON = "E09000007", "E12000007"
VIEW = View(AreaRecord(CAMDEN, "Camden", "authority", None, None), LONDON, (), "", False, "")


NAMES = tuple(f"Need {letter}" for letter in "ABCDEFG")


def finding(
    *pairs: tuple[Observation, ...], indicator: object = TIMELINESS, view: View = VIEW, names: tuple[str, ...] = NAMES
) -> str:
    """Of items called A, B, …, each with Camden's figure and London's."""
    items = tuple(Item(names[n], indicator, "") for n in range(len(pairs)))  # type: ignore[arg-type]
    figures = {(n, o.area_code, o.period): o for n, pair in enumerate(pairs) for o in pair}
    return item_panel.finding(Items(items, "2024", ("2024",), figures), view)


def test_the_item_furthest_from_london_is_sought_among_those_that_clearly_differ() -> None:
    by_chance = counted(CAMDEN, 14, 20), counted(LONDON, 500, 1_000)
    clearly = counted(CAMDEN, 340, 1_000), counted(LONDON, 2_400, 10_000)
    assert finding(by_chance, clearly) == (
        "Camden in 2024: highest for need A (70.0%) and need B (34.0%); furthest from London for need B (34.0% against 24.0%)"
    )


@pytest.mark.parametrize("rest", ["Unclassified", "Need not recorded", "Other difficulty or disability", "Not known"])
def test_what_is_no_kind_of_its_own_is_not_called_far_from_london(rest: str) -> None:
    further = counted(CAMDEN, 900, 1_000), counted(LONDON, 1_000, 10_000)
    clearly = counted(CAMDEN, 340, 1_000), counted(LONDON, 2_400, 10_000)
    told = finding(further, clearly, names=(rest, "Need B"))
    assert told.endswith("; furthest from London for need B (34.0% against 24.0%)")


def test_where_no_item_clearly_differs_from_london_that_is_said() -> None:
    alike = counted(CAMDEN, 11, 20), counted(LONDON, 500, 1_000)
    assert finding(alike, alike).endswith("; none is clearly different from London")


def test_where_chance_cannot_be_told_no_place_is_called_far_from_another() -> None:
    untold = figure(CAMDEN, 90, numerator=None), figure(LONDON, 10, numerator=None)
    assert finding(untold, untold) == "Camden in 2024: the same for both (90.0%)"
    few = counted(CAMDEN, 9, 9, small_denominator=True), counted(LONDON, 100, 1_000)
    assert "London" not in finding(few, few)


def test_of_money_no_difference_is_called_clear_or_unclear() -> None:
    money = load_catalogue().indicator("sen-weekly-unit-cost")
    apart, alike = (figure(CAMDEN, 120.0), figure(LONDON, 100.0)), (figure(CAMDEN, 90.0), figure(LONDON, 90.0))
    assert finding(apart, indicator=money).endswith("; furthest from London for need A (£120 against £100)")
    assert finding(alike, indicator=money) == "Camden in 2024: highest for need A (£90)"


def test_what_rests_on_a_return_whose_total_is_amended_is_not_called_far_from_london() -> None:
    own = counted(CAMDEN, 340, 1_000, left_out="an-amendment")
    assert finding((own, counted(LONDON, 2_400, 10_000))) == "Camden in 2024: highest for need A (34.0%)"


def test_sizes_are_not_set_beside_londons() -> None:
    told = finding((figure(CAMDEN, 10), figure(LONDON, 1_000)), indicator=PLANS)
    assert told == "Camden in 2024: most plans for need A (10)"  # of what the number is, for pupils have needs too


def test_london_is_not_set_beside_itself() -> None:
    whole = counted(LONDON, 500, 1_000)
    assert "furthest" not in finding((whole, whole), view=View(None, LONDON, (), "", False, ""))


def test_items_that_tie_are_told_together_and_many_are_counted() -> None:
    first, alike = (figure(CAMDEN, 95.0, numerator=None),), (figure(CAMDEN, 90.0, numerator=None),)
    told = finding(first, *4 * [alike])  # type: ignore[arg-type]
    assert told.endswith("highest for need A (95.0%) and 4 alike (90.0%): need B, need C, need D and need E")
    assert finding(first, *6 * [alike]).endswith("need A (95.0%) and 6 of 7, all alike (90.0%)")


def test_a_nought_is_never_called_the_highest() -> None:
    nought = (figure(CAMDEN, 0.0),)
    assert finding(*5 * [nought], indicator=PLANS) == "Camden in 2024: the same for all 5 (0)"
    assert finding((figure(CAMDEN, 3.0),), nought, nought, indicator=PLANS).endswith("most plans for need A (3)")


def test_what_is_left_out_because_it_counts_too_few_is_said_where_it_would_have_been_named() -> None:
    few = (figure(CAMDEN, 100.0, small_denominator=True),)
    assert finding(few, (figure(CAMDEN, 60.0),), (figure(CAMDEN, 50.0),)).endswith(
        "highest for need B (60.0%) and need C (50.0%), of those not counted on too few (†)"
    )
    low = (figure(CAMDEN, 1.0, small_denominator=True),)
    assert "too few" not in finding(low, (figure(CAMDEN, 60.0),))


def chart_of(*own: Observation) -> Chart:
    items = tuple(Item(f"Need {'AB'[n]}", TIMELINESS, "") for n in range(len(own)))
    figures = {(n, o.area_code, o.period): o for n, o in enumerate(own)}
    found = item_panel.chart(Items(items, "2024", ("2024",), figures), VIEW, "In 20 weeks")
    assert found
    return found


def test_a_figure_counted_on_too_few_is_marked_on_the_chart_in_its_key_and_explained() -> None:
    chart = chart_of(figure(CAMDEN, 100.0, small_denominator=True), figure(CAMDEN, 50.0))
    for drawn in (chart.wide, chart.narrow):
        assert "100.0% †" in drawn
        assert "50.0% †" not in drawn
        assert drawn.count('stroke-width="1.5"/>') == 1
    assert ("dot-few", "hollow: counted on too few to compare (†)") in chart.key
    assert any(note.startswith("† Counted on fewer than") for note in chart.notes)


def test_a_chart_without_small_numbers_speaks_of_none() -> None:
    chart = chart_of(figure(CAMDEN, 100.0), figure(CAMDEN, 50.0))
    assert "†" not in f"{chart.wide}{chart.key}{chart.notes}"
