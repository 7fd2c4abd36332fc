"""Fifty people of thirty-three boroughs write in their plans at once for a minute, on SQLite and then on PostgreSQL.

Measured is a save: from the form being sent to its answer. The people are signed in before the clock starts. Each opens
the form, thinks for half a second to a second and a half, and saves; who finds that somebody else wrote in the same place
joins both texts and saves again. What the site says it has kept is then looked for in the database.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.on_postgresql import postgresql, programs

from .loaded import watched
from .serving import serving, surroundings
from .timing import held_to
from .writers import Diary, Thing, Writer

PEOPLE, BOROUGHS, SECONDS, WORKERS = 50, 33, 60.0, 2
LIMIT_MS = 150
KEPT_SAFE = {"max_connections": "200"}  # every other setting as PostgreSQL comes, so that what is saved is on the disk


def measure(store: Path, seconds: float = SECONDS, people: int = PEOPLE) -> dict[str, Any]:
    """Milliseconds of a save, and what was lost, on each database."""
    found: dict[str, Any] = {"sqlite": measured_on("", store, seconds, people)}
    if programs() is None:
        return {**found, "postgresql": {"skipped": "PostgreSQL is not installed (apt-get install postgresql)"}}
    with postgresql(KEPT_SAFE) as address:
        return {**found, "postgresql": measured_on(address, store, seconds, people)}


def measured_on(database: str, store: Path, seconds: float, people: int, boroughs: int = BOROUGHS) -> dict[str, Any]:
    """On the database with this address; '' for SQLite in a file."""
    with tempfile.TemporaryDirectory() as var:
        environment = {"GOLDENTHREAD_VAR": var, "GOLDENTHREAD_STORE": str(store.resolve())}
        if database:
            environment["GOLDENTHREAD_DATABASE"] = database
        told = _in_database(["make", str(people), str(boroughs)], environment)
        with serving(store, WORKERS, environment) as base:
            diaries, load, lasted = _written(base, told, seconds)
        saves = [asdict(save) for diary in diaries for save in diary.saves]
        lost = _in_database(["check"], environment, json.dumps(saves))
    return {**_summary(diaries, lasted, lost), "boroughs": len({each["borough"] for each in told}), "machine": load}


def _written(base: str, told: list[dict[str, Any]], seconds: float) -> tuple[list[Diary], dict[str, float], float]:
    """What happened to each person, how busy the machine was, and for how many seconds they wrote."""
    writers = [
        Writer(number, base, each["session"], [Thing(**{**t, "fields": tuple(t["fields"])}) for t in each["things"]])
        for number, each in enumerate(told)
    ]
    with ThreadPoolExecutor(len(writers)) as hands:
        list(hands.map(Writer.look_around, writers))
        with watched() as load:
            started = time.perf_counter()
            diaries = list(hands.map(lambda writer: writer.write_until(started + seconds), writers))
            lasted = time.perf_counter() - started
    return diaries, load, lasted


def _summary(diaries: list[Diary], lasted: float, lost: dict[str, int]) -> dict[str, Any]:
    taken = sorted(ms for diary in diaries for ms in diary.save_ms)
    opened = sorted(ms for diary in diaries for ms in diary.open_ms)
    saves = [save for diary in diaries for save in diary.saves]
    errors = Counter(error for diary in diaries for error in diary.errors)
    return {
        "people": len(diaries), "seconds": round(lasted, 1), "saves": len(saves), "forms_sent": len(taken),
        "saves_per_second": round(len(saves) / lasted, 1), "by_kind": dict(Counter(save.kind for save in saves)),
        "conflicts": sum(diary.conflicts for diary in diaries),
        "save_p50_ms": _at(taken, 0.50), "p95": held_to(_at(taken, 0.95), LIMIT_MS, "ms"),
        "save_p99_ms": _at(taken, 0.99), "form_opened_p95_ms": _at(opened, 0.95),
        "errors": held_to(sum(errors.values()), 0, "answers"), "what_errors": dict(errors.most_common(5)),
        "lost": held_to(sum(lost.values()), 0, "saves"), "how_lost": lost,
    }  # fmt: skip


def _at(ordered: list[float], part: float) -> float:
    """The time that so large a part of the saves did not pass."""
    return round(ordered[min(len(ordered) - 1, int(part * len(ordered)))], 1) if ordered else 0.0


def _in_database(arguments: list[str], environment: dict[str, str], told: str = "") -> Any:
    command = [sys.executable, "-m", "benchmarks.written", *arguments]
    done = subprocess.run(
        command, input=told, capture_output=True, text=True, check=False, env=surroundings(environment)
    )
    if done.returncode:
        raise RuntimeError(f"benchmarks.written {arguments[0]} failed:\n{done.stderr[-3000:]}")
    return json.loads(done.stdout.splitlines()[-1])
