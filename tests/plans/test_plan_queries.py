"""Pages ask the database a fixed number of questions, however much is in the plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.hub.plans.actions.comments import comment
from goldenthread.hub.plans.interface import assigned_to
from goldenthread.hub.plans.models import Action, Plan, Priority, SectionText, SuccessMeasure
from tests.made.people import a_person, an_actor, signed_in
from tests.made.plans import CAMDEN, a_full_plan, a_local_measure, an_action

pytestmark = pytest.mark.django_db
MOST = 40


def url(name: str, *args: object) -> str:
    return reverse(name, args=[CAMDEN, *args])


def asked(client: Client, address: str) -> int:
    client.get(address)  # sessions, and what a first reader reads
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def say_something(plan: Plan) -> None:
    """On the plan, a section and every priority."""
    by = an_actor("approver")
    comment(plan, by=by, kind="plan", object_id=plan.pk, text="Well said")
    comment(plan, by=by, kind="section", object_id="story", text="Well said")
    for priority in Priority.objects.filter(plan=plan):
        comment(plan, by=by, kind="priority", object_id=priority.pk, text="Well said")


def grow(plan: Plan) -> None:
    """Twice as much of everything, by people of other names."""
    for _ in range(3):
        by = an_actor("approver")
        say_something(plan)
        for priority in Priority.objects.filter(plan=plan):
            action = an_action(priority, by, "One more")
            for number in range(3):
                a_local_measure(action, by, f"One more {number}")


@pytest.mark.parametrize(
    "address",
    [
        lambda: url("plan"),
        lambda: url("plan-section", "story"),
        lambda: url("plan-history"),
        lambda: url("plan-priority", Priority.objects.order_by("pk")[0].pk),
        lambda: url("plan-action", Action.objects.order_by("pk")[0].pk),
        lambda: url("plan-measure", SuccessMeasure.objects.order_by("pk")[0].pk),
        lambda: url("plan-thing-history", "priority", Priority.objects.order_by("pk")[0].pk),
    ],
    ids=["plan", "section", "history", "priority", "action", "measure", "history of a thing"],
)
def test_a_page_asks_as_often_for_a_large_plan_as_for_a_small_one(site: Client, address: Callable[[], str]) -> None:
    plan = a_full_plan(sections=3, actions=3, measures=3)
    say_something(plan)
    signed_in(site, a_person("approver"))
    small = asked(site, address())
    grow(plan)
    assert asked(site, address()) <= small
    assert small <= MOST


def test_work_given_to_somebody_is_read_in_three_queries_and_stands_on_their_own_page(site: Client) -> None:
    plan = a_full_plan(sections=3, actions=3, measures=0)
    person = a_person("contributor")
    SectionText.objects.filter(plan=plan).update(assigned_to=person.key)
    Priority.objects.filter(plan=plan).update(assigned_to=person.key)
    Action.objects.update(assigned_to=person.key)
    signed_in(site, person)
    page = site.get(reverse("members")).content.decode()
    assert "Given to you" in page
    assert url("plan-section", "story") in page
    assert page.count("Camden’s plan") == 9


def test_work_that_is_done_or_of_another_borough_is_not_given(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    plan = a_full_plan(sections=2, actions=2, measures=0)
    stranger, colleague = an_actor(organisation="barnet"), an_actor()
    Action.objects.update(assigned_to=stranger.key)
    assert assigned_to(stranger) == ()
    Action.objects.update(assigned_to=colleague.key, status="done")
    SectionText.objects.filter(plan=plan).update(assigned_to=colleague.key, is_ready=True)
    with django_assert_num_queries(3):
        assert assigned_to(colleague) == ()
