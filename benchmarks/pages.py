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
from .timing import held_to, spread

BENCHMARK_PAGE = "/indicators/ehc-plans-issued-in-20-weeks/?area=E09000007"
COLD_MS = 300
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
        "cold_slowest": {"page": slowest[0][0], **held_to(slowest[0][1], COLD_MS, f"ms, of {len(slowest)} pages")},
        "cold_next_slowest_ms": dict(slowest[1:8]),
        "cold_over_the_limit": held_to(sum(ms > COLD_MS for _, ms in slowest), 0, f"of {len(slowest)} pages"),
        "cold_by_kind_ms": _by_kind(usual["cold"]),
        "cold_median_ms": slowest[len(slowest) // 2][1],
        "ten_times_cold": compared(usual["cold"], bigger["cold"]),
        "ten_times_warm": compared(usual["warm"], bigger["warm"]),
        "first_visit": _first_visits(store),
    }


def _by_kind(taken: dict[str, float]) -> dict[str, dict[str, float]]:
    """Median and extremes of the pages of each kind, by the first part of their address."""
    kinds: dict[str, list[float]] = {}
    for page, ms in taken.items():
        kinds.setdefault(page.split("/")[1] or "headline", []).append(ms)
    return {kind: spread(each, 1) for kind, each in sorted(kinds.items())}


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
