"""A new build read into plans: 2,000 measures of thirty-three boroughs in which every newest figure moved."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .timing import held_to

MEASURES = 2_000
LIMIT_SECONDS = 5
RUN = """
import json, shutil, sys, time
from datetime import date
from pathlib import Path
import duckdb
import django
from django.core.management import call_command

store, other, measures = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
django.setup()
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
from goldenthread.hub.evidence.interface import current_build, offered, readings
from goldenthread.hub.people.interface import london
from goldenthread.hub.plans.interface import follow_all
from goldenthread.hub.plans.models import Action, Notice, Plan, Priority, Reading, SuccessMeasure
from goldenthread.warehouse.store.folder import current_build as in_force, publish

first, offers = current_build(), offered()
codes = london()
actions = []
for code in codes:
    plan = Plan.objects.create(partnership=code, template="send-reform-plan", template_version="1", title=code, build_seen=first)
    priority = Priority.objects.create(plan=plan, section="assessment", title="Plans in time")
    actions.append(Action.objects.create(priority=priority, title="Advice in six weeks"))
bound, rows = [], []
for n in range(measures):
    action, offer = actions[n % len(codes)], offers[n // len(codes) % len(offers)]
    code = codes[n % len(codes)]
    figure = readings(code, [(offer.id, "total")])[offer.id, "total"]
    start = next((p for p in reversed(figure.trend) if p.value is not None), None)
    bound.append(SuccessMeasure(
        action=action, title=figure.title[:200], indicator=offer.id, area_code=code, unit=figure.unit, decimals=figure.decimals,
        direction=figure.direction, baseline_value=start and start.value, baseline_period=start.period if start else "",
        baseline_build=first, target_value=1.0, target_on=date(2028, 8, 31), trajectory=[["2028-08-31", 1.0]],
    ))
    rows.append([] if start is None else [p for p in figure.trend if p.period >= start.period])
SuccessMeasure.objects.bulk_create(bound)
Reading.objects.bulk_create(
    Reading(measure=m, period=p.period, period_label=p.label, value=p.value, status=p.status, build=first)
    for m, points in zip(bound, rows) for p in points
)
unfinished = store / "unfinished-benchmark.duckdb"
shutil.copy(in_force(store), unfinished)
with duckdb.connect(str(unfinished)) as build:
    build.execute("UPDATE build SET id = ?", [other])
    build.execute("UPDATE observation SET value = value + 1 WHERE value IS NOT NULL")
publish(store, unfinished, other)
current_build()
started = time.perf_counter()
follow_all()
seconds = time.perf_counter() - started
changed = Reading.objects.filter(build=other).count()
print(json.dumps({"seconds": seconds, "measures": len(bound), "readings_changed": changed, "notices": Notice.objects.count()}))
"""


def measure(store: Path) -> dict[str, object]:
    """Seconds of the one pass, in a process and a database of its own; the store is copied, not touched."""
    scratch = store.parent / "rereading"
    copy = scratch / "store"
    shutil.copytree(store, copy)
    settings = {
        "DJANGO_SETTINGS_MODULE": "goldenthread.hub.config.settings",
        "GOLDENTHREAD_VAR": str(scratch / "var"),
        "GOLDENTHREAD_STORE": str(copy),
    }
    (scratch / "var").mkdir()
    command = [sys.executable, "-c", RUN, str(copy), "b" * 12, str(MEASURES)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **settings})
    found: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return {**found, "one_pass": held_to(found["seconds"], LIMIT_SECONDS, f"s for {MEASURES:,} measures")}
