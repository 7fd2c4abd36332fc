"""The small client against the site as it is really served."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer

import pytest
import urllib3
from urllib3.util import retry

from goldenthread import client as client_module
from goldenthread.client import Client, Problem
from goldenthread.warehouse import Store

LONDON = "E12000007"


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


def test_figures_of_every_page_are_the_stores_own(
    client: Client, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "PAGE", 100)
    figures = list(client.observations(indicator="ehc-plans", in_="London"))
    known = {(o.area_code, o.period): o.value for o in store.query("ehc-plans", [*store.members(LONDON), LONDON])}
    assert {(f.area_code, f.period): f.value for f in figures} == known
    assert {f.build for f in figures} == {store.build.id}


def test_one_area_by_its_name(client: Client) -> None:
    assert {figure.area_code for figure in client.observations(indicator="ehc-plans", area="London")} == {LONDON}


def test_an_absence_is_told_in_words(client: Client) -> None:
    figures = list(client.observations(indicator="ehc-plans-issued-in-20-weeks", in_="London"))
    assert any(figure.absence for figure in figures)
    assert all((figure.value is None) == (figure.absence is not None) for figure in figures)


def test_lists_are_read_whole(client: Client, store: Store) -> None:
    assert [each["id"] for each in client.indicators()] == list(store.catalogue.indicators)
    assert len(list(client.areas(in_="London"))) == 33


def test_a_refused_question_raises_what_the_site_said(client: Client) -> None:
    with pytest.raises(Problem, match="Did you mean ehc-plans") as told:
        client.get("indicators/ehc-planz")
    assert told.value.status == 404


class _Busy(BaseHTTPRequestHandler):
    """Says twice that it is asked too often, then answers."""

    asked = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        is_busy = self.asked <= 2
        body = json.dumps({"detail": "Too many"} if is_busy else {"build": "0" * 12}).encode()
        self.send_response(429 if is_busy else 200)
        if is_busy:
            self.send_header("Retry-After", "7")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def busy() -> Iterator[str]:
    _Busy.asked = 0
    server = HTTPServer(("127.0.0.1", 0), _Busy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_who_asks_too_fast_waits_as_long_as_told(busy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(retry.time, "sleep", pauses.append)
    assert Client(busy).get("")["build"] == "0" * 12
    assert pauses == [7.0, 7.0]


def test_a_site_that_stays_busy_is_a_problem_in_the_end(busy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry.time, "sleep", lambda _: setattr(_Busy, "asked", 0))
    with pytest.raises(Problem, match="429: Too many"):
        Client(busy).get("")


class _Failing(BaseHTTPRequestHandler):
    """Answers as a site that is not well: the path says how."""

    def do_GET(self) -> None:
        how = self.path.rsplit("/", 1)[-1].split("?")[0]
        body, length = BODIES.get(how, b"{}"), None
        self.send_response({"unreadable-pause": 429, "moved": 302}.get(how, 200))
        if how == "moved":
            self.send_header("Location", "http://192.0.2.7/elsewhere")
        if how == "packed":
            self.send_header("Content-Encoding", "gzip")
        if how == "unreadable-pause":
            self.send_header("Retry-After", "soon")
        if how == "cut-off":
            length = len(body) + 50
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        for start in range(0, len(body), step := 1 if how == "dripping" else len(body)):
            self.wfile.write(body[start : start + step])
            time.sleep(0.05 if how == "dripping" else 0)

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        """Quiet."""


BODIES = {
    "maintenance": b"<!doctype html><h1>We are back soon</h1>",
    "list": b"[]",
    "other": b'{"hello": 1}',
    "cut-off": b'{"items": [',
    "dripping": b'{"items": [], "next": null, "build": "a"}',
    "two-builds": b'{"items": [{}], "next": "/api/v1/next-build", "build": "a"}',
    "next-build": b'{"items": [{}], "next": null, "build": "b"}',
    "next-number": b'{"items": [], "next": 7, "build": "a"}',
    "next-object": b'{"items": [], "next": {"a": 1}, "build": "a"}',
    "next-itself": b'{"items": [], "next": "/api/v1/next-itself", "build": "a"}',
    "next-elsewhere": b'{"items": [], "next": "//192.0.2.7/api/v1/list", "build": "a"}',
    "next-nowhere": b'{"items": [], "next": "http://[", "build": "a"}',
    "items-of-text": b'{"items": ["a"], "next": null, "build": "a"}',
    "deep": b"[" * 100_000,
    "packed": gzip.compress(b" " * 2_000_000),
    "observations": b'{"items": [{"area": "Camden"}], "next": null, "build": "a"}',
}


@pytest.fixture(scope="module")
def failing() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Failing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("maintenance", "something else than the API"),
        ("list", "something else than the API"),
        ("other", "not one of this API"),
        ("cut-off", "did not answer in full"),
        ("dripping", "took more than 0.4 seconds"),
        ("two-builds", "published while these were read"),
        ("unreadable-pause", "did not answer in full"),
        ("next-number", "not one of this API"),
        ("next-object", "not one of this API"),
        ("next-itself", "read already"),
        ("next-elsewhere", "not on http://127"),
        ("next-nowhere", "not on http://127"),
        ("items-of-text", "not one of this API"),
        ("deep", "something else than the API"),
        ("moved", "302: .* leads to http://192.0.2.7/elsewhere"),
        ("packed", "more than 1,000,000 bytes"),
    ],
)
def test_a_site_that_is_not_well_is_a_problem_in_words(
    failing: str, path: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "MOST", 1_000_000)
    with pytest.raises(Problem, match=said):
        list(Client(failing, seconds=0.4).items(path))


@pytest.mark.parametrize(("path", "said"), [("next-itself", "not one of this API"), ("next-object", "read already")])
def test_what_follows_a_posted_question_is_a_question_and_another(failing: str, path: str, said: str) -> None:
    with pytest.raises(Problem, match=said):
        list(Client(failing).posted(path))


def test_an_item_that_is_no_figure_is_a_problem_in_words(failing: str) -> None:
    with pytest.raises(Problem, match="not a figure as this API tells it: KeyError"):
        list(Client(failing).observations("ehc-plans"))


def test_a_site_that_is_not_there_is_a_problem_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "PATIENCE", 0)
    with pytest.raises(Problem, match="did not answer in full"):
        Client("http://127.0.0.1:9", seconds=1).get("indicators")


@pytest.mark.parametrize("none", [[], ()])
def test_an_empty_list_asks_for_nothing_and_not_for_everything(client: Client, none: object) -> None:
    with pytest.raises(Problem, match="`area` is an empty list"):
        list(client.observations("ehc-plans", area=none, period="2024"))


def test_the_client_needs_neither_the_website_nor_the_warehouse() -> None:
    told = "import sys, goldenthread.client; print([m for m in sys.modules if m.startswith(('goldenthread.hub', 'goldenthread.warehouse', 'django', 'duckdb'))])"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_item_of_a_topic_in_a_range_of_periods(client: Client, store: Store) -> None:
    asked = {"area": "Camden", "breakdown": "sex:*", "period_from": "2023", "period_to": "2025"}
    figures = list(client.observations("ehc-plans", **asked))
    keys = [f"sex={items['sex']}" for items in store.breakdowns("ehc-plans") if list(items) == ["sex"]]
    known = [
        o for key in keys for o in store.query("ehc-plans", ["Camden"], breakdown=key) if "2023" <= o.period <= "2025"
    ]
    assert [(f.breakdown, f.period, f.value) for f in figures] == [(o.breakdown, o.period, o.value) for o in known]


def test_a_list_of_areas_too_long_for_an_address_is_posted(
    client: Client, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "PAGE", 150)
    codes = [area.code for area in store.areas()] * 2
    figures = list(client.observations("ehc-plans", area=codes, period="2025", in_=None))
    assert [(f.area_code, f.value) for f in figures] == [
        (o.area_code, o.value) for o in sorted(store.query("ehc-plans", codes, ["2025"]), key=lambda o: o.area_code)
    ]


def test_far_too_long_a_list_is_refused_in_words(client: Client) -> None:
    with pytest.raises(Problem, match="at most 1,000"):
        list(client.observations("ehc-plans", area=[f"E{n:08}" for n in range(10_000)]))


def test_an_address_beyond_the_servers_measure_is_refused_and_the_same_question_posted_is_answered(
    address: str, store: Store
) -> None:
    codes = [area.code for area in store.areas()]
    pool, path = urllib3.PoolManager(), f"{address}/api/v1/observations"
    fits = pool.request("GET", f"{path}?indicator=ehc-plans&" + "&".join(f"area={n:08}" for n in range(4_000)))
    assert fits.status == 400
    assert "observations/query" in fits.json()["detail"]
    beyond = pool.request("GET", f"{path}?indicator=ehc-plans&" + "&".join(f"area={n:08}" for n in range(10_000)))
    assert beyond.status == 414
    posted = pool.request("POST", f"{path}/query", json={"indicator": ["ehc-plans"], "area": codes * 5, "limit": 5})
    assert posted.status == 200
    assert posted.headers["RateLimit-Policy"] == '"address";q=200;w=10'


def test_a_frame_without_pandas_says_what_it_needs(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="needs pandas, which is not installed"):
        client.frame("ehc-plans", area="Camden")
