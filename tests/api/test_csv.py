"""Figures as CSV: the rows of the JSON answer with the columns of the files that pages offer."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client

from goldenthread.hub.evidence.api import csv_answers, observations
from goldenthread.warehouse import Store
from goldenthread.warehouse.rows import FLAT_COLUMNS, MORE_COLUMNS

from .conftest import API, Ask

PLANS, TIMELINESS = "ehc-plans", "ehc-plans-issued-in-20-weeks"
FIGURES = f"{API}observations"


def _rows(response: Any) -> list[dict[str, str]]:
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def test_the_rows_are_those_of_the_json_answer(site: Client, ask: Ask) -> None:
    question = {"indicator": [TIMELINESS, PLANS], "in": "London", "sort": "-value"}
    rows = _rows(site.get(FIGURES, {**question, "format": "csv"}))
    items = ask("observations", **question, limit=5000)["items"]
    told = [(r["indicator"], r["area_code"], r["period"], float(r["value"]) if r["value"] else None) for r in rows]
    assert told == [(i["indicator"], i["area"]["code"], i["period"], i["value"]) for i in items]


def test_an_absence_is_empty_and_says_why_and_a_larger_area_what_it_rests_on(site: Client) -> None:
    rows = _rows(site.get(FIGURES, {"indicator": TIMELINESS, "in": "London", "format": "csv"}))
    assert {*FLAT_COLUMNS, *MORE_COLUMNS} <= set(rows[0])
    absent = [row for row in rows if row["status"] != "ok"]
    assert absent
    assert all(row["value"] == "" and row["status_words"] for row in absent)
    assert all(row["coverage"] for row in rows if row["area_name"] == "London")


def test_who_accepts_csv_alone_is_sent_csv_and_others_are_not(site: Client) -> None:
    question = {"indicator": PLANS, "area": "Camden"}
    assert _rows(site.get(FIGURES, question, headers={"Accept": "text/csv"}))
    for accepted in ("*/*", "application/json", "text/html,*/*;q=0.8", "text/csv;q=0.5,application/json", "nonsense"):
        assert site.get(FIGURES, question, headers={"Accept": accepted})["Content-Type"] == "application/json"
    forced = site.get(FIGURES, {**question, "format": "json"}, headers={"Accept": "text/csv"})
    assert forced["Content-Type"] == "application/json"
    assert "Accept" in forced["Vary"]


def test_without_a_limit_every_figure_is_sent_under_one_row_of_headings(
    site: Client, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_answers, "AT_ONCE", 100)
    rows = _rows(site.get(FIGURES, {"indicator": [PLANS, "overall-absence"], "format": "csv"}))
    assert len(rows) == ask("observations", indicator=[PLANS, "overall-absence"], limit=1)["total"]
    assert not any(row["indicator"] == "indicator" for row in rows)


def test_with_a_limit_a_link_leads_to_the_next_rows(site: Client) -> None:
    question = {"indicator": PLANS, "area": "Camden", "format": "csv"}
    whole = _rows(site.get(FIGURES, question))
    response = site.get(FIGURES, {**question, "limit": 5})
    seen = _rows(response)
    while "Link" in response:
        address, relation = response["Link"].split("; ")
        assert relation == 'rel="next"'
        response = site.get(address.strip("<>"))
        seen += _rows(response)
    assert seen == whole


def test_no_figures_are_headings_alone(site: Client) -> None:
    response = site.get(FIGURES, {"indicator": PLANS, "area": "Camden", "format": "csv", "offset": 900})
    assert response.getvalue().count(b"\r\n") == 1


def test_faults_are_problems_whatever_is_accepted(site: Client) -> None:
    for question in (
        {"indicator": "ehc-planz"},
        {"indicator": PLANS, "area": "Camdem"},
        {"indicator": PLANS, "limit": 0},
    ):
        response = site.get(FIGURES, question, headers={"Accept": "text/csv"})
        assert response["Content-Type"] == "application/problem+json"


def test_more_rows_than_a_file_may_have_are_refused_in_words(ask: Ask) -> None:
    told = ask("observations", indicator=PLANS, breakdown="*", format="csv", expected=400)["detail"]
    assert "100,000" in told
    assert "limit" in told


def test_head_tells_the_type_without_the_rows(site: Client) -> None:
    response = site.head(FIGURES, {"indicator": PLANS, "format": "csv"})
    assert (response.status_code, b"".join(response.streaming_content)) == (200, b"")
    assert response["Content-Type"].startswith("text/csv")
    assert response["ETag"] == site.get(FIGURES, {"indicator": PLANS, "format": "csv"})["ETag"]


def test_each_format_has_its_own_tag_and_is_not_sent_again(site: Client, store: Store) -> None:
    question = {"indicator": PLANS, "area": "Camden"}
    as_csv = site.get(FIGURES, question, headers={"Accept": "text/csv"})["ETag"]
    assert store.build.id in as_csv
    assert as_csv != site.get(FIGURES, question)["ETag"]
    again = site.get(FIGURES, question, headers={"Accept": "text/csv", "If-None-Match": as_csv})
    assert again.status_code == 304


def test_a_posted_question_is_answered_as_csv_too(site: Client) -> None:
    question = json.dumps({"indicator": [PLANS], "area": ["Camden"], "format": "csv"})
    posted = site.post(f"{FIGURES}/query", question, content_type="application/json")
    assert _rows(posted) == _rows(site.get(FIGURES, {"indicator": PLANS, "area": "Camden", "format": "csv"}))


def test_rows_are_read_as_they_are_sent(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from goldenthread.hub.evidence.api import parts
    from goldenthread.hub.evidence.api.schemas import ObservationQuestion

    monkeypatch.setattr(csv_answers, "AT_ONCE", 10)
    parts.read_part.cache_clear()
    found = observations.found(store, ObservationQuestion(indicator=[PLANS, "overall-absence"]))
    next(csv_answers._pieces(found, 0, len(found)))
    assert parts.read_part.cache_info().misses == 1
