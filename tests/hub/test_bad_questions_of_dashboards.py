"""Whatever is asked of a dashboard, the answer is a page in plain words: never a fault of ours, never a reader's text as markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from goldenthread.hub.evidence.compared import MOST_PLACES
from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.dashboards import load_dashboards
from tests.hub.reading import PageText

CAMDEN, BARNET, LONDON, ENGLAND = "E09000007", "E09000003", "E12000007", "E92000001"
PAGES = tuple(load_dashboards(load_catalogue()).pages)
WEEKS, NEEDS = "/dashboards/twenty-weeks/", "/dashboards/ehc-plan-needs/"
CONTROLS = ("area", "compare", "place", "period", "breakdown", "figures", "build")
HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "an attribute": '"><img src=x onerror=alert(1)>',
    "a quote": "'; DROP TABLE observation; --",
    "a template": "{{ request }}{% debug %}${7*7}",
    "a path": "../../../../etc/passwd",
    "a null byte": "E09000007\x00",
    "only a null byte": "\x00",
    "control characters": "\r\nSet-Cookie: a=b\x1b[31m\x7f",
    "right to left": "\u202e7000000\u202d90E",
    "digits of other scripts": "E0900000٧",
    "letters like ours": "Саmden",
    "half a surrogate": "\ud800",
    "a lone accent": "\u0301" * 40,
    "an emoji": "👩‍👧",
    "no number": "nan",
    "infinity": "1e309",
    "spaces": "   ",
    "very long": "x" * 20_000,
}
every_hostile = pytest.mark.parametrize("hostile", HOSTILE.values(), ids=list(HOSTILE))


def refused(response: HttpResponse, *statuses: int) -> str:
    """The words of a page that refuses; it leads on to somewhere."""
    assert response.status_code in statuses
    page = PageText(response.content.decode())
    assert {"headline figures", "See this page with the figures now in force"} & set(page.links)
    assert re.search(r"\bTraceback\b|Exception|goldenthread\.", page.words) is None
    return page.words


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("area=E09999999", 400, "There is no area 'E09999999'"),
        ("area=Camdn", 400, "Did you mean Camden?"),
        ("area=England", 400, "England is not a local authority"),
        ("compare=nobody", 400, "There is no area 'nobody'"),
        ("compare=neighbours", 400, "choose an authority as well"),
        (f"area={CAMDEN}&compare={BARNET}", 400, "Barnet is one authority"),
        ("place=Camdn", 400, "Did you mean Camden?"),
        (f"place={LONDON}", 400, "London is not a local authority"),
        (f"compare={ENGLAND}&place={CAMDEN}", 400, "Keep one of them"),
        ("compare=neighbours&place=E09000007&area=E09000007", 400, "Keep one of them"),
        ("period=1066", 400, "no figures for the period '1066'"),
        ("period=2024-2025-2026", 400, "no figures for the period"),
        ("figures=both", 400, "Choose amended or published"),
        ("build=latest", 400, "build that cannot be"),
        ("build=0123456789AB", 400, "build that cannot be"),
        ("build=0123456789ab", 410, "no longer kept"),
        ("area=Camdn&period=1066&figures=both", 400, ""),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words_that_help(site: Client, query: str, status: int, told: str) -> None:
    for address in (WEEKS, NEEDS):
        assert told in refused(site.get(f"{address}?{query}"), status)


@pytest.mark.parametrize("page", ["twenty-week", "TWENTY-WEEKS", "no-such-page", "ehc-plans", "x" * 300, "-"])
def test_a_page_that_there_is_not_is_not_found(site: Client, page: str) -> None:
    words = refused(site.get(f"/dashboards/{page}/"), 404)
    assert "There is no dashboard" in words
    assert len(words) < 2000


def test_a_misspelt_page_is_told_what_was_meant(site: Client) -> None:
    assert "Did you mean twenty-weeks" in refused(site.get("/dashboards/twenty-weks/"), 404)


@every_hostile
def test_hostile_text_in_a_control_is_refused_and_shown_as_text(site: Client, hostile: str) -> None:
    for name in CONTROLS:
        response = site.get(f"{WEEKS}?{name}={quote(hostile, safe='', errors='surrogatepass')}")
        assert response.status_code in (200, 400, 404, 410), name
        assert_nothing_is_markup(response, hostile)


@every_hostile
def test_hostile_text_in_the_address_of_a_dashboard_is_not_found(site: Client, hostile: str) -> None:
    response = site.get(f"/dashboards/{quote(hostile[:500], safe='', errors='surrogatepass')}/")
    assert response.status_code == 404
    assert_nothing_is_markup(response, hostile)


@pytest.mark.parametrize(
    "name", ["colour", "utm_source", "utm_campaign", "ref", "page", "__proto__", "<script>", "q" * 3000]
)
def test_a_control_that_there_is_not_changes_nothing(site: Client, name: str) -> None:
    plain = site.get(WEEKS, {"area": CAMDEN})
    assert site.get(WEEKS, {"area": CAMDEN, name: HOSTILE["a script"]}).content == plain.content


@pytest.mark.parametrize(
    ("written", "meant"), [("perod", "period"), ("AREA", "area"), ("area[]", "area"), ("places", "place"), ("figure", "figures")]
)  # fmt: skip
def test_a_near_miss_of_a_control_is_told(site: Client, written: str, meant: str) -> None:
    for address in (WEEKS, "/london/", "/boroughs/E09000007/", "/", "/embed/dashboards/twenty-weeks/1/"):
        words = PageText(site.get(address, {written: "2024"}).content.decode()).words
        assert f"There is no choice '{written}'. Did you mean {meant}" in words


@pytest.mark.parametrize("name", ["perod", "colour", "indicator", "utm_source"])
@pytest.mark.parametrize(
    "address",
    ["/dashboards/dsg.csv", "/indicators/ehc-plans.json", "/boroughs/E09000007.csv", "/figures/ehc-plans/E09000007/2025.csv",
     "/dashboards/dsg/1.svg", "/indicators/ehc-plans/trend.svg", "/london/ehc-plans/tiles.svg"],
)  # fmt: skip
def test_a_file_refuses_every_name_it_does_not_know(site: Client, address: str, name: str) -> None:
    assert f"There is no choice '{name}'" in refused(site.get(address, {name: "2024"}), 400)


def assert_nothing_is_markup(response: HttpResponse, hostile: str) -> None:
    """No tag, attribute or header is made of the text, and however long it is, the page that refuses it is short."""
    content = response.content.decode()
    if "<" in hostile:
        assert hostile not in content
        assert "alert(1)>" not in content.replace("alert(1)&gt;", "")
    assert "Set-Cookie" not in response.headers
    assert "uid=" not in content
    assert "root:" not in content
    assert response.status_code == 200 or len(content) < 30_000


def test_a_thousand_places_are_counted_and_refused_before_any_is_looked_up(site: Client) -> None:
    for listed in (",".join([CAMDEN] * 10_000), ",".join(f"E{n:08d}" for n in range(10_000))):
        assert "10,000 places" in refused(site.get(WEEKS, {"place": listed}), 400)
    repeated = "&".join(["place=E09000007"] * 900)
    assert "900 places" in refused(site.get(f"{WEEKS}?{repeated}"), 400)


def test_more_controls_than_anybody_has_are_refused(site: Client) -> None:
    assert site.get(f"{WEEKS}?{'&'.join(['place=E09000007'] * 10_000)}").status_code == 400


def test_as_many_places_as_england_has_are_compared(site: Client, store: Store) -> None:
    everybody = store.members(ENGLAND)[:MOST_PLACES]
    response = site.get("/dashboards/inspections/", {"place": ",".join(everybody)})
    assert response.status_code == 200


@pytest.mark.parametrize(
    "query", ["area=", "compare=", "place=", "period=", "figures=", "build=", "place=,,%20,", "&&=", "="]
)
def test_a_control_left_empty_is_a_control_left_alone(site: Client, query: str) -> None:
    assert site.get(f"{WEEKS}?{query}").content == site.get(WEEKS).content


@pytest.mark.parametrize(
    "query", [f"area={CAMDEN}&area={BARNET}", "figures=published&figures=amended", "period=2024&period=2025"]
)
def test_a_control_given_twice_and_differently_is_a_contradiction(site: Client, query: str) -> None:
    for address in (WEEKS, "/dashboards/dsg.csv", "/indicators/ehc-plans/", "/london/"):
        assert "more than once, and differently" in refused(site.get(f"{address}?{query}"), 400)
    same = "&".join([query.split("&")[0]] * 2)
    assert site.get(f"{WEEKS}?{same}").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_dashboard_can_only_be_read(site: Client, method: str) -> None:
    for address in ("/dashboards/", WEEKS):
        response = getattr(site, method)(address)
        assert "This page can only be read" in refused(response, 405)
        assert "GET" in response.headers["Allow"]


def test_a_faulty_page_is_not_kept_in_place_of_a_good_one(site: Client, fresh_caches: None) -> None:
    assert site.get(WEEKS, {"period": "1066"}).status_code == 400
    assert site.get(WEEKS).status_code == 200
    assert site.get(WEEKS, {"period": "1066"}).status_code == 400


# ------------------------------------------------------------------ anything at all

SENDABLE = [text for name, text in HOSTILE.items() if "surrogate" not in name]  # a form sends whole letters only
ANY_TEXT = st.text(max_size=40) | st.sampled_from(SENDABLE)
SENSIBLE = {
    "area": st.sampled_from([CAMDEN, "Newham", "E09000001", "202"]),
    "compare": st.sampled_from(["neighbours", ENGLAND, LONDON, "E13000001", "set"]),
    "place": st.sampled_from([BARNET, f"{BARNET},{CAMDEN}", "Bristol"]),
    "period": st.sampled_from(["2024", "2023-24", "2025", "2019", "2023-01"]),
    "breakdown": st.sampled_from(["total", "age=age-10", "need=asd", "sex=female"]),
    "figures": st.sampled_from(["published", "amended"]),
    "build": st.sampled_from(["0123456789ab", "x"]),
}
QUERIES = st.fixed_dictionaries({}, optional={name: known | ANY_TEXT for name, known in SENSIBLE.items()})
steady = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(page=st.sampled_from(["inspections", "therapy-waits", "absence-sen-support"]), query=QUERIES)
@example(page="inspections", query={"area": CAMDEN, "compare": "set"})
@example(page="inspections", query={"compare": "set"})
@example(page="inspections", query={"period": "2024", "breakdown": "need=asd"})
@steady
def test_no_combination_of_controls_breaks_a_page(site: Client, page: str, query: Mapping[str, str]) -> None:
    response = site.get(f"/dashboards/{page}/", query)
    assert response.status_code in (200, 400, 404, 410)
    assert b"<script>alert" not in response.content


@given(query=st.text(max_size=120) | st.binary(max_size=120).map(lambda some: some.decode("latin-1")))
@steady
def test_no_text_after_the_question_mark_breaks_a_page(site: Client, query: str) -> None:
    response = site.get(f"/dashboards/inspections/?{quote(query, safe='=&%+;,', errors='replace')}")
    assert response.status_code in (200, 400, 404, 410)


@given(query=QUERIES)
@settings(steady, max_examples=40)
def test_no_query_breaks_the_list_of_dashboards(site: Client, query: Mapping[str, str]) -> None:
    response = site.get("/dashboards/", query)
    assert response.status_code in (200, 400, 404, 410)
    assert b"<script>alert" not in response.content
