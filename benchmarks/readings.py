"""The figures of a plan's page: forty indicators of one borough with their trends, neighbours, London and sentences."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .timing import held_to

RUN = """
import json, time
import django
django.setup()
from goldenthread.hub.evidence.interface import offered, readings
from django.urls import reverse
reverse("headline")
offers = offered()
wanted = [(offer.id, "total") for offer in offers[:: len(offers) // 40]][:40]
def taken(code):
    started = time.perf_counter()
    assert len(readings(code, wanted)) == 40
    return 1000 * (time.perf_counter() - started)
first, other = taken("E09000007"), taken("E09000025")
print(json.dumps({"first_of_build": first, "first_of_borough": other, "warm": min(taken("E09000025") for _ in range(20))}))
"""


def measure(store: Path) -> dict[str, object]:
    """Milliseconds for the first borough that is read of a build (done when the site starts), the next, and again."""
    with tempfile.TemporaryDirectory() as var:
        settings = {
            "DJANGO_SETTINGS_MODULE": "goldenthread.hub.config.settings",
            "GOLDENTHREAD_VAR": var,
            "GOLDENTHREAD_STORE": str(store.resolve()),
        }
        command = [sys.executable, "-c", RUN]
        answer = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **settings})
    found: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return {
        "first_of_build_ms": round(found["first_of_build"], 1),
        "first_of_borough": held_to(found["first_of_borough"], 150, "ms"),
        "warm": held_to(found["warm"], 5, "ms"),
    }
