"""A form that is sent twice, or by two people at once, makes one thing."""

from __future__ import annotations

import datetime as dt
import importlib

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldenthread.hub.audit.interface import history
from goldenthread.hub.audit.models import Event, Revision
from goldenthread.hub.people.interface import A_MOMENT
from goldenthread.hub.plans.actions.actions import add_milestone
from goldenthread.hub.plans.actions.comments import comment
from goldenthread.hub.plans.actions.copying import copy_plan
from goldenthread.hub.plans.actions.priorities import add_priority
from goldenthread.hub.plans.actions.sections import answer
from goldenthread.hub.plans.models import Action, Comment, Milestone, Priority, Reading
from tests.made.people import a_person, an_actor, signed_in
from tests.made.plans import CAMDEN, a_local_measure, a_plan, a_priority, an_action

pytestmark = pytest.mark.django_db
QUESTION = "most-days-lost"
MIGRATION = "goldenthread.hub.plans.migrations.0003_one_priority_of_an_answer_or_gap"


def url(name: str, *args: object) -> str:
    return reverse(name, args=[CAMDEN, *args])


@pytest.fixture
def writer(site: Client) -> Client:
    return signed_in(site, a_person())


def later() -> None:
    """More than a moment passes."""
    Revision.objects.update(at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


def test_a_new_priority_sent_twice_is_one_and_opened_both_times(writer: Client) -> None:
    a_plan()
    told = {"title": "Plans in time", "section": "assessment"}
    first, second = (writer.post(url("plan-priority-new"), told) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Priority.objects.count() == 1
    assert Event.objects.filter(kind="priority").count() == 1
    writer.post(url("plan-priority-new"), {**told, "title": "Another"})
    later()
    writer.post(url("plan-priority-new"), told)
    assert Priority.objects.count() == 3


def test_the_same_words_of_somebody_else_or_elsewhere_are_another_thing(writer: Client) -> None:
    plan = a_plan()
    told = {"title": "Plans in time", "section": "assessment"}
    writer.post(url("plan-priority-new"), told)
    signed_in(Client(), a_person()).post(url("plan-priority-new"), told)
    assert Priority.objects.count() == 2
    for priority in (a_priority(plan), a_priority(plan)):
        writer.post(url("plan-action-new", priority.pk), {"title": "Do it", "status": "not-started"})
    assert Action.objects.count() == 2


def test_actions_and_steps_sent_twice_are_one(writer: Client) -> None:
    plan = a_plan()
    priority = a_priority(plan)
    action = an_action(priority)
    for _ in range(2):
        writer.post(url("plan-action-new", priority.pk), {"title": "Do it", "status": "not-started"})
        writer.post(
            url("plan-milestone-new", action.pk),
            {"milestone-title": "Half way", "milestone-due_on": "1 June 2027"},
        )  # fmt: skip
    assert Action.objects.filter(title="Do it").count() == 1
    assert Milestone.objects.count() == 1


def test_an_answer_makes_one_priority_whoever_asks(writer: Client) -> None:
    plan = a_plan()
    answer(plan, by=an_actor(), question=QUESTION, version=0, text="Advice is late", so_what="Buy advice")
    address = f"{url('plan-priority-new')}?question={QUESTION}"
    writer.post(address, {"as_it_is": "yes"})
    signed_in(Client(), a_person()).post(address, {"as_it_is": "yes"})
    page = writer.post(address, {"title": "Another title", "section": "assessment"})
    assert "is a priority already" in page.content.decode()
    with pytest.raises(ValidationError, match="priority already"):
        add_priority(plan, by=an_actor(), section="assessment", title="x", origin="answer", origin_id=QUESTION)
    assert Priority.objects.count() == 1
    assert copy_plan(plan, by=an_actor("approver")).prioritys.count() == 1  # a later plan has its own


def test_doubles_of_before_stay_as_written_by_hand() -> None:
    plan = a_plan()
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_priority_of_an_answer_or_gap")  # comes back when the test is undone
    made = [
        Priority.objects.create(plan=plan, section="assessment", title=f"P{n}", origin=origin, origin_id=origin_id)
        for n, (origin, origin_id) in enumerate([("gap", "a"), ("gap", "a"), ("answer", "a"), ("gap", ""), ("gap", "")])
    ]
    importlib.import_module(MIGRATION).keep_the_first(apps, None)
    told = [(each.origin, each.origin_id) for each in Priority.objects.order_by("pk")]
    assert told == [("gap", "a"), ("own", ""), ("answer", "a"), ("gap", ""), ("gap", "")]
    assert len(made) == 5


def test_a_comment_and_a_reading_sent_twice_are_one(writer: Client) -> None:
    measure = a_local_measure(an_action(a_priority(a_plan())))
    plan = measure.action.priority.plan
    said = {"kind": "plan", "object_id": plan.pk, "text": "Look at this."}
    for _ in range(2):
        writer.post(url("plan-comment"), said)
        told = {"reading-on": "1 July 2026", "reading-value": "60", "reading-note": ""}
        assert writer.post(url("plan-reading-new", measure.pk), told).status_code == 302
    assert (Comment.objects.count(), Reading.objects.filter(period="2026-07-01").count()) == (1, 1)
    writer.post(url("plan-comment"), {**said, "text": "And at that."})
    comment(plan, by=an_actor(), kind="plan", object_id=plan.pk, text="Look at this.")
    assert Comment.objects.count() == 3
    Comment.objects.update(at=timezone.now() - 2 * A_MOMENT)
    writer.post(url("plan-comment"), said)
    assert Comment.objects.count() == 4


def test_a_step_is_removed_once_it_is_asked(writer: Client) -> None:
    step = add_milestone(an_action(a_priority(a_plan())), by=an_actor(), title="Half way", due_on=dt.date(2027, 6, 30))
    assert "Remove this step" in writer.get(url("plan-milestone", step.pk)).content.decode()
    asked = writer.post(url("plan-milestone-remove", step.pk))
    assert Milestone.objects.exists()
    seen = dict(asked.context["sent"])
    assert writer.post(url("plan-milestone-remove", step.pk), {**seen, "sure": "yes"}).status_code == 302
    assert not Milestone.objects.exists()
    assert history("milestone", step.pk)
