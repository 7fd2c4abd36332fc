"""Whatever cannot be answered is told as problem details: what is wrong and what to ask instead."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import Client

from .conftest import API, Ask

PLANS = "ehc-plans"
PLACES = "observations?indicator=ehc-plans"
HOSTILE = [
    "\x00",
    "' OR 1=1 --",
    "<script>",
    "../../etc/passwd",
    "%s%s%n",
    "\ud7ff\ufffd",
    "=cmd|' /C calc'!A0",
    "9" * 150,
    "ß" * 150,
]

FILTERS = [
    "indicator", "area", "in", "level", "period", "from", "breakdown", "release", "sort", "build", "limit", "offset", "figures",
]  # fmt: skip
BAD = [
    (f"{PLACES}&area=Camden&level=region", 400, "Keep one of them"),
    (f"{PLACES}&in=London&level=region", 400, "There is no region in London"),
    (f"{PLACES}&from=2024&to=2020", 400, "after"),
    (f"{PLACES}&period=2024&from=2020", 400, "Keep one of them"),
    (f"{PLACES}&in=Camden", 400, "Camden"),
    ("areas?in=Camden", 400, "Camden"),
    ("areas?in=London&level=region", 400, "There is no region in London"),
    (f"{PLACES}&area=Camdem", 400, "Camden"),
    (f"{PLACES}&in=Londom", 400, "London"),
    (f"{PLACES}&period=1066", 400, "1066"),
    (f"{PLACES}&breakdown=height=tall", 400, "no breakdown by height"),
    (f"{PLACES}&breakdown=nonsense", 400, "TOPIC=ITEM"),
    (f"{PLACES}&release=never", 400, "never"),
    ("observations?indicator=ehc-planz", 400, "ehc-plans"),
    ("observations?indicator=ehc-plans,new-ehc-plans", 400, "indicator=ehc-plans&indicator=new-ehc-plans"),
    (f"{PLACES}&perod=2024", 400, "period"),
    (f"{PLACES}&breakdown=age:*&breakdown=sex:*", 400, "says 'breakdown' more than once, and differently"),
    (f"{PLACES}&figures=published&figures=amended", 400, "Keep one of them"),
    (f"{PLACES}&in=London&in=England", 400, "'London' and 'England'"),
    ("indicators?theme=nothing", 400, "timeliness"),
    ("indicators/ehc-planz", 404, "ehc-plans"),
    ("areas/E99", 404, "E99"),
    ("releases/never", 404, "never"),
    ("releases/never/changes/ever", 404, "never"),
    ("dashboards/placement", 404, "placements"),
    ("nothing/here", 404, "/api/v1/"),
    ("indicators/", 404, "/api/v1/"),
    ("?build=0123456789ab", 410, "0123456789ab"),
    ("?build=hello", 422, "build"),
    ("observations", 422, "indicator"),
    (f"{PLACES}&limit=5001", 422, "limit"),
    (f"{PLACES}&limit=0", 422, "limit"),
    (f"{PLACES}&offset=-1", 422, "offset"),
    (f"{PLACES}&sort=colour", 422, "sort"),
    (f"{PLACES}&figures=guessed", 422, "figures"),
    (f"{PLACES}&level=planet", 422, "level"),
    ("observations?" + "&".join(f"indicator=i{n}" for n in range(11)), 422, "indicator"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "status", "word"), BAD, ids=[path[:70] for path, _, _ in BAD])
def test_a_question_that_cannot_be_answered_is_told_what_is_wrong(
    site: Client, path: str, status: int, word: str
) -> None:
    response = site.get(API + path)
    told = response.json()
    assert response.status_code == told["status"] == status, told
    assert response["Content-Type"] == "application/problem+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert set(told) == {"type", "title", "status", "detail", "instance"}
    assert word in told["detail"]
    assert told["instance"] == (API + path).partition("?")[0]


@pytest.mark.parametrize("count", [201, 999, 10_000])
def test_too_many_areas_are_refused_in_words(site: Client, count: int) -> None:
    codes = "&".join(f"area=E{n:08}" for n in range(count))
    response = site.get(f"{API}{PLACES}&{codes}")
    assert response.status_code == 400
    assert "at most" in response.json()["detail"]


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_refused_and_never_a_fault_of_ours(site: Client, name: str, text: str) -> None:
    question: dict[str, Any] = {"indicator": PLANS, name: text}
    response = site.get(f"{API}observations", question)
    assert response.status_code in (400, 422), response.content[:300]
    assert response.json()["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_writing_is_refused_as_a_problem(site: Client, method: str) -> None:
    response = getattr(site, method)(f"{API}indicators")
    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_site_without_figures_says_so(empty_site: Client) -> None:
    response = empty_site.get(API)
    assert response.status_code == 503
    assert response["Content-Type"] == "application/problem+json"


def test_a_fault_of_ours_is_a_problem_without_its_workings(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from goldenthread.hub.evidence.api import shapes

    def broken(*_: object) -> None:
        raise RuntimeError("the secret workings")

    monkeypatch.setattr(shapes, "indicator_in_full", broken)
    logging.disable(logging.ERROR)
    try:
        response = site.get(f"{API}indicators/{PLANS}")
    finally:
        logging.disable(logging.NOTSET)
    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
    assert b"secret" not in response.content


def test_near_spellings_are_offered(ask: Ask) -> None:
    assert "Did you mean" in ask("indicators/ehc-planz", expected=404)["detail"]
