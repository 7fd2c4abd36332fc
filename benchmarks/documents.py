"""How long the largest plan takes as a document: gathered, put in order, written. `python -m benchmarks.documents STORE`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from .timing import held_to, spread, times_in_ms

LIMITS = {"word": 3000.0, "pdf": 2000.0, "excel": 3000.0}
REPEATS = 10


def measure(store: Path) -> dict[str, object]:
    """Milliseconds of each kind of document, the first one of a process and the median, in a site of its own."""
    with tempfile.TemporaryDirectory() as var:
        environment = {**os.environ, "GOLDENTHREAD_VAR": var, "GOLDENTHREAD_STORE": str(store)}
        command = [sys.executable, "-m", "benchmarks.documents", str(store)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    taken = json.loads(done.stdout)
    found: dict[str, object] = {"plan": taken.pop("plan")}
    for kind, times in taken.items():
        first = held_to(times.pop("first"), LIMITS[kind], "ms")
        found[kind] = {"first": first, "median": held_to(times["median"], LIMITS[kind], "ms"), "spread_ms": times}
    return found


def main() -> None:
    """Makes the largest plan in an empty database and writes it as each kind."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.hub.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from goldenthread.hub.plans.outputs import gather
    from goldenthread.hub.plans.outputs.kinds import KINDS
    from tests.made.documents import MADE_ON
    from tests.made.people import an_actor
    from tests.made.plans import a_full_plan

    by = an_actor("approver")
    plan = a_full_plan(by)
    gather.of_plan(plan, by=by, made_on=MADE_ON)  # the figures of a borough are read once for a build
    found: dict[str, object] = {"plan": "18 sections, 40 actions, 60 success measures"}
    for kind in KINDS:
        found[kind.id] = _times(lambda make=kind.make: make(gather.of_plan(plan, by=by, made_on=MADE_ON)))  # type: ignore[misc]
    print(json.dumps(found))


def _times(make: Callable[[], bytes]) -> dict[str, float]:
    started = time.perf_counter()
    make()
    first = 1000 * (time.perf_counter() - started)
    return {"first": round(first, 1), **spread(times_in_ms(make, REPEATS), 1)}


if __name__ == "__main__":
    main()
