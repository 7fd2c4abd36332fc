"""Fixtures of the fetchers' tests: a service of our own, no waiting, and not even a question for another machine's address."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from goldenthread.warehouse.fetchers import Addresses, EesClient, Patience, Saved, Transport, fetch
from tests.fakes.ees_service import EesService

QUICK = Patience(tries=4, backoff_factor=0, timeout_seconds=10)
HERE = ("127.0.0.1", "localhost", "::1")


@pytest.fixture(autouse=True)
def _only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy of this machine's own, no address of a real service, and no look-up of other machines' names."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name.startswith("GOLDENTHREAD_EES"):
            monkeypatch.delenv(name)
    look_up = socket.getaddrinfo

    def guarded(host: object, *args: object, **named: object) -> object:
        if host not in HERE:
            raise AssertionError(f"a test asked for the address of {host}")
        return look_up(host, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", guarded)


@pytest.fixture
def service() -> Iterator[EesService]:
    with EesService() as service:
        yield service


@pytest.fixture
def client(service: EesService) -> Iterator[EesClient]:
    with Transport(QUICK) as transport:
        yield EesClient(Addresses.choose(service.base_url), transport)


@pytest.fixture
def fetched(service: EesService, tmp_path: Path) -> Callable[..., Saved]:
    """Fetches from the service into the test's folder, without waiting between tries."""

    def run(wanted: str, **named: object) -> Saved:
        settings = {"into": tmp_path, "base_url": service.base_url, "patience": QUICK, **named}
        return fetch(wanted, **settings)  # type: ignore[arg-type]

    return run


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that urllib3 would have waited, without waiting them."""
    waited: list[float] = []
    monkeypatch.setattr("urllib3.util.retry.time.sleep", waited.append)
    return waited
