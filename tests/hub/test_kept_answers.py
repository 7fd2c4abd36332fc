"""What is kept for the next reader is the answer to their own question: no address changes what another one shows."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.hub.evidence.bounded_memory import BoundedMemory
from goldenthread.warehouse import Store
from tests.hub.reading import PageText

CAMDEN, BARNET, LONDON, ENGLAND = "E09000007", "E09000003", "E12000007", "E92000001"
ADDRESSES = (
    "/dashboards/inspections/", "/dashboards/", "/boroughs/E09000030/", "/indicators/ehc-plans/", "/london/",
    "/embed/dashboards/inspections/1/", "/embed/indicators/ehc-plans/boroughs/", "/embed/london/ehc-plans/tiles/",
    "/dashboards/inspections.csv", "/indicators/ehc-plans.json", "/boroughs/E09000030.csv", "/",
    "/figures/ehc-plans/E09000007/2025/", "/figures/ehc-plans/E09000007/2025.csv",
)  # fmt: skip
CONTROLS = {
    "area": [CAMDEN, "Bristol"],
    "compare": ["set", LONDON, "London", ENGLAND, "neighbours", f"set,{CAMDEN},{BARNET}"],
    "place": [CAMDEN, f"{CAMDEN},{BARNET}", f"{BARNET},{CAMDEN}"],
    "period": ["2025", "2024"],
    "breakdown": ["total", "age=age-10"],
    "figures": ["published", "amended"],
    "build": ["000000000000", "in force"],
}
QUERY = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in CONTROLS.items()})
ONE_CONTROL = st.sampled_from([{name: value} for name, values in CONTROLS.items() for value in values])
QUERIES = st.lists(st.just({}) | ONE_CONTROL | QUERY, min_size=3, max_size=6)


def answer(site: Client, address: str, query: dict[str, str]) -> tuple[int, str | None, bytes]:
    response = site.get(address, query)
    return response.status_code, response.get("ETag"), response.content


@given(address=st.sampled_from(ADDRESSES), queries=QUERIES)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_asked_before_each_answer_is_that_of_a_site_just_started(
    site: Client, store: Store, address: str, queries: list[dict[str, str]]
) -> None:
    asked = [
        {name: store.build.id if text == "in force" else text for name, text in query.items()} for query in queries
    ]
    alone = []
    for query in asked:
        forget()
        alone.append(answer(site, address, query))
    forget()
    assert [answer(site, address, query) for query in asked] == alone
    tags: dict[str, bytes] = {}
    for _, tag, content in alone:
        assert tag is None or tags.setdefault(tag, content) == content


def forget() -> None:
    for name in ("figures", "limits", "pages"):
        caches[name].clear()


@pytest.mark.parametrize(
    "address",
    ["/dashboards/sen-transport/", "/boroughs/E09000030/", "/embed/dashboards/independent-placements/1/", "/dashboards/dsg.csv"],
)  # fmt: skip
def test_a_set_without_places_is_refused_and_leaves_the_page_as_it_was(
    site: Client, fresh_caches: None, address: str
) -> None:
    empty = site.get(address, {"compare": "set"})
    assert empty.status_code == 400
    assert "names none" in PageText(empty.content.decode()).words
    plain = site.get(address)
    assert plain.status_code == 200
    assert site.get(address, {"compare": LONDON}).content == plain.content


def test_london_is_compared_with_in_one_spelling(site: Client, fresh_caches: None) -> None:
    named, coded = (site.get("/dashboards/twenty-weeks/", {"compare": text}) for text in ("London", LONDON))
    assert named.content == coded.content
    assert "authorities of London" not in PageText(named.content.decode()).words


def test_a_set_of_ones_own_is_kept_by_both_forms_of_the_page(site: Client) -> None:
    html = site.get(f"/dashboards/twenty-weeks/?place={CAMDEN}&place=Bristol").content.decode()
    assert f'<option value="set,{CAMDEN},E06000023" selected>The places chosen</option>' in html
    ticked = [told["value"] for tag, told in PageText(html).elements if tag == "input" and "checked" in told]
    assert ticked == [CAMDEN, "E06000023"]
    again = site.get("/dashboards/twenty-weeks/", {"compare": f"set,{CAMDEN},E06000023", "period": "2023"})
    assert "the places chosen" in PageText(again.content.decode()).words
    assert "Bristol" in PageText(again.content.decode()).tables[0].__str__()


@pytest.mark.parametrize("address", ["/dashboards/twenty-weeks.csv", "/dashboards/twenty-weeks/1.svg"])
def test_a_file_is_made_once_and_whoever_asks_for_many_new_ones_waits(
    site: Client, fresh_caches: None, settings: Any, address: str
) -> None:
    settings.FILES_PER_SECOND, settings.FILES_BURST = 0.001, 2
    first = site.get(address)
    kept = [site.get(address) for _ in range(5)]
    assert {(again.status_code, again.content) for again in kept} == {(200, first.content)}
    assert site.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert site.get(address, {"area": CAMDEN}).status_code == 200
    refused = site.get(address, {"area": BARNET})
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 900
    assert "Content-Disposition" not in refused.headers
    assert "Many new files were asked for" in PageText(refused.content.decode()).words
    assert site.get(address, {"area": BARNET}, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_a_file_that_is_not_there_costs_nothing(site: Client, fresh_caches: None, settings: Any) -> None:
    settings.FILES_PER_SECOND, settings.FILES_BURST = 0.001, 2
    wrong = ("/dashboards/twenty-weeks/99.svg", "/indicators/ehc-plans/none.svg", "/london/ehc-plans/none.svg")
    assert [site.get(address).status_code for address in wrong * 2] == [404] * 6
    assert [site.get(f"/dashboards/twenty-weeks.{ending}").status_code for ending in ("xlsx", "csv")] == [200] * 2
    assert site.get("/dashboards/twenty-weeks.ods").status_code == 429


def test_what_is_kept_is_bounded_by_bytes_and_the_oldest_goes_first() -> None:
    memory = BoundedMemory("of-this-test", {"OPTIONS": {"MAX_ENTRIES": 100, "MOST_BYTES": 4_500}})
    for number in range(4):
        memory.set(f"small-{number}", b"x" * 1_000)
    assert memory.get("small-0")
    memory.set("another", b"x" * 1_100)
    assert memory.get("small-0")
    assert memory.get("small-1") is None
    memory.set("too-large", b"x" * 2_000)
    assert memory.get("too-large") is None
    assert memory.get("another")
