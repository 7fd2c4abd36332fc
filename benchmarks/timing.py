"""Timing that can be compared: repeated, medians, and each figure beside its limit."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def times_in_ms(run: Callable[[], object], repeats: int, clock: Callable[[], float] = time.perf_counter) -> list[float]:
    """Milliseconds, by this clock, of each of so many runs, after a tenth as many to warm up."""
    for _ in range(max(1, repeats // 10)):
        run()
    taken = []
    for _ in range(repeats):
        started = clock()
        run()
        taken.append(1000 * (clock() - started))
    return taken


def spread(taken: list[float], digits: int = 2) -> dict[str, float]:
    """Median, 95th percentile and extremes."""
    ordered = sorted(taken)
    return {
        "median": round(statistics.median(ordered), digits),
        "p95": round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], digits),
        "min": round(ordered[0], digits),
        "max": round(ordered[-1], digits),
    }


def held_to(value: float, limit: float, unit: str) -> dict[str, object]:
    """A figure with the limit that it must not pass."""
    return {"value": round(value, 2), "limit": limit, "unit": unit}
