"""Nobody may ask so often that others wait; who is told to wait is told how long."""

from __future__ import annotations

import pytest
from django.conf import Settings
from django.core.cache import caches
from django.test import Client, RequestFactory

from goldenthread.hub.evidence.api import limits

from .conftest import API


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(limits, "time", made)
    return made


def _wait(address: str = "192.0.2.1", forwarded: str | None = None) -> float:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return limits.take(RequestFactory().get(API, REMOTE_ADDR=address, headers=headers)).wait


def test_after_a_burst_an_address_waits_and_is_told_how_long(site: Client, clock: Clock, settings: Settings) -> None:
    settings.API_BURST, settings.API_PER_SECOND = 3, 2
    assert [site.get(API).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = site.get(API)
    assert refused["Content-Type"] == "application/problem+json"
    assert refused["Retry-After"] == "1"
    assert refused["Access-Control-Allow-Origin"] == "*"
    clock.now += 0.5
    assert [site.get(API).status_code for _ in range(2)] == [200, 429]


def test_a_bucket_never_holds_more_than_a_burst(clock: Clock, settings: Settings) -> None:
    settings.API_BURST, settings.API_PER_SECOND = 3, 2
    _wait()
    clock.now += 10_000
    assert [bool(_wait()) for _ in range(4)] == [False, False, False, True]


def test_the_defaults_let_the_traffic_of_one_busy_address_pass(clock: Clock) -> None:
    for _ in range(600):
        assert _wait() == 0
        clock.now += 1 / 19


def test_addresses_do_not_share_a_bucket(clock: Clock, settings: Settings) -> None:
    settings.API_BURST = 1
    assert _wait("192.0.2.1") == 0
    assert _wait("192.0.2.1") > 0
    assert _wait("192.0.2.2") == 0


def test_a_forwarded_address_counts_only_behind_a_trusted_proxy(clock: Clock, settings: Settings) -> None:
    settings.API_BURST, settings.PROXIES = 1, 0
    assert [bool(_wait(forwarded=f"203.0.113.{n}")) for n in range(2)] == [False, True]
    settings.PROXIES = 1
    assert [bool(_wait(forwarded=f"203.0.113.{n}")) for n in range(2)] == [False, False]


def test_what_a_reader_writes_before_the_proxys_word_is_not_believed(clock: Clock, settings: Settings) -> None:
    settings.API_BURST, settings.PROXIES = 1, 1
    assert [bool(_wait(forwarded=f"198.51.100.{n}, 203.0.113.9")) for n in range(2)] == [False, True]


def test_addresses_are_kept_only_as_fingerprints(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    keep = caches["limits"].set
    monkeypatch.setattr(
        type(caches["limits"]), "set", lambda self, key, *rest, **more: (kept.append(key), keep(key, *rest, **more))[1]
    )
    _wait("192.0.2.77")
    assert kept
    assert "192.0.2.77" not in "".join(kept)


def test_pages_for_people_are_not_counted(site: Client, settings: Settings) -> None:
    settings.API_BURST = 1
    assert [site.get("/about/data/").status_code for _ in range(3)] == [200, 200, 200]


def test_every_answer_says_what_is_left_and_when_it_is_full_again(
    site: Client, clock: Clock, settings: Settings
) -> None:
    settings.API_BURST, settings.API_PER_SECOND = 4, 2
    answers = [site.get(f"{API}{path}") for path in ("", "areas/E99", "nothing", "areas", "areas")]
    assert [answer.status_code for answer in answers] == [200, 404, 404, 200, 429]
    assert {answer["RateLimit-Policy"] for answer in answers} == {'"address";q=4;w=2'}
    assert [answer["RateLimit"] for answer in answers] == [
        '"address";r=3;t=1', '"address";r=2;t=1', '"address";r=1;t=2', '"address";r=0;t=2', '"address";r=0;t=2',
    ]  # fmt: skip
    assert "Retry-After" in answers[-1]
    assert not any("Retry-After" in answer for answer in answers[:-1])


def test_other_websites_can_read_what_is_left(site: Client) -> None:
    exposed = site.get(API)["Access-Control-Expose-Headers"].split(", ")
    assert {"ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After"} == set(exposed)


@pytest.mark.parametrize("workers", [1, 2, 3, 7])
def test_all_processes_together_never_let_more_pass_than_is_promised(
    clock: Clock, settings: Settings, workers: int
) -> None:
    settings.API_BURST, settings.API_PER_SECOND, settings.WORKERS = 20, 5, workers
    passed = 0
    for _ in range(workers):  # each process has buckets of its own
        caches["limits"].clear()
        passed += sum(not _wait() for _ in range(30))
        clock.now += 1
        passed += sum(not _wait() for _ in range(30))
    assert passed <= 20 + 5


def test_a_posted_question_takes_its_token_too(site: Client, clock: Clock, settings: Settings) -> None:
    settings.API_BURST = 1
    assert site.post(f"{API}observations/query", "{}", content_type="application/json").status_code == 422
    assert site.post(f"{API}observations/query", "{}", content_type="application/json").status_code == 429
