"""`python -m benchmarks.drawing STORE`: prints milliseconds of each page, drawn for its first reader and for the next ones."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time

from .serving import BOROUGHS, INDICATORS, dashboards
from .timing import times_in_ms

REPEATS = 15


def addresses() -> list[str]:
    """One of every dashboard and of every other page type, for one borough."""
    code = BOROUGHS[0]
    others = [
        "/",
        "/dashboards/",
        "/indicators/",
        "/reference/",
        "/reference/glossary/",
        "/reference/releases/",
        "/boroughs/",
    ]
    return [
        *(f"/dashboards/{page}/?area={code}" for page in dashboards()),
        *(f"/indicators/{name}/?area={code}" for name in INDICATORS),
        f"/boroughs/{code}/", f"/london/?indicator={INDICATORS[0]}", f"/figures/ehc-plans/{code}/2025/", *others,
    ]  # fmt: skip


def main(store: str) -> None:
    """Everything is drawn twice: first so that Python and the engines are awake, then with nothing kept."""
    os.environ["GOLDENTHREAD_STORE"] = store
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.hub.config.settings")
    import django

    django.setup()
    from django.core.cache import caches
    from django.test import Client

    from goldenthread.hub.config.static_files import collect_static_files

    collect_static_files()
    client = Client(HTTP_ACCEPT_ENCODING="gzip", HTTP_HOST="localhost")
    cold, warm = {}, {}
    for _ in range(2):
        for address in addresses():
            for name in ("figures", "limits", "pages"):
                caches[name].clear()
            started = time.perf_counter()
            if client.get(address).status_code != 200:
                raise RuntimeError(f"{address} did not answer 200")
            cold[address] = round(1000 * (time.perf_counter() - started), 1)
            warm[address] = round(statistics.median(times_in_ms(lambda path=address: client.get(path), REPEATS)), 2)
    print(json.dumps({"cold": cold, "warm": warm}))


if __name__ == "__main__":
    main(sys.argv[1])
