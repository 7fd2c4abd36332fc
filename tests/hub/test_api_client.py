"""The client of the API, against a server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.cache import caches
from django.core.wsgi import get_wsgi_application
from django.test import override_settings

from goldenthread.client import Client, ProblemFound
from goldenthread.warehouse import Store


class Silent(WSGIRequestHandler):
    """Writes nothing of what was asked."""

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def client(store_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A client of a running site with the shipped figures."""
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(store_folder))
    caches["limits"].clear()
    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Silent) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Client(f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        thread.join()


def test_figures_are_the_stores_however_many_pages_they_take(client: Client, store: Store) -> None:
    figures = list(client.observations("ehc-plans", in_="London", limit=100))
    own = store.query("ehc-plans", [*store.members("E12000007"), "E12000007"])
    assert {(f.area_code, f.period): f.value for f in figures} == {(o.area_code, o.period): o.value for o in own}
    assert len(figures) == len(own) > 300
    assert {f.build for f in figures} == {store.build.id}


def test_an_absence_comes_with_its_meaning(client: Client) -> None:
    [lewisham] = client.observations("ehc-plans-issued-in-20-weeks", area="Lewisham", period="2024")
    assert (lewisham.value, lewisham.absence) == (None, "not available")


def test_a_refused_question_raises_what_the_site_said(client: Client) -> None:
    with pytest.raises(ProblemFound, match="Did you mean Camden") as refused:
        list(client.observations("ehc-plans", area="Camdn"))
    assert refused.value.status == 404


@override_settings(API_PER_SECOND=1, API_BURST=2)
def test_a_client_that_asks_too_fast_waits_as_long_as_it_is_told(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        caches["limits"].clear()  # time passes

    monkeypatch.setattr("urllib3.util.retry.time.sleep", wait)
    assert [client.get("/")["licence"] for _ in range(5)] == ["Open Government Licence v3.0"] * 5
    assert waited == [1, 1]


@override_settings(API_PER_SECOND=1, API_BURST=1)
def test_a_client_gives_up_in_the_end_and_says_why(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("urllib3.util.retry.time.sleep", lambda _: None)
    client.get("/")
    with pytest.raises(ProblemFound, match="Retry-After") as refused:
        client.get("/")
    assert refused.value.status == 429


def test_indicators_and_areas_are_listed(client: Client, store: Store) -> None:
    assert {each["id"] for each in client.indicators()} == set(store.catalogue.indicators)
    assert [each["code"] for each in client.areas(in_="London")] == list(store.members("E12000007"))


def test_a_frame_has_a_row_a_figure(client: Client, store: Store) -> None:
    frame = client.frame("ehc-plans", area="Camden")
    assert list(frame["value"].dropna()) == [
        o.value for o in store.query("ehc-plans", ["E09000007"]) if o.value is not None
    ]
    assert frame["absence"].notna().sum() == frame["value"].isna().sum() > 0
    assert set(frame["build"]) == {store.build.id}


def test_a_site_that_is_not_there_is_an_error_of_the_network(client: Client) -> None:
    import urllib3

    with pytest.raises(urllib3.exceptions.HTTPError):
        Client("http://127.0.0.1:1", seconds=0.5).get("/")
