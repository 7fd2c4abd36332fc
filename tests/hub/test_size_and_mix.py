"""How many plans a borough has and whom they are for: on its page, and as an answer of the search."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.hub.evidence.presenters import mix
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from tests.hub.made import figure
from tests.hub.reading import PageText

pytestmark = pytest.mark.usefixtures("fresh_caches")

CAMDEN, NEWHAM, CITY = "E09000007", "E09000025", "E09000001"


def read(site: Client, address: str) -> PageText:
    response = site.get(address)
    assert response.status_code == 200, address
    return PageText(response.content.decode())


def test_a_borough_page_says_how_many_plans_there_are_and_the_three_commonest_needs(site: Client, store: Store) -> None:
    page = read(site, f"/boroughs/{CAMDEN}/")
    (plans,) = store.query("ehc-plans", [CAMDEN], ["2025"])
    assert f"Camden had {plans.value:,.0f} EHC plans in January 2025." in page.words
    shares = {o.breakdown_label: o.value or 0 for o in shares_of(store, CAMDEN)}
    first, second, third = sorted(shares, key=lambda label: -shares[label])[:3]
    told = f"{first} {shares[first]}%, {second} {shares[second]}% and {third} {shares[third]}%"
    assert f"The commonest primary needs in January 2025: {told}." in page.words
    assert page.links["Needs of children with EHC plans"].startswith(f"/dashboards/ehc-plan-needs/?area={CAMDEN}")
    assert page.links["The big numbers over time"].endswith(f"/?area={CAMDEN}")


def shares_of(store: Store, code: str) -> list[Observation]:
    keys = [f"need={item.id}" for item in store.catalogue.vocabularies["need"].items]
    known = [key for key in keys if store.periods("ehc-plans-need-share", key)]
    found = (store.query("ehc-plans-need-share", [code], ["2025"], key) for key in known)
    return [o for each in found for o in each if o.value is not None]


def test_newhams_mix_comes_with_its_caveat_and_the_number_is_the_amended_one(site: Client) -> None:
    words = read(site, f"/boroughs/{NEWHAM}/").words
    assert "Newham had 3,000 EHC plans (amended) in January 2025." in words
    assert "Autistic spectrum disorder 42.3% (not amended)" in words
    assert "“not amended” means:" in words
    assert "The amendment in the ledger" in words


def test_as_published_the_number_is_the_published_one(site: Client) -> None:
    assert "Newham had 1,199 EHC plans in January 2025." in read(site, f"/boroughs/{NEWHAM}/?figures=published").words


def test_needs_that_were_not_recorded_are_told_apart_from_the_needs(site: Client) -> None:
    words = read(site, f"/boroughs/{NEWHAM}/").words
    assert "and Social, emotional and mental health 9.4% (not amended); beside them Need not recorded 10.8%" in words


def test_needs_that_tie_across_the_end_are_not_chosen_among(site: Client) -> None:
    words = read(site, f"/boroughs/{CITY}/").words
    assert "Autistic spectrum disorder 69.2% and Social, emotional and mental health 11.5%." in words


def test_parts_without_a_figure_are_counted(store: Store) -> None:
    indicator = store.catalogue.indicator("ehc-plans-need-share")
    found = mix.Mix(indicator, (figure(CAMDEN, 40.0),), unknown=2)
    assert found.words.endswith("40.0%, of those with a figure (2 have none)")


@pytest.mark.parametrize(
    ("typed", "title", "told"),
    [
        ("camden need", "Primary need profile of EHC plans", "Autistic spectrum disorder 42.7%, Speech, language"),
        ("newham needs", "Primary need profile of EHC plans", "(not amended)"),
        ("camden social care", "Children in need with an EHC plan", "Camden, 2024/25: 45.5%, against"),
        ("camden independent placements cost", "Top-up spending per plan placed in an independent", "£58,036"),
        ("camden private school fees", "Top-up spending per plan placed in an independent", "£58,036"),
    ],
)
def test_the_search_answers_with_the_figure_that_is_meant(site: Client, typed: str, title: str, told: str) -> None:
    words = read(site, f"/search/?q={typed.replace(' ', '+')}").words
    answer = words.split("Search again")[1][:1200]
    assert answer.strip().startswith(title)
    assert told in answer


def test_social_care_leads_to_its_dashboards_rather_than_to_an_officer(site: Client) -> None:
    page = read(site, "/search/?q=camden+social+care")
    assert "Designated social care officers in post" not in page.words.split("Dashboards for Camden")[0]
    assert any(href.startswith("/dashboards/children-in-need/?area=E09000007") for href in page.links.values())
