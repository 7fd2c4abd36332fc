"""`python -m benchmarks.drawing STORE`: prints milliseconds of each page, drawn for its first reader and for the next ones.

A first reader finds nothing kept of any page or figure: the build is opened anew before each, so that no plan,
period or landscape of the page before it is of use. Opening is not counted: whoever asks first after a build pays
it once, whichever page they open. What is measured is the processor's time: a page is drawn by one thread that
waits for nothing, and whatever else the machine is doing is none of the page's.
"""

from __future__ import annotations

import functools
import json
import os
import statistics
import sys
import time
from typing import TYPE_CHECKING

from .serving import BOROUGHS, INDICATORS, dashboards
from .timing import times_in_ms

REFERENCE = ("", "catalogue/", "releases/", "symbols/", "glossary/", "quality/")

CLOCK = time.process_time
REPEATS = 15
ROUNDS = 3  # of which the first wakes Python and the engines and is not counted

if TYPE_CHECKING:
    from django.test import Client


def addresses() -> list[str]:
    """One of every dashboard and of every other page type, for one borough."""
    code = BOROUGHS[0]
    return [
        *(f"/dashboards/{page}/?area={code}" for page in dashboards()),
        *(f"/indicators/{name}/?area={code}" for name in INDICATORS),
        f"/boroughs/{code}/", f"/boroughs/{code}/?figures=published", f"/boroughs/{code}/?period=2023",
        *(f"/london/?indicator={name}" for name in INDICATORS),
        f"/figures/ehc-plans/{code}/2025/",
        "/", "/boroughs/", "/dashboards/", "/indicators/",
        "/search/?q=autism", "/search/?q=camden+20+weeks", "/search/?q=tribnal", "/search/?q=",
        *(f"/reference/{page}" for page in REFERENCE),
    ]  # fmt: skip


def main(store: str) -> None:
    """Prints the median of the rounds, by address."""
    os.environ["GOLDENTHREAD_STORE"] = store
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.hub.config.settings")
    import django

    django.setup()
    from django.test import Client

    from goldenthread.hub.config.static_files import collect_static_files

    collect_static_files()
    client = Client(HTTP_ACCEPT_ENCODING="gzip", HTTP_HOST="localhost")
    cold: dict[str, list[float]] = {}
    warm: dict[str, float] = {}
    for number in range(ROUNDS):
        for address in addresses():
            taken = _first_reading(client, address)
            if number:
                cold.setdefault(address, []).append(taken)
            else:
                warm[address] = statistics.median(times_in_ms(functools.partial(client.get, address), REPEATS, CLOCK))
    print(json.dumps({"cold": _medians(cold), "warm": {page: round(ms, 2) for page, ms in warm.items()}}))


def _first_reading(client: Client, address: str) -> float:
    """Milliseconds of the page with nothing kept."""
    from django.core.cache import caches

    from goldenthread.hub.evidence import landscape, queries

    for name in ("figures", "limits", "pages"):
        caches[name].clear()
    landscape.forget()
    queries.forget()
    queries.current_store()
    started = CLOCK()
    if client.get(address).status_code != 200:
        raise RuntimeError(f"{address} did not answer 200")
    return 1000 * (CLOCK() - started)


def _medians(taken: dict[str, list[float]]) -> dict[str, float]:
    return {page: round(statistics.median(each), 1) for page, each in taken.items()}


if __name__ == "__main__":
    main(sys.argv[1])
