from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.hub.config.faults import untrusted_form
from tests.hub.reading import PageText

TIMELINESS = "/indicators/ehc-plans-issued-in-20-weeks/"
FIGURE = "/figures/ehc-plans/E12000007/2025/"
HOSTILE = [
    "' OR 1=1 --", "<script>alert(1)</script>", "../../etc/passwd", "%00", "\x00", "E09000007\x00", "x" * 5000,
    "𝟤𝟢𝟤𝟦", "E0900000٧", "{{ 7*7 }}", "2024; DROP TABLE observation", "\u202e2024", "-1", "1e309", "nan",
]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/nowhere/", 404, "There is no page at this address"),
        ("/indicators/no-such-thing/", 404, "There is no indicator 'no-such-thing'"),
        ("/indicators/ehc-plan/", 404, "Did you mean ehc-plans"),
        ("/indicators/no-such-thing.csv", 404, "There is no indicator"),
        (f"{TIMELINESS}?area=E09999999", 400, "There is no area 'E09999999'"),
        (f"{TIMELINESS}?area=Camdn", 400, "Did you mean Camden?"),
        (f"{TIMELINESS}?area=Waltham", 400, "Did you mean Waltham Forest?"),
        (f"{TIMELINESS}?area=London", 400, "London is not a local authority"),
        (f"{TIMELINESS}?compare=Camden", 400, "choose a larger area to compare with"),
        (f"{TIMELINESS}?compare=neighbours", 400, "choose an authority as well"),
        (f"{TIMELINESS}?compare=England&place=Camden", 400, "Keep one of them"),
        (f"{TIMELINESS}?build=latest", 400, "a build that cannot be"),
        (f"{TIMELINESS}?period=1066", 400, "There are figures for 2019"),
        (f"{TIMELINESS}?figures=guessed", 400, "Choose amended or published"),
        (f"{TIMELINESS}?breakdown=star%3Dleo", 400, "has no breakdown by star"),
        (f"{TIMELINESS}?breakdown=age", 400, "is no breakdown"),
        ("/?figures=guessed", 400, "Choose amended or published"),
        ("/figures/ehc-plans/E09999999/2025/", 404, "There is no area"),
        ("/figures/ehc-plans/Camden/2025/", 404, "Use E09000007 for Camden"),
        ("/figures/ehc-plans/E12000007/1066/", 404, "no such figures for the period"),
        (f"{FIGURE}?breakdown=age", 400, "is no breakdown"),
        (f"{FIGURE}?breakdown=age%3Dage-999", 400, "age-999"),
        (f"{FIGURE}?breakdown=star%3Dleo", 400, "has no breakdown by star"),
        (f"{FIGURE}?breakdown=age%3Dage-10%2Cage%3Dage-11", 400, "is no breakdown"),
    ],
)
def test_a_question_without_an_answer_is_refused_in_plain_words(
    site: Client, address: str, status: int, told: str
) -> None:
    response = site.get(address)
    assert response.status_code == status
    page = PageText(response.content.decode())
    assert told in page.words
    assert "headline figures" in page.links


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("name", ["area", "period", "figures", "breakdown"])
def test_hostile_text_in_a_query_is_refused_and_shown_as_text(site: Client, name: str, hostile: str) -> None:
    for address in (TIMELINESS, FIGURE, "/"):
        response = site.get(address, {name: hostile})
        assert response.status_code in (200, 400)
        assert b"<script>alert" not in response.content
        assert len(response.content) < 200_000


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_a_path_is_not_found(site: Client, hostile: str) -> None:
    from urllib.parse import quote

    for address in (
        "/indicators/{}/",
        "/indicators/{}.csv",
        "/figures/{}/E12000007/2025/",
        "/figures/ehc-plans/{}/2025/",
    ):
        response = site.get(address.format(quote(hostile, safe="")))
        assert response.status_code == 404
        assert b"<script>alert" not in response.content


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(area=st.text(max_size=20), period=st.text(max_size=20), breakdown=st.text(max_size=30))
def test_no_text_at_all_breaks_a_page(site: Client, area: str, period: str, breakdown: str) -> None:
    for asked in ({"area": area}, {"period": period}, {"breakdown": breakdown}):
        assert site.get(TIMELINESS, asked).status_code in (200, 400)
    assert site.get(FIGURE, {"breakdown": breakdown}).status_code in (200, 400)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pages_can_only_be_read(site: Client, method: str) -> None:
    for address in ("/", TIMELINESS, FIGURE):
        response = getattr(site, method)(address)
        assert response.status_code == 405
        assert "GET" in response.headers["Allow"]
        assert "This page can only be read" in PageText(response.content.decode()).words


def test_a_form_sent_from_elsewhere_is_refused_in_plain_words(site: Client) -> None:
    response = untrusted_form(RequestFactory().post("/", {"anything": "at all"}))
    assert response.status_code == 403
    page = PageText(response.content.decode())
    assert "Nothing was changed" in page.words
    assert page.links["headline figures"] == "/"


def test_an_unknown_host_name_is_refused(site: Client) -> None:
    assert site.get("/", headers={"host": "elsewhere.example"}).status_code == 400
