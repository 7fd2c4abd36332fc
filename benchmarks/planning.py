"""`python -m benchmarks.planning STORE`: prints milliseconds and queries of the pages of a large plan, warm and first."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time

from .timing import spread, times_in_ms

REPEATS = 15
CODE = "E09000007"


def main(store: str) -> None:
    """A plan of 18 sections, 40 actions and 60 measures in a database of its own."""
    with tempfile.TemporaryDirectory() as var:
        os.environ.update(GOLDENTHREAD_STORE=store, GOLDENTHREAD_VAR=var)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.hub.config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        from goldenthread.hub.config.static_files import collect_static_files

        call_command("migrate", verbosity=0)
        collect_static_files()
        print(json.dumps(_measured()))


def _measured() -> dict[str, object]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from goldenthread.hub.people.interface import actor_for
    from goldenthread.hub.plans.models import Action, Priority, SuccessMeasure
    from goldenthread.hub.plans.templates_in_force import template_of
    from tests.made.people import a_person, signed_in
    from tests.made.plans import a_full_plan

    person = a_person("approver")
    plan = a_full_plan(actor_for(person, True))
    client = signed_in(Client(HTTP_ACCEPT_ENCODING="gzip", HTTP_HOST="localhost"), person)
    sections = {s.id: reverse("plan-section", args=[CODE, s.id]) for s in template_of(plan).sections}
    pages = {
        "plan": reverse("plan", args=[CODE]),
        "priority": reverse("plan-priority", args=[CODE, Priority.objects.all()[0].pk]),
        "action": reverse("plan-action", args=[CODE, Action.objects.all()[0].pk]),
        "measure": reverse("plan-measure", args=[CODE, SuccessMeasure.objects.all()[0].pk]),
        "history": reverse("plan-history", args=[CODE]),
        **{f"section {name}": address for name, address in sections.items()},
    }
    found: dict[str, object] = {}
    for name, address in pages.items():
        started = time.perf_counter()
        if client.get(address).status_code != 200:
            raise RuntimeError(f"{address} did not answer 200")
        first = 1000 * (time.perf_counter() - started)
        processor = time.process_time()
        for _ in range(REPEATS):
            client.get(address)
        processor = 1000 * (time.process_time() - processor) / REPEATS
        taken = times_in_ms(lambda path=address: client.get(path), REPEATS)  # type: ignore[misc]
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        found[name] = {
            "first": round(first, 1), **spread(taken, 1), "processor": round(processor, 1), "queries": len(queries),
        }  # fmt: skip
    return {"pages": found}


if __name__ == "__main__":
    main(sys.argv[1])
