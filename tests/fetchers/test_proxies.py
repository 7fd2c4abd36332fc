"""Behind a proxy: the environment's usual variables are honoured."""

from __future__ import annotations

import base64
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from goldenthread.warehouse.fetchers import FetchError, Saved
from goldenthread.warehouse.fetchers.faults import ServiceUnreachable
from goldenthread.warehouse.fetchers.proxies import proxy_for
from tests.fakes.ees_records import DATA_SET_ID
from tests.fakes.ees_service import EesService
from tests.fakes.web_server import Reply, Request, WebServer


def forward(request: Request) -> Reply:
    """What a proxy does with a plain address; it refuses to open a line for https."""
    if request.method == "CONNECT":
        return Reply(403)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request.target) as answer:
        kept = {name: answer.headers[name] for name in ("Content-Type", "Content-Encoding") if answer.headers[name]}
        return Reply(answer.status, answer.read(), kept)


@pytest.fixture
def proxy() -> Iterator[WebServer]:
    with WebServer(forward) as server:
        yield server


def test_a_file_comes_through_the_proxy_that_the_environment_names(
    service: EesService, proxy: WebServer, fetched: Callable[..., Saved], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy.url.replace("http://", "http://me:pass%20word@"))
    saved = fetched(DATA_SET_ID)
    assert saved.path.read_bytes() == service.csv
    assert proxy.requests[0].target == f"{service.base_url}/v1/data-sets/{DATA_SET_ID}"
    expected = "Basic " + base64.b64encode(b"me:pass word").decode()
    assert {request.headers["proxy-authorization"] for request in proxy.requests} == {expected}


def test_https_asks_the_proxy_for_a_line_and_a_refusal_is_told(
    proxy: WebServer, fetched: Callable[..., Saved], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", proxy.url)
    with pytest.raises(ServiceUnreachable, match="the proxy named in HTTPS_PROXY or HTTP_PROXY refused"):
        fetched(DATA_SET_ID, base_url="https://service.example")
    assert proxy.requests[0].target == "service.example:443"


def test_an_address_on_the_no_proxy_list_is_reached_straight(
    proxy: WebServer, fetched: Callable[..., Saved], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert fetched(DATA_SET_ID).new
    assert proxy.requests == []


def test_a_proxy_written_without_its_scheme_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "proxy.example:8080")
    assert proxy_for("https://service.example/v1") == "http://proxy.example:8080"
    assert proxy_for("http://service.example/v1") is None


def test_a_proxy_of_a_kind_we_do_not_speak_is_refused_without_its_password(
    fetched: Callable[..., Saved], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "socks5://me:secret@proxy.example:1080")
    with pytest.raises(FetchError, match=r"socks5://proxy\.example:1080 cannot be used") as fault:
        fetched(DATA_SET_ID)
    assert "secret" not in str(fault.value)
