"""Fifty requests a second, mixed over the page types, at a server of two workers on this machine."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .serving import by_type, fetch, mixed, serving
from .timing import held_to, spread

RATE, SECONDS, SEED = 50, 30, 20261124
WARM_ROUNDS = 4  # a worker keeps pages of its own: so often is every address asked before counting begins


def measure(store: Path) -> dict[str, object]:
    """Milliseconds from the moment a request was due, waiting included, to its last byte."""
    with serving(store, workers=2) as base, ThreadPoolExecutor(24) as readers:
        addresses = [address for kind in by_type().values() for address in kind]
        for _ in range(WARM_ROUNDS):
            list(readers.map(lambda address: fetch(base + address), addresses))
        began = time.perf_counter() + 0.2
        plan = [
            (began + n / RATE, kind, base + address) for n, (kind, address) in enumerate(mixed(RATE * SECONDS, SEED))
        ]
        found = list(readers.map(_ask, plan))
    taken = [ms for _, ms, _ in found]
    summary = spread(taken)
    ordered = sorted(taken)
    kinds = sorted({kind for kind, _, _ in found})
    return {
        "requests": len(found), "per_second": RATE, "all_ms": summary,
        "by_type_ms": {kind: spread([ms for k, ms, _ in found if k == kind]) for kind in kinds},
        "p95": held_to(summary["p95"], 50, "ms"),
        "p99": held_to(ordered[int(0.99 * len(ordered))], 150, "ms"),
        "errors": held_to(sum(not ok for _, _, ok in found), 0, "answers other than 200"),
    }  # fmt: skip


def _ask(planned: tuple[float, str, str]) -> tuple[str, float, bool]:
    due, kind, url = planned
    time.sleep(max(0.0, due - time.perf_counter()))
    try:
        fetch(url)
    except OSError:
        return kind, 1000 * (time.perf_counter() - due), False
    return kind, 1000 * (time.perf_counter() - due), True
