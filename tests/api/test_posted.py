"""Questions too long for an address are posted: answered in the same way, and nothing is kept of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from goldenthread.hub.evidence.api import records
from goldenthread.warehouse import Store

from .conftest import API, Ask

ADDRESS = f"{API}observations/query"
PLANS = "ehc-plans"


def _post(site: Client, question: Any, **more: Any) -> Any:
    text = question if isinstance(question, (str, bytes)) else json.dumps(question)
    return site.post(ADDRESS, text, content_type="application/json", **more)


def test_a_posted_question_has_the_answer_of_the_same_one_in_an_address(site: Client, ask: Ask) -> None:
    question = {
        "indicator": [PLANS],
        "area": ["Camden", "E09000025"],
        "from": 2022,
        "sort": "-value",
        "breakdown": "sex:*",
    }
    posted, got = _post(site, question).json(), ask("observations", **question)
    assert posted["items"] == got["items"]
    assert (posted["total"], posted["build"]) == (got["total"], got["build"])


def test_every_area_there_is_can_be_named_at_once(site: Client, store: Store) -> None:
    codes = [area.code for area in store.areas()]
    told = _post(site, {"indicator": [PLANS], "area": codes, "period": ["2025"], "limit": 5000}).json()
    assert {item["area"]["code"] for item in told["items"]} <= set(codes)
    assert told["total"] == len(store.query(PLANS, codes, ["2025"]))


def test_next_is_the_question_for_the_next_page_of_the_same_build(site: Client, store: Store) -> None:
    question: dict[str, Any] | None = {"indicator": [PLANS], "in": "London", "limit": 100}
    seen = []
    while question:
        told = _post(site, question).json()
        records.PostedListing.model_validate(told)
        seen += [(item["area"]["code"], item["period"]) for item in told["items"]]
        question = told["next"]
        assert question is None or question["build"] == store.build.id
    assert len(seen) == len(set(seen)) == told["total"]


@pytest.mark.parametrize("count", [1_001, 10_000])
def test_too_many_areas_are_told_how_many_there_may_be(site: Client, count: int) -> None:
    response = _post(site, {"indicator": [PLANS], "area": [f"E{n:08}" for n in range(count)]})
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert f"{count:,} areas; at most 1,000" in response.json()["detail"]


def test_who_names_too_many_areas_in_an_address_is_told_to_post(ask: Ask) -> None:
    told = ask("observations", indicator=PLANS, area=[f"E{n:08}" for n in range(300)], expected=400)["detail"]
    assert "observations/query" in told
    told = ask("observations", indicator=PLANS, area=[f"E{n:08}" for n in range(10_000)], expected=400)["detail"]
    assert "200 areas" in told
    assert "observations/query" in told


HOSTILE = [
    ("", 422), ("null", 422), ("[]", 422), ('"ehc-plans"', 422), ("{", 400), ("[" * 200_000, 400), (b"\xff\xfe", 400),
    ('{"indicator": ["\\ud800"]}', 422), ('{"indicator": ["ehc-plans"], "sort": "\\udfff"}', 422),
    ('{"indicator": ["ehc-plans"], "offset": 1e999}', 422), ('{"indicator": ["ehc-plans"], "limit": NaN}', 422),
    ('{"indicator": ["ehc-plans"], "limit": ' + "9" * 5_000 + "}", 400), ('{"indicator": ["ehc-plans"], "area": {}}', 422),
    ('{"indicator": ["ehc-plans"], "area": [[["Camden"]]]}', 422), ('{"indicator": ["ehc-plans"], "area": [null]}', 422),
    ('{"indicator": ["ehc-plans"], "build": "../../etc"}', 422), ('{"indicator": ["ehc-plans"], "breakdown": "\\u0000:*"}', 400),
    ('{"indicator": ["ehc-plans"], "build": "0123456789ab"}', 410),
]  # fmt: skip


@pytest.mark.parametrize(("body", "status"), HOSTILE, ids=range(len(HOSTILE)))
def test_a_body_that_is_no_question_is_refused_as_a_problem(site: Client, body: str | bytes, status: int) -> None:
    response = _post(site, body)
    assert response.status_code == status, response.content[:300]
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"]


def test_a_body_beyond_all_measure_is_refused_unread(site: Client) -> None:
    response = _post(site, "x" * 3_000_000)
    assert response.status_code == 413
    assert "too long" in response.json()["detail"]


def test_a_filter_that_does_not_exist_is_named_with_what_was_meant(site: Client) -> None:
    response = _post(site, {"indicator": [PLANS], "perod": ["2024"]})
    assert response.status_code == 422
    assert "Did you mean period" in response.json()["detail"]


def test_filters_in_the_address_are_not_passed_over(site: Client) -> None:
    response = site.post(f"{ADDRESS}?area=Camden", json.dumps({"indicator": [PLANS]}), content_type="application/json")
    assert response.status_code == 400
    assert "body" in response.json()["detail"]


def test_it_needs_no_token_of_a_form_and_leaves_nothing(store_folder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(store_folder))
    response = _post(Client(enforce_csrf_checks=True), {"indicator": [PLANS], "area": ["Camden"]})
    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_its_tag_names_the_build_and_tells_questions_apart(site: Client, store: Store) -> None:
    tags = [_post(site, {"indicator": [PLANS], "area": [name]})["ETag"] for name in ("Camden", "Newham", "Camden")]
    assert tags[0] == tags[2] != tags[1]
    assert store.build.id in tags[0]
    again = _post(site, {"indicator": [PLANS], "area": ["Camden"]}, headers={"If-None-Match": tags[0]})
    assert again.status_code == 200


def test_a_browser_that_asks_first_is_told_that_it_may_post(site: Client) -> None:
    response = site.options(ADDRESS, headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"})
    assert response["Access-Control-Allow-Methods"] == response["Allow"] == "POST, OPTIONS"
    assert "Content-Type" in response["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_nothing_but_posting_is_answered_there(site: Client, method: str) -> None:
    response = getattr(site, method)(ADDRESS)
    assert response.status_code == 405
    assert response["Allow"] == "POST, OPTIONS"


@pytest.mark.parametrize("body", ["null", "[]", '"ehc-plans"', '{"indicator": ["ehc-plans"], "area": [null]}', "{}"])
def test_a_fault_is_told_in_the_askers_words_and_not_in_ours(site: Client, body: str) -> None:
    detail = _post(site, body).json()["detail"]
    assert "asked" not in detail
    assert any(word in detail for word in ("the body, which must be one JSON object", "'area', 1st", "'indicator'"))


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml"])
def test_a_body_that_is_not_called_json_is_refused_by_its_kind(site: Client, kind: str) -> None:
    response = site.post(ADDRESS, json.dumps({"indicator": [PLANS]}), content_type=kind)
    assert response.status_code == 415
    assert response["Content-Type"] == "application/problem+json"
    assert "Content-Type: application/json" in response.json()["detail"]


def test_json_may_say_how_its_letters_are_written(site: Client) -> None:
    question = json.dumps({"indicator": [PLANS], "area": ["Camden"]})
    assert site.post(ADDRESS, question, content_type="application/json; charset=utf-8").status_code == 200


def test_advice_names_no_command_that_only_the_server_has(ask: Ask) -> None:
    for asked in ("zzzz", "qqqqqqq"):
        detail = ask("observations", indicator=asked, expected=400)["detail"]
        assert "`" not in detail
        assert "goldenthread" not in detail
