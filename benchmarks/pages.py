"""Pages: server time of a warm page, and what a first visit takes over the wire."""

from __future__ import annotations

import gzip
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from .timing import held_to, spread, times_in_ms

BENCHMARK_PAGE = "/indicators/ehc-plans-issued-in-20-weeks/?area=E09000007"
PAGES = {
    "headline": "/",
    "benchmark": BENCHMARK_PAGE,
    "figure": "/figures/ehc-plans/E12000007/2025/",
}
REPEATS = 60


def measure(store: Path) -> dict[str, object]:
    """Milliseconds in the server for each page type, and kilobytes of a first visit to the benchmark page."""
    return {**_server_times(store), "first_visit": _first_visit(store)}


def _server_times(store: Path) -> dict[str, object]:
    os.environ["GOLDENTHREAD_STORE"] = str(store.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.hub.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from goldenthread.hub.config.static_files import collect_static_files

    call_command("migrate", interactive=False, verbosity=0)
    collect_static_files()
    client = Client(HTTP_ACCEPT_ENCODING="gzip", HTTP_HOST="localhost")
    times = {}
    for name, path in PAGES.items():
        started = time.perf_counter()
        if client.get(path).status_code != 200:
            raise RuntimeError(f"{path} did not answer 200")
        cold = 1000 * (time.perf_counter() - started)
        times[name] = {
            "cold_ms": round(cold, 1),
            "warm_ms": spread(times_in_ms(lambda path=path: client.get(path), REPEATS)),
        }
    median = times["benchmark"]["warm_ms"]["median"]
    return {"times": times, "warm_benchmark_page": held_to(median, 30, "ms")}


def _first_visit(store: Path) -> dict[str, object]:
    """Bytes of the page and of every file it names, as a browser that has been here never would fetch them."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "goldenthread.cli",
        "serve",
        "--port",
        str(port),
        "--workers",
        "1",
        "--store",
        str(store),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}"
        page = _fetch_when_up(base + BENCHMARK_PAGE)
        html = gzip.decompress(page).decode()
        named = sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html)))
        sizes = {"page": len(page), **{path.rsplit("/", 1)[-1]: len(_fetch(base + path)) for path in named}}
    finally:
        server.terminate()
        server.wait(20)
    return {"bytes": sizes, "total": held_to(sum(sizes.values()) / 1000, 100, "kB compressed, fonts aside")}


def _fetch(url: str) -> bytes:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        body: bytes = answer.read()
    return body


def _fetch_when_up(url: str) -> bytes:
    for _ in range(120):
        try:
            return _fetch(url)
        except OSError:
            time.sleep(0.5)
    raise RuntimeError(f"{url} did not answer within a minute")
