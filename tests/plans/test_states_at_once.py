"""Several people taking a step or signing at the same moment: one clear winner, and the others are told.

On PostgreSQL: SQLite's database in memory is one connection's.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from goldenthread.hub.people.interface import Actor
from goldenthread.hub.plans.actions.states import StepRefused, sign, take_step
from goldenthread.hub.plans.models import Plan, SignOff, Transition
from tests.made.organisations import places_of
from tests.made.people import an_actor
from tests.made.plans import CAMDEN, a_plan

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="asks for several connections"),
]
PEOPLE = 4


def at_once(everyone: list[Actor], do: Callable[[Plan, Actor], object]) -> list[str]:
    """What each is told: '' where it was done."""

    def one(actor: Actor) -> str:
        try:
            do(Plan.objects.get(), actor)
        except StepRefused as refused:
            return refused.messages[0]
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(one, everyone))


@pytest.mark.parametrize(
    "state, step", [("draft", "send-to-partners"), ("submitted", "go-live"), ("signed", "take-back")]
)
def test_of_several_who_take_a_step_at_once_one_does(state: str, step: str) -> None:
    a_plan(state=state)
    told = at_once(
        [an_actor("approver") for _ in range(PEOPLE)], lambda plan, actor: take_step(plan, by=actor, step=step)
    )
    assert told.count("") == 1
    assert Transition.objects.filter(step=step).count() == 1
    assert all("faster" in words or "cannot be done" in words for words in told if words)


def test_of_several_who_begin_a_next_draft_at_once_one_does() -> None:
    plan = a_plan(state="live")
    told = at_once(
        [an_actor("approver") for _ in range(PEOPLE)],
        lambda _, actor: take_step(Plan.objects.get(pk=plan.pk), by=actor, step="revise"),
    )
    assert told.count("") == 1
    assert Plan.objects.filter(state="draft").count() == 1


def test_of_several_who_sign_in_the_same_slot_at_once_one_does() -> None:
    a_plan(state="partner-review")
    told = at_once([an_actor("approver") for _ in range(PEOPLE)], lambda plan, actor: sign(plan, by=actor, slot="dcs"))
    assert told.count("") == 1
    assert SignOff.objects.filter(withdrawn_at=None).count() == 1


def test_signatures_of_all_slots_given_at_once_make_it_a_signed_plan() -> None:
    plan, where = a_plan(state="partner-review"), places_of(CAMDEN)
    sign(plan, by=an_actor("approver", where["forum"]), slot="parent-carer-forum")
    everyone = [an_actor("approver"), an_actor("finance"), an_actor("approver", where["icb"]), an_actor("approver")]
    slots = dict(
        zip((each.key for each in everyone), ("dcs", "section-151", "icb-executive", "lead-member"), strict=True)
    )
    assert at_once(everyone, lambda plan, actor: sign(plan, by=actor, slot=slots[actor.key])) == [""] * PEOPLE
    assert Plan.objects.get().state == "signed"
    assert Transition.objects.filter(step="last-signature").count() == 1
