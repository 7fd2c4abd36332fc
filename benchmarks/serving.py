"""A server of its own for a benchmark, and the addresses that readers ask for."""

from __future__ import annotations

import contextlib
import os
import random
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.dashboards import load_dashboards

BOROUGHS = ("E09000007", "E09000025", "E09000001", "E09000030", "E09000006", "E09000033")
INDICATORS = ("ehc-plans-issued-in-20-weeks", "ehc-plans", "new-ehc-plans", "ehc-plan-requests")


@contextlib.contextmanager
def serving(store: Path, workers: int, more: Mapping[str, str] | None = None) -> Iterator[str]:
    """The site served from this store; gives its address and stops the server in the end.

    `more`: environment variables beside those of this process.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "goldenthread.cli", "serve", "--port", str(port)]
    command += ["--workers", str(workers), "--store", str(store)]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, stdout=quiet, stderr=quiet, env=surroundings(more or {}))
    try:
        base = f"http://127.0.0.1:{port}"
        fetch_when_up(base + "/")
        yield base
    finally:
        server.terminate()
        server.wait(20)


def surroundings(more: Mapping[str, str]) -> dict[str, str]:
    """Environment variables of this process with these. A machine's own database is never measured upon."""
    return {**{name: value for name, value in os.environ.items() if name != "GOLDENTHREAD_DATABASE"}, **more}


def by_type() -> dict[str, list[str]]:
    """Addresses by page type: every dashboard, and each other kind for several boroughs."""
    return {
        "headline": ["/", "/?figures=published"],
        "dashboard": [f"/dashboards/{page}/?area={code}" for page in dashboards() for code in BOROUGHS[:2]],
        "indicator": [f"/indicators/{name}/?area={code}" for name in INDICATORS for code in BOROUGHS],
        "figure": [f"/figures/ehc-plans/{code}/2025/" for code in BOROUGHS],
        "borough": [f"/boroughs/{code}/" for code in BOROUGHS],
        "london": [f"/london/?indicator={name}" for name in INDICATORS],
        "search": ["/search/?q=autism", "/search/?q=camden+20+weeks"],
        "reference": ["/reference/", "/reference/glossary/", "/reference/releases/", "/indicators/", "/dashboards/"],
        "observations": [f"/api/v1/observations?indicator={name}&in=London&limit=100" for name in INDICATORS],
    }


def dashboards() -> list[str]:
    """The id of every dashboard."""
    return list(load_dashboards(load_catalogue()).pages)


def mixed(count: int, seed: int) -> list[tuple[str, str]]:
    """So many (page type, address), every type as often as any other, in an order that the seed gives."""
    chance = random.Random(seed)
    kinds = by_type()
    names = [name for n in range(count) for name in [list(kinds)[n % len(kinds)]]]
    chance.shuffle(names)
    return [(name, chance.choice(kinds[name])) for name in names]


def fetch(url: str) -> bytes:
    """The body as it travels, compressed. Raises OSError for anything but 200."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        body: bytes = answer.read()
    return body


def fetch_when_up(url: str) -> bytes:
    """The body, waited for up to a minute."""
    for _ in range(120):
        try:
            return fetch(url)
        except OSError:
            time.sleep(0.5)
    raise RuntimeError(f"{url} did not answer within a minute")
