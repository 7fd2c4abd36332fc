"""Dashboards: every definition makes a page that answers its question, says what is missing, and can be linked to."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.dashboards import Dashboard, load_dashboards
from tests.hub.reading import PageText

PAGES = load_dashboards(load_catalogue()).pages
CAMDEN, NEWHAM, CITY = "E09000007", "E09000025", "E09000001"


def panels_of(content: str) -> list[str]:
    return re.findall(r'<section class="gt-panel">(.*?)</section>', content, re.DOTALL)


def boroughs_for(store: Store, page: str) -> list[str]:
    """Two boroughs a page, so that over all the pages every borough has its turn."""
    boroughs, place = store.members("E12000007"), list(PAGES).index(page)
    return [boroughs[(2 * place) % 33], boroughs[(2 * place + 1) % 33]]


@pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
def test_a_page_shows_a_finding_and_a_chart_or_the_reason_for_none_in_each_panel(
    site: Client, store: Store, page: Dashboard
) -> None:
    for area in ["", *boroughs_for(store, page.id)]:
        response = site.get(f"/dashboards/{page.id}/", {"area": area} if area else {})
        assert response.status_code == 200
        content = response.content.decode()
        told = PageText(content)
        assert page.question in told.words
        panels = panels_of(content)
        assert len(panels) == len(page.panels)
        for panel in panels:
            assert re.search(r"<h2[^>]*>[^<]{10,}</h2>", panel)
            assert ("<svg" in panel and "<table" in panel) or "govuk-inset-text" in panel
        for missing in page.missing:
            assert " ".join(missing.advice.split()) in told.words


def test_the_list_of_dashboards_leads_to_every_page(site: Client) -> None:
    content = site.get("/dashboards/", {"area": CAMDEN}).content.decode()
    for page in PAGES:
        assert f'href="/dashboards/{page}/?area={CAMDEN}"' in content


def test_a_borough_may_be_given_by_name_and_the_page_is_about_it(site: Client) -> None:
    by_name = site.get("/dashboards/twenty-weeks/", {"area": "Camden"}).content
    assert by_name == site.get("/dashboards/twenty-weeks/", {"area": CAMDEN}).content
    assert b"Plans issued within 20 weeks: Camden" in by_name


@pytest.mark.parametrize(
    ("asked", "inside", "outside"),
    [
        ({"compare": "E13000001"}, "Camden", "Barnet"),
        ({"compare": "icb-north-central-london"}, "Barnet", "Bexley"),
        ({"area": CAMDEN, "compare": "neighbours"}, "Islington", "Bexley"),
        ({"compare": "E12000001"}, "Gateshead", "Bexley"),
        ({"place": ["E09000003", "Bristol"]}, "Bristol, City of", "Bexley"),
        ({"place": "E09000003,E09000004"}, "Bexley", "Brent"),
    ],
)
def test_the_places_compared_are_those_of_the_address(
    site: Client, asked: dict[str, str | list[str]], inside: str, outside: str
) -> None:
    content = site.get("/dashboards/number-of-ehc-plans/", asked).content.decode()
    rows = set(re.findall(r'<th scope="row" class="govuk-table__header">([^<]+?)\s*<', content))
    assert inside in rows
    assert outside not in rows


def test_the_latest_period_is_shown_unless_one_is_chosen(site: Client) -> None:
    assert "in January 2025" in site.get("/dashboards/number-of-ehc-plans/").content.decode()
    earlier = site.get("/dashboards/number-of-ehc-plans/", {"period": "2021"}).content.decode()
    assert "in January 2021" in earlier


def test_a_panel_without_the_chosen_period_says_which_there_are(site: Client) -> None:
    content = site.get("/dashboards/ehc-plan-needs/", {"period": "2019"}).content.decode()
    assert "There are no figures for 2019 here. There are for 2025" in content


def test_figures_as_published_leave_the_amendment_out(site: Client) -> None:
    address, asked = "/dashboards/number-of-ehc-plans/", {"area": NEWHAM}
    assert "Newham had 3,000 EHC plans" in site.get(address, asked).content.decode()
    assert "Newham had 1,199 EHC plans" in site.get(address, asked | {"figures": "published"}).content.decode()


def test_a_page_pinned_to_a_build_shows_that_build_and_says_so(site: Client, store: Store) -> None:
    address = f"/dashboards/twenty-weeks/?area={CAMDEN}"
    link = re.search(r'href="(/dashboards/twenty-weeks/\?[^"]*build=[^"]*)"', site.get(address).content.decode())
    assert link
    pinned = site.get(link[1].replace("&amp;", "&")).content.decode()
    assert store.build.id in link[1]
    assert "newer ones may be in force" in pinned


def test_a_build_that_is_gone_is_said_to_be_gone(site: Client) -> None:
    response = site.get("/dashboards/twenty-weeks/", {"build": "0123456789ab"})
    assert response.status_code == 410
    assert "These figures are no longer kept" in response.content.decode()


def test_an_absent_figure_is_a_word_and_never_a_bar_of_nothing(site: Client) -> None:
    content = site.get("/dashboards/placements/", {"area": CITY}).content.decode()
    assert "A bar is only drawn where every part is known" in content or "City of London" in content
    assert (
        ">0.0%<"
        not in panels_of(site.get("/dashboards/twenty-weeks/", {"area": CITY}).content.decode())[0].split("<table")[0]
    )


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/dashboards/twenty-week/", 404, "Did you mean twenty-weeks?"),
        ("/dashboards/twenty-weeks/?area=Camdn", 400, "Did you mean Camden?"),
        ("/dashboards/twenty-weeks/?area=E12000007", 400, "London is not a local authority"),
        ("/dashboards/twenty-weeks/?compare=neighbours", 400, "choose an authority as well"),
        ("/dashboards/twenty-weeks/?compare=E09000007", 400, "Camden is one authority"),
        ("/dashboards/twenty-weeks/?compare=E12000007&place=E09000007", 400, "Keep one of them"),
        ("/dashboards/twenty-weeks/?period=1066", 400, "There are no figures for the period '1066'"),
        ("/dashboards/twenty-weeks/?build=zzz", 400, "build that cannot be"),
        ("/dashboards/twenty-weeks/?figures=guessed", 400, "Choose amended or published"),
        ("/dashboards/twenty-weeks/?place=" + ",".join(["E09000007"] * 10_000), 400, "10,000 places"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_plain_words(site: Client, address: str, status: int, told: str) -> None:
    response = site.get(address)
    assert response.status_code == status
    assert told in PageText(response.content.decode()).words


@given(
    st.dictionaries(st.sampled_from(["area", "compare", "place", "period", "figures", "build"]), st.text(max_size=30))
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_breaks_a_dashboard(site: Client, query: dict[str, str]) -> None:
    response = site.get("/dashboards/inspections/", query)
    assert response.status_code in (200, 400, 410)


# ------------------------------------------------------------------ about whom


def read(site: Client, address: str) -> PageText:
    return PageText(site.get(address).content.decode())


def test_a_chart_can_be_asked_about_those_whom_its_indicator_is_broken_down_by(site: Client, store: Store) -> None:
    words = read(site, "/dashboards/number-of-ehc-plans/?area=E09000007&breakdown=sex=female").words
    girls = store.query("ehc-plans", ["E09000007"], ["2025"], "sex=female")[0]
    assert girls.value is not None
    assert f"{girls.value:,.0f}" in words
    assert "EHC plans (Female)" in words


def test_a_chart_that_has_no_such_breakdown_says_so_and_stays_about_everyone(site: Client) -> None:
    words = read(site, "/dashboards/number-of-ehc-plans/?area=E09000007&breakdown=sex=female").words
    assert "This chart is about everyone: its figures are not published for “Female” here." in words


def test_a_chart_with_a_breakdown_of_its_own_keeps_it_and_says_so(site: Client) -> None:
    words = read(site, "/dashboards/requests-in-detail/?breakdown=sex=female").words
    assert "This chart has a breakdown of its own, so it is not about “Female” alone." in words


def test_the_chosen_breakdown_stays_chosen_and_in_every_address_of_the_page(site: Client) -> None:
    page = site.get("/dashboards/number-of-ehc-plans/?breakdown=sex=female").content.decode()
    assert '<option value="sex=female" selected>' in page
    assert "breakdown=sex%3Dfemale&amp;build=" in page or "breakdown=sex%3Dfemale&amp;figures=published" in page


@pytest.mark.parametrize("breakdown", ["sex=giraffe", "planet=mars", "female", "sex=female,sex=male", "=", "a=b=c"])
def test_a_breakdown_that_cannot_be_is_refused_in_words(site: Client, breakdown: str) -> None:
    answer = site.get("/dashboards/number-of-ehc-plans/", {"breakdown": breakdown})
    assert answer.status_code == 400
    assert "reakdown" in answer.content.decode()


def test_a_grid_says_that_it_scrolls_and_has_a_drawing_for_a_phone(site: Client) -> None:
    html = site.get("/dashboards/ehc-plan-needs/").content.decode()
    assert html.count("Scroll this chart sideways to see every column.") == 1
    assert "gt-chart__narrow gt-scroll gt-scroll--chart" in html


@pytest.mark.parametrize("name", ["sen-by-phase", "absence-with-plans", "dsg", "suspensions"])
def test_readers_are_told_what_follows_and_not_what_to_run(site: Client, name: str) -> None:
    words = PageText(site.get(f"/dashboards/{name}/").content.decode()).words
    missing = words.split("What is not here")[1]
    assert "Department for Education" in missing
    for inside in ("docs/", "goldenthread fetch", "data folder"):
        assert inside not in words
    assert "docs/" not in site.get(f"/api/v1/dashboards/{name}").content.decode()


def test_a_square_without_a_figure_says_what_the_table_says(site: Client) -> None:
    content = site.get("/dashboards/ehc-plan-ethnicity/?area=E09000030").content.decode()
    assert ">none</text>" not in content
    assert ">–</text>" in content
    assert "–: not in the source" in PageText(content).words


def test_a_borough_without_colleges_has_its_school_pupils_and_no_sign_that_is_not_drawn(site: Client) -> None:
    content = site.get("/dashboards/after-school/?area=E09000011").content.decode()
    words = PageText(content).words
    assert "the pupils of schools stand in the next chart" in words
    assert "Where school pupils with SEN go after 16 to 18 study" in words
    assert content.count("sign-england") < content.count("sign-london"), "the source has no figures for England here"


def test_figures_that_their_publisher_calls_provisional_are_said_to_be_so(site: Client) -> None:
    words = PageText(site.get("/dashboards/attainment/").content.decode()).words
    assert "2024/25: provisional. The publisher may still revise these figures." in words
    assert "2023/24: provisional" not in words
