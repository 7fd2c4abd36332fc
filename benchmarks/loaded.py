"""How busy the machine was while something was measured, so that a slow figure can be told from a busy machine."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")


@contextlib.contextmanager
def watched() -> Iterator[dict[str, float]]:
    """Filled in at the end: percent of all processors busy, and percent busy with this process and what it started."""
    told = {"load_average_before": round(os.getloadavg()[0], 1)}
    before, own_before = _ticks(), _own_ticks()
    yield told
    total, idle = (now - then for now, then in zip(_ticks(), before, strict=True))
    if total:
        told["busy_percent"] = round(100 * (total - idle) / total)
        told["own_percent"] = round(100 * (_own_ticks() - own_before) / total)


def _ticks() -> tuple[int, int]:
    """All of the processors' time, and the idle part; nothing where the system does not say."""
    if not (PROC / "stat").exists():
        return 0, 0
    parts = [int(part) for part in (PROC / "stat").read_text().splitlines()[0].split()[1:9]]
    return sum(parts), parts[3] + parts[4]


def _own_ticks() -> int:
    """Time of this process and of all that descend from it."""
    parents: dict[int, int] = {}
    spent: dict[int, int] = {}
    for folder in PROC.glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            parts = (folder / "stat").read_text().rpartition(")")[2].split()
            parents[int(folder.name)], spent[int(folder.name)] = int(parts[1]), int(parts[11]) + int(parts[12])
    return sum(time for pid, time in spent.items() if _descends(pid, parents))


def _descends(pid: int, parents: dict[int, int]) -> bool:
    while pid not in (0, os.getpid()):
        pid = parents.get(pid, 0)
    return pid != 0
