"""The fake answers, and the client asks, by the service's own OpenAPI file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import urllib3

from goldenthread.warehouse.fetchers import EesClient
from goldenthread.warehouse.fetchers.faults import ServiceRefused
from tests.fakes import ees_records as records
from tests.fakes.ees_records import DATA_SET_ID, FILTER_OPTIONS, PUBLICATION_ID
from tests.fakes.ees_service import EesService
from tests.fakes.openapi import OpenApi

DATA_SET = f"/v1/data-sets/{DATA_SET_ID}"
CALLS: list[tuple[str, dict[str, Any], int]] = [
    ("/v1/publications", {}, 200),
    ("/v1/publications", {"page": 1, "pageSize": 41}, 400),
    (f"/v1/publications/{PUBLICATION_ID}", {}, 200),
    (f"/v1/publications/{records.make_id(9)}", {}, 404),
    (f"/v1/publications/{PUBLICATION_ID}/data-sets", {}, 200),
    (DATA_SET, {}, 200),
    (f"/v1/data-sets/{records.make_id(9)}", {}, 404),
    (f"{DATA_SET}/meta", {}, 200),
    (f"{DATA_SET}/versions", {}, 200),
    (f"{DATA_SET}/versions/1.*", {}, 200),
    (f"{DATA_SET}/versions/9.0", {}, 404),
    (f"{DATA_SET}/versions/1.1/changes", {}, 200),
    (f"{DATA_SET}/csv", {"dataSetVersion": "9.0"}, 404),
]
QUERIES: list[tuple[dict[str, Any], int]] = [
    ({"indicators": None}, 200),
    ({"indicators": None, "criteria": {"filters": {"in": ["zz999"]}}}, 200),
    ({"indicators": None, "pageSize": 10_001}, 400),
]


@pytest.fixture
def api(data: Path) -> OpenApi:
    return OpenApi(json.loads((data / "11_ees_api" / "openapi-v1.json").read_text(encoding="utf-8")))


@pytest.mark.data
@pytest.mark.parametrize("path, query, status", CALLS)
def test_every_answer_of_the_fake_has_the_form_of_the_services_own(
    path: str, query: dict[str, Any], status: int, service: EesService, api: OpenApi
) -> None:
    answer = urllib3.request("GET", f"{service.base_url}{path}?{urlencode(query)}", retries=False)
    assert answer.status == status
    assert api.response_faults("GET", path, status, answer.json()) == []


@pytest.mark.data
@pytest.mark.parametrize("body, status", QUERIES)
def test_every_answer_of_the_fake_to_a_query_has_the_form_of_the_services_own(
    body: dict[str, Any], status: int, service: EesService, api: OpenApi
) -> None:
    answer = urllib3.request("POST", f"{service.base_url}{DATA_SET}/query", json=body, retries=False)
    assert answer.status == status
    assert api.response_faults("POST", f"{DATA_SET}/query", status, answer.json()) == []


@pytest.mark.data
def test_every_call_of_the_client_is_one_the_service_knows(
    service: EesService, client: EesClient, api: OpenApi
) -> None:
    list(client.list_publications("plans"))
    client.get_publication(PUBLICATION_ID)
    list(client.list_data_sets(PUBLICATION_ID))
    client.get_data_set(DATA_SET_ID)
    client.get_meta(DATA_SET_ID, "1.1", types=("Filters", "Locations"))
    list(client.list_versions(DATA_SET_ID))
    client.get_version(DATA_SET_ID, "1.*")
    client.get_changes(DATA_SET_ID, "1.1", patch_history=True)
    list(client.query(DATA_SET_ID, {"criteria": {"filters": {"in": [FILTER_OPTIONS[0]]}}}, version="1.1"))
    urllib3.request("GET", client.csv_address(DATA_SET_ID, "1.1"))
    assert len(service.requests) == 10
    for asked in service.requests:
        assert api.request_faults(asked.method, asked.path, asked.query, asked.body) == [], asked


@pytest.mark.data
def test_the_checker_finds_each_kind_of_fault(service: EesService, api: OpenApi) -> None:
    good = records.data_set()
    for spoilt, told in [
        ({k: v for k, v in good.items() if k != "title"}, "$: 'title' is missing"),
        ({**good, "colour": "green"}, "$: 'colour' is not in the document"),
        ({**good, "title": 7}, "$.title: 7 is no string"),
        ({**good, "title": None}, "$.title: None is no string"),
        ({**good, "status": "Lost"}, "$.status: 'Lost' is none of the allowed values"),
        ({**good, "id": "22"}, "$.id: '22' is no uuid"),
        (records.data_set(latestVersion={}), "$.latestVersion: 'version' is missing"),
    ]:
        assert told in api.response_faults("GET", DATA_SET, 200, spoilt)


@pytest.mark.data
def test_the_checker_tells_the_kinds_of_place_apart(api: OpenApi) -> None:
    meta = records.meta()
    meta["locations"][1]["options"][0]["colour"] = "green"
    faults = api.response_faults("GET", f"{DATA_SET}/meta", 200, meta)
    assert faults == ["$.locations[1].options[0]: fits 0 of the alternatives, not one"]


@pytest.mark.data
def test_the_checker_finds_a_page_that_is_too_large_and_a_parameter_nobody_knows(api: OpenApi) -> None:
    assert api.request_faults("GET", "/v1/publications", {"pageSize": ["41"], "colour": ["green"]}, None) == [
        "parameter colour is not in the document",
        "pageSize: 41 is too large",
    ]
    with pytest.raises(KeyError):
        api.operation("GET", "/v1/figures")


def test_the_service_refuses_what_the_client_would_never_send(client: EesClient) -> None:
    with pytest.raises(ServiceRefused, match="pageSize: Must be between 1 and 40"):
        list(client.list_publications(page_size=41))
