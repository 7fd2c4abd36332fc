"""Pages that show figures of a return whose total is amended say what they rest on; other pages do not."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.hub.evidence.presenters import returns
from goldenthread.warehouse import Store
from tests.hub.reading import PageText

CAMDEN, NEWHAM, OUTER, INNER, LONDON, ENGLAND = (
    "E09000007", "E09000025", "E13000002", "E13000001", "E12000007", "E92000001",
)  # fmt: skip
SAID = "Newham returned 1,199 plans for January 2025"


def caveats(store: Store, indicator: str, area: str, period: str = "2025", breakdown: str = "total") -> list[str]:
    figures = store.query(indicator, [area], [period], breakdown)
    assert figures[0].value is not None
    return [caveat.text for caveat in returns.caveats(store, figures)]


@pytest.mark.parametrize("area", [NEWHAM, INNER, LONDON, ENGLAND])
@pytest.mark.parametrize(
    ("indicator", "breakdown"),
    [("ehc-plans-need-share", "need=asd"), ("ehc-plans-by-need", "need=asd"), ("ehc-plans", "sex=female"), ("plans-in-mainstream", "total")],
)  # fmt: skip
def test_a_group_of_newham_or_of_an_area_that_contains_it_calls_for_the_note(
    store: Store, indicator: str, area: str, breakdown: str
) -> None:
    (text,) = caveats(store, indicator, area, breakdown=breakdown)
    assert text.startswith(SAID)


@pytest.mark.parametrize("area", [CAMDEN, OUTER])
def test_places_without_newham_call_for_none(store: Store, area: str) -> None:
    assert caveats(store, "ehc-plans-need-share", area, breakdown="need=asd") == []


NOTES = {
    "reviews-held-in-12-months": "It expected 765 reviews",
    "ceased-plans-per-100": "42 plans ceased, after 204",
    "send-appeal-rate": "1,421 decisions could be appealed",
    "new-ehc-plans": "655 assessments that led to a plan",
}


@pytest.mark.parametrize(("indicator", "reason"), NOTES.items())
@pytest.mark.parametrize("area", [NEWHAM, LONDON])
def test_what_the_return_counted_of_the_year_before_calls_for_its_own_note(
    store: Store, indicator: str, reason: str, area: str
) -> None:
    (text,) = caveats(store, indicator, area, "2024")
    assert reason in text


@pytest.mark.parametrize("indicator", ["ehc-plan-requests", "ehc-assessments", "ehc-plans-issued-in-20-weeks"])
def test_counts_that_the_files_show_no_fault_in_call_for_none(store: Store, indicator: str) -> None:
    assert caveats(store, indicator, NEWHAM, "2024") == []


def test_newhams_reviews_ceased_plans_and_appeals_are_not_judged_ranked_or_called_changed(site: Client) -> None:
    told = PageText(site.get(f"/boroughs/{NEWHAM}/").content.decode()).words
    verdict = told[told.index("SEND on one page") : told.index("Another authority")]
    assert "annual reviews" not in verdict
    assert "appealed" not in verdict
    apart = told[told.index("Where Newham stands apart") : told.index("indicators looked at")]
    assert "review" not in apart
    assert "ceased" not in apart
    assert "tells of no change" in told
    for indicator in ("reviews-held-in-12-months", "ceased-plans-per-100", "send-appeal-rate"):
        page = site.get(f"/indicators/{indicator}/", {"area": NEWHAM, "period": "2024"})
        assert "Newham is not ranked" in PageText(page.content.decode()).words


def test_no_other_borough_is_ranked_beside_newhams(site: Client) -> None:
    page = site.get("/indicators/reviews-held-in-12-months/", {"area": CAMDEN, "period": "2024"})
    assert "Left out for a return whose total is amended: Newham." in PageText(page.content.decode()).words


@pytest.mark.parametrize("query", ["newham annual reviews", "newham ceased plans"])
def test_an_answer_to_a_search_has_the_note(site: Client, query: str) -> None:
    assert "rest on its return for January 2025" in PageText(site.get("/search/", {"q": query}).content.decode()).words


def test_the_amended_total_and_other_years_call_for_none(store: Store) -> None:
    assert caveats(store, "ehc-plans", LONDON) == []
    assert caveats(store, "ehc-plans-per-1000", NEWHAM) == []
    assert caveats(store, "plans-in-mainstream", NEWHAM, "2024") == []


@pytest.mark.parametrize(
    "page", ["ehc-plan-needs", "need-counts", "need-by-sex", "need-by-ethnicity", "ehc-plan-ages", "placements", "years-held"]
)  # fmt: skip
@pytest.mark.parametrize("query", [{}, {"area": NEWHAM}, {"area": CAMDEN, "figures": "published"}])
def test_a_dashboard_of_groups_says_what_newhams_return_did_to_them(
    site: Client, page: str, query: dict[str, str]
) -> None:
    told = PageText(site.get(f"/dashboards/{page}/", query).content.decode()).words
    assert told.count(SAID) == 1


@pytest.mark.parametrize("page", ["twenty-weeks", "therapy-waits"])
def test_dashboards_that_rest_on_other_returns_say_nothing_of_it(site: Client, page: str) -> None:
    response = site.get(f"/dashboards/{page}/")
    assert response.status_code == 200
    assert SAID not in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/indicators/ehc-plans-need-share/?breakdown=need%3Dasd",
        "/london/?indicator=ehc-plans-need-share&breakdown=need%3Dasd",
        f"/figures/ehc-plans-need-share/{ENGLAND}/2025/?breakdown=need%3Dasd",
        f"/boroughs/{NEWHAM}/",
        "/embed/dashboards/ehc-plan-needs/1/",
    ],
)
def test_every_kind_of_page_has_the_note_with_the_way_to_the_ledger(site: Client, address: str) -> None:
    content = site.get(address).content.decode()
    assert SAID in PageText(content).words
    if "embed" not in address:
        assert "/amendments/#newham-ehc-plans-january-2025" in content


def test_newhams_shares_of_that_return_are_marked_and_no_difference_is_read_into_them(site: Client) -> None:
    page = PageText(site.get("/dashboards/ehc-plan-needs/", {"area": NEWHAM}).content.decode())
    assert "not amended" in page.words
    assert "furthest from London" not in page.words
    ranked = PageText(site.get("/indicators/plans-in-mainstream/", {"area": NEWHAM, "period": "2025"}).content.decode())
    assert "Newham is not ranked: its figure rests on a return whose total is amended." in ranked.words
