"""What a chart of several items says of one place beside another."""

from __future__ import annotations

from goldenthread.hub.evidence.compared import View
from goldenthread.hub.evidence.presenters.panels import item_panel
from goldenthread.hub.evidence.series import Item, Items
from goldenthread.warehouse.answers import AreaRecord, Observation
from goldenthread.warehouse.definitions import load_catalogue
from tests.hub.made import PLANS, TIMELINESS, counted, figure

CAMDEN, LONDON = "E09000007", "E12000007"
VIEW = View(AreaRecord(CAMDEN, "Camden", "authority", None, None), LONDON, (), "", False, "")


def finding(*pairs: tuple[Observation, Observation], indicator: object = TIMELINESS, view: View = VIEW) -> str:
    """Of items called A, B, …, each with Camden's figure and London's."""
    items = tuple(Item(f"Need {'AB'[n]}", indicator, "") for n in range(len(pairs)))  # type: ignore[arg-type]
    figures = {(n, o.area_code, o.period): o for n, pair in enumerate(pairs) for o in pair}
    return item_panel.finding(Items(items, "2024", ("2024",), figures), view)


def test_the_item_furthest_from_london_is_sought_among_those_that_clearly_differ() -> None:
    by_chance = counted(CAMDEN, 14, 20), counted(LONDON, 500, 1_000)
    clearly = counted(CAMDEN, 340, 1_000), counted(LONDON, 2_400, 10_000)
    assert finding(by_chance, clearly) == (
        "Camden in 2024: highest for need A (70.0%) and need B (34.0%); furthest from London for need B (34.0% against 24.0%)"
    )


def test_where_no_item_clearly_differs_from_london_that_is_said() -> None:
    alike = counted(CAMDEN, 11, 20), counted(LONDON, 500, 1_000)
    assert finding(alike, alike).endswith("; none is clearly different from London")


def test_where_chance_cannot_be_told_no_place_is_called_far_from_another() -> None:
    untold = figure(CAMDEN, 90, numerator=None), figure(LONDON, 10, numerator=None)
    assert finding(untold, untold) == "Camden in 2024: highest for need A (90.0%) and need B (90.0%)"
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
    assert "London" not in finding((figure(CAMDEN, 10), figure(LONDON, 1_000)), indicator=PLANS)


def test_london_is_not_set_beside_itself() -> None:
    whole = counted(LONDON, 500, 1_000)
    assert "furthest" not in finding((whole, whole), view=View(None, LONDON, (), "", False, ""))
