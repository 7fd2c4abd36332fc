"""Bars of parts: what each is made of, and a word where the parts are more than a whole."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.hub.evidence.compared import View
from goldenthread.hub.evidence.presenters.panels import parts_panel
from goldenthread.hub.evidence.series import Item, Items
from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.dashboards import load_dashboards
from tests.hub.made import PLANS, TIMELINESS, figure
from tests.hub.reading import PageText

CAMDEN, ISLINGTON, LONDON, ENGLAND = "E09000007", "E09000019", "E12000007", "E92000001"
VIEW = View(None, LONDON, (CAMDEN, ISLINGTON), "", False, "")
WHOLE = (60.0, 40.0, 0.0)


def notes(parts: dict[str, tuple[float | None, ...]], indicator: object = TIMELINESS) -> str:
    """The notes below a chart of three parts for Camden, Islington, London and England."""
    shares = {LONDON: WHOLE, ENGLAND: WHOLE, CAMDEN: WHOLE, ISLINGTON: WHOLE, **parts}
    items = tuple(Item(name, indicator, "total") for name in ("a", "b", "c"))  # type: ignore[arg-type]
    figures = {
        (n, code, "2024"): figure(code, value) for code, values in shares.items() for n, value in enumerate(values)
    }
    drawn = parts_panel.chart(Items(items, "2024", ("2024",), figures), VIEW, "Parts")
    assert drawn is not None
    return " ".join(drawn.notes)


def test_parts_that_are_more_than_a_whole_are_named_with_their_sum() -> None:
    told = notes({CAMDEN: (60.0, 40.0, 7.2), LONDON: (60.0, 41.0, 1.0)})
    assert told == (
        "The parts add up to more than 100%, because some are counted in more than one: London (102.0%) and Camden (107.2%)."
    )


@pytest.mark.parametrize("parts", [WHOLE, (60.1, 40.0, 0.0), (60.0, 40.0, 0.15), (50.0, 40.0, 0.0)])
def test_rounding_and_parts_that_are_less_than_a_whole_are_not(parts: tuple[float, ...]) -> None:
    assert notes({CAMDEN: parts}) == ""


def test_counts_are_shares_of_their_sum_and_never_more_than_a_whole() -> None:
    assert notes({CAMDEN: (600.0, 400.0, 72.0)}, PLANS) == ""


def test_a_bar_that_is_not_drawn_is_told_beside_one_that_is_too_long() -> None:
    told = notes({CAMDEN: (60.0, None, 7.2), ISLINGTON: (60.0, 40.0, 7.2)})
    assert told.startswith("A bar is only drawn where every part is known")
    assert told.endswith("counted in more than one: Islington (107.2%).")


def test_no_borough_has_placements_that_are_more_than_all_its_plans(site: Client) -> None:
    page = PageText(site.get("/dashboards/placements/").content.decode())
    assert "add up to more than 100%" not in page.words
    assert "Young people not in education are counted among those educated elsewhere" in page.words


def test_those_not_in_education_are_no_part_beside_those_educated_elsewhere_but_have_a_chart() -> None:
    panels = load_dashboards(load_catalogue()).pages["placements"].panels
    assert [p.kind for p in panels if "plans-not-in-education" in p.indicators] == ["boroughs"]
