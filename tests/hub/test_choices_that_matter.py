"""A page offers the choices that change something on it, and warns of nothing that cannot matter there."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from goldenthread.hub.evidence.presenters import controls
from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.dashboards import Dashboard, load_dashboards
from tests.hub.reading import PageText

PAGES = load_dashboards(load_catalogue()).pages
COMPARED = {"boroughs", "parts", "heat-map"}


def offered(site: Client, address: str) -> set[str]:
    """The names of the selects of a page, with 'figures' for the switch and 'places' for a set of one's own."""
    response = site.get(address)
    assert response.status_code == 200
    content = response.content.decode()
    found = set(re.findall(r'<select[^>]*name="(\w+)"', content, re.DOTALL))
    switch = {"figures"} if "Figures shown" in content else set()
    return found | switch | ({"places"} if "Compare these places" in content else set())


@pytest.mark.parametrize("query", ["", "?area=E09000007&breakdown=sex%3Dfemale&compare=neighbours"])
def test_waits_published_for_london_and_england_alone_offer_a_period_and_nothing_else(site: Client, query: str) -> None:
    address = f"/dashboards/therapy-waits/{query}"
    assert offered(site, address) == {"period"}
    words = PageText(site.get(address).content.decode()).words
    assert "Waits for therapies: London" in words
    assert "about everyone" not in words
    assert "Camden" not in words
    assert "No such figures are published for boroughs" in words


@pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
def test_places_to_compare_are_offered_where_places_stand_side_by_side(site: Client, page: Dashboard) -> None:
    has = offered(site, f"/dashboards/{page.id}/")
    compares = any(panel.kind in COMPARED for panel in page.panels)
    assert ("compare" in has) == ("places" in has) == compares
    assert "period" in has
    assert ("area" in has) == (page.id != "therapy-waits")


@pytest.mark.parametrize(
    ("indicator", "matters"),
    [
        ("ehc-plans", True), ("ehc-plans-per-1000", True), ("plans-in-mainstream", True), ("ehc-plans-need-share", True),
        ("sen-support-percent-of-pupils", False), ("area-send-inspection-outcome", False), ("attainment-8", False),
    ],
)  # fmt: skip
def test_figures_as_published_are_offered_where_an_amendment_can_be_left_out(
    site: Client, store: Store, indicator: str, matters: bool
) -> None:
    assert controls.can_be_amended(store, [store.catalogue.indicators[indicator]]) == matters
    for address in (f"/indicators/{indicator}/", f"/london/?indicator={indicator}"):
        assert ("figures" in offered(site, address)) == matters


def test_figures_that_differ_as_published_are_never_without_the_switch(store: Store) -> None:
    """Whatever an amendment moves or marks in London's boroughs, its indicator offers to leave it out."""
    for indicator in store.catalogue.indicators.values():
        figures = store.query(indicator.id, list(store.members("E12000007")), with_coverage=False)
        if any(figure.amendment or figure.left_out for figure in figures):
            assert controls.can_be_amended(store, [indicator]), indicator.id


def test_a_breakdown_that_a_page_cannot_have_is_not_warned_of_and_not_carried_on(site: Client) -> None:
    content = site.get("/dashboards/sen-transport/", {"breakdown": "sex=female"}).content.decode()
    assert "about everyone" not in PageText(content).words
    assert "sex%3Dfemale" not in content.split("<main")[1]


def test_a_breakdown_that_a_page_has_is_still_warned_of_where_a_chart_has_it_not(site: Client) -> None:
    words = PageText(site.get("/dashboards/number-of-ehc-plans/", {"breakdown": "sex=female"}).content.decode()).words
    assert "This chart is about everyone: its figures are not published for “Female” here." in words
