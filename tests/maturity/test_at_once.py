"""Several people who write at the very same moment. On PostgreSQL: SQLite's database in memory is one connection's."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from goldenthread.hub.audit.interface import Conflict
from goldenthread.hub.maturity import actions
from goldenthread.hub.maturity.models import Agreement, Cycle, Evidence
from goldenthread.hub.people.interface import once
from tests.made.maturity import CAMDEN, DATA, PLAN, an_approver, an_open_cycle
from tests.made.people import an_actor

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="asks for several connections"),
]
PEOPLE = 8


def all_at_once(tries: list[Callable[[], object]]) -> list[str]:
    """What became of each try, all begun together: 'done' or the name of what was raised."""
    told, start = [""] * len(tries), threading.Barrier(len(tries))

    def run(place: int) -> None:
        start.wait()
        try:
            tries[place]()
            told[place] = "done"
        except Exception as fault:
            told[place] = type(fault).__name__
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(tries))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(told)


def test_of_several_first_agreements_one_is_kept_and_the_others_are_shown_both_texts() -> None:
    cycle = an_open_cycle()
    people = [an_approver() for _ in range(PEOPLE)]

    def agree(place: int) -> Callable[[], object]:
        return lambda: actions.agree(
            cycle, by=people[place], statement=PLAN, version=0, level=1, rationale=f"Words of {place}"
        )

    assert all_at_once([agree(place) for place in range(PEOPLE)]) == [Conflict.__name__] * (PEOPLE - 1) + ["done"]
    assert (Agreement.objects.count(), Agreement.objects.get().version) == (1, 1)


def test_of_several_who_open_a_cycle_one_does() -> None:
    people = [an_approver() for _ in range(PEOPLE)]

    def begin(place: int) -> Callable[[], object]:
        return lambda: actions.open_cycle(by=people[place], partnership=CAMDEN, title=f"Cycle of {place}")

    told = all_at_once([begin(place) for place in range(PEOPLE)])
    assert told == [ValidationError.__name__] * (PEOPLE - 1) + ["done"]
    assert Cycle.objects.count() == 1


def test_a_figure_that_several_keep_is_kept_once() -> None:
    cycle = an_open_cycle()
    people = [an_actor() for _ in range(PEOPLE)]

    def keep(place: int) -> Callable[[], object]:
        return lambda: actions.add_figure(
            cycle, by=people[place], statement=DATA, indicator="ehc-plans-issued-in-20-weeks"
        )

    assert all_at_once([keep(place) for place in range(PEOPLE)]) == ["done"] * PEOPLE
    assert Evidence.objects.count() == 1


def test_evidence_that_somebody_sends_several_times_is_one_piece() -> None:
    sender = an_actor()

    def send() -> object:
        return once(actions.add_evidence, by=sender, partnership=CAMDEN, statements=[], kind="document", title="Report")

    assert all_at_once([send] * PEOPLE) == ["done"] * PEOPLE
    assert Evidence.objects.count() == 1
