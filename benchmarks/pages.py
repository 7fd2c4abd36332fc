"""Pages: server time of a warm page, of a page drawn for its first reader, and what a first visit takes over the wire."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

from .growing import compared, grown
from .serving import fetch, serving
from .timing import held_to

BENCHMARK_PAGE = "/indicators/ehc-plans-issued-in-20-weeks/?area=E09000007"
HEAVIEST = (
    "/dashboards/mediation-and-tribunal/?area=E09000007",
    "/boroughs/E09000007/",
    "/london/?indicator=ehc-plans",
)


def measure(store: Path) -> dict[str, object]:
    """Milliseconds in the server, cold and warm, of every page type; kilobytes of first visits; both at ten times the cells."""
    usual = _drawn(store)
    bigger = _drawn(grown(store, store.parent / "grown"))
    slowest = sorted(usual["cold"].items(), key=lambda page: -page[1])
    return {
        "warm_benchmark_page": held_to(usual["warm"][BENCHMARK_PAGE], 30, "ms"),
        "cold_slowest": dict(slowest[:8]),
        "cold_over_300_ms": held_to(sum(ms > 300 for _, ms in slowest), 0, f"of {len(slowest)} pages"),
        "cold_median_ms": slowest[len(slowest) // 2][1],
        "ten_times_cold": compared(usual["cold"], bigger["cold"]),
        "ten_times_warm": compared(usual["warm"], bigger["warm"]),
        "first_visit": _first_visits(store),
    }


def _drawn(store: Path) -> dict[str, dict[str, float]]:
    """Milliseconds by address, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.drawing", str(store.resolve())]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, dict[str, float]] = json.loads(answer.stdout.splitlines()[-1])
    return found


def _first_visits(store: Path) -> dict[str, object]:
    """Bytes of the page and of every file it names, as a browser that has been here never would fetch them."""
    with serving(store, workers=1) as base:
        totals = {path: _first_visit(base, path) for path in (BENCHMARK_PAGE, *HEAVIEST)}
    return {
        "kilobytes": {path: round(sum(sizes.values()) / 1000, 1) for path, sizes in totals.items()},
        "bytes": totals[BENCHMARK_PAGE],
        "indicator_page": held_to(sum(totals[BENCHMARK_PAGE].values()) / 1000, 100, "kB compressed, fonts aside"),
        "heaviest": held_to(max(sum(t.values()) for t in totals.values()) / 1000, 120, "kB compressed, fonts aside"),
    }


def _first_visit(base: str, path: str) -> dict[str, int]:
    page = fetch(base + path)
    html = gzip.decompress(page).decode()
    named = sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html)))
    return {"page": len(page), **{name.rsplit("/", 1)[-1]: len(fetch(base + name)) for name in named}}
