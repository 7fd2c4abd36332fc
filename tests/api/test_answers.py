"""What is the same for every answer: sent once for a build, open to every website, and never a page for people."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.warehouse import Store

from .conftest import API, Ask

CAMDEN = f"{API}observations?indicator=ehc-plans&area=Camden"


def test_who_has_the_answer_is_not_sent_it_again(site: Client, store: Store) -> None:
    first = site.get(CAMDEN)
    assert store.build.id in first["ETag"]
    for held in (first["ETag"], f'"other", {first["ETag"]}', f"W/{first['ETag']}"):
        again = site.get(CAMDEN, headers={"If-None-Match": held})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"].removeprefix("W/") == first["ETag"]


def test_another_question_has_another_tag(site: Client) -> None:
    tags = {site.get(f"{CAMDEN}{more}")["ETag"] for more in ("", "&period=2024", "&figures=published", "&limit=1")}
    assert len(tags) == 4
    assert site.get(f"{CAMDEN}&period=2024", headers={"If-None-Match": site.get(CAMDEN)["ETag"]}).status_code == 200


def test_the_order_of_filters_makes_no_other_answer(site: Client) -> None:
    assert site.get(f"{API}observations?area=Camden&indicator=ehc-plans")["ETag"] == site.get(CAMDEN)["ETag"]


def test_a_dashboard_that_is_edited_has_another_tag(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from goldenthread.hub.evidence.api import endpoints

    before = site.get(f"{API}dashboards/placements")["ETag"]
    read = endpoints.load_dashboards

    def edited(catalogue: object) -> object:
        pages = read(catalogue)  # type: ignore[arg-type]
        page = pages.pages["placements"].model_copy(update={"title": "Another title"})
        return type(pages)({**pages.pages, "placements": page}, pages.groups)

    monkeypatch.setattr(endpoints, "load_dashboards", edited)
    assert site.get(f"{API}dashboards/placements")["ETag"] != before


def test_every_website_may_read(site: Client) -> None:
    for response in (site.get(CAMDEN), site.get(f"{API}nothing"), site.get(f"{API}areas/E99"), site.head(CAMDEN)):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Access-Control-Allow-Credentials" not in response


def test_a_browser_that_asks_first_is_told_that_it_may_only_read(site: Client) -> None:
    response = site.options(CAMDEN, headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"})
    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


def test_pages_for_people_stay_closed_to_other_websites(site: Client) -> None:
    assert "Access-Control-Allow-Origin" not in site.get("/about/data/")


@pytest.mark.parametrize("path", [CAMDEN, f"{API}nothing", f"{API}areas/E99"])
def test_head_answers_like_get_without_the_body(site: Client, path: str) -> None:
    head, get = site.head(path), site.get(path)
    assert head.content == b""
    assert head.status_code == get.status_code
    assert head["Content-Type"] == get["Content-Type"]
    assert head["Content-Length"] == str(len(get.content))


def test_caches_keep_answers_only_as_long_as_they_hold(site: Client) -> None:
    assert site.get(CAMDEN)["Cache-Control"] == "public, no-cache"
    assert site.get(f"{API}nothing")["Cache-Control"] == "no-store"


def test_a_pinned_question_is_answered_from_that_build(ask: Ask, store: Store) -> None:
    pinned, plain = ask(f"{CAMDEN}&build={store.build.id}"), ask(CAMDEN)
    assert pinned["items"] == plain["items"]
    assert pinned["build"] == store.build.id
