"""Addresses and forms that nobody honest sends: a clear answer, never a fault, and nothing written."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.hub.plans.actions.sections import write_section
from goldenthread.hub.plans.models import Action, Answer, Comment, Plan, Priority, SectionText, SuccessMeasure
from tests.made.people import a_person, an_actor, signed_in
from tests.made.plans import CAMDEN, WEEKS, a_plan, a_priority, an_action

pytestmark = pytest.mark.django_db
HUGE = 10**30
STRANGE = ["", "\x00", "²", "-1", "1.5", "' OR 1=1 --", "<script>", "x" * 5000, "=", "a=b=c,,=", "|", "total|=", "‮"]


def the_plan() -> Plan:
    """The one that the writer's fixture made."""
    return Plan.objects.get(partnership=CAMDEN)


def url(name: str, *args: object) -> str:
    return reverse(name, args=[CAMDEN, *args])


@pytest.fixture
def writer(site: Client) -> Client:
    a_plan()
    return signed_in(site, a_person())


@pytest.mark.parametrize("name", ["plan-priority", "plan-action", "plan-measure", "plan-milestone"])
def test_a_number_larger_than_any_thing_is_not_found(writer: Client, name: str) -> None:
    assert writer.get(url(name, HUGE)).status_code == 404
    assert writer.get(url("plan-thing-history", "action", HUGE)).status_code == 404


@pytest.mark.parametrize("name", ["question", "statement", "indicator", "section"])
def test_strange_origins_make_nothing(writer: Client, name: str) -> None:
    for value in STRANGE:
        for of_form in ({"as_it_is": "yes"}, {"title": ""}):
            response = writer.post(f"{url('plan-priority-new')}?{name}={quote(value)}", of_form)
            assert response.status_code in (200, 302, 404), value
    made = Priority.objects.exclude(origin="own")
    assert not made.exists()


def test_strange_comments_are_refused(writer: Client) -> None:
    for kind in ("priority", "plan", "section", *STRANGE):
        for object_id in STRANGE:
            response = writer.post(url("plan-comment"), {"kind": kind, "object_id": object_id, "text": "Hello"})
            assert response.status_code == 400, (kind, object_id)
    assert not Comment.objects.exists()


def test_strange_versions_overwrite_nothing(writer: Client) -> None:
    plan_text = url("plan-section-write", "story")
    write_section(the_plan(), by=an_actor(), section="story", version=0, narrative="Theirs")
    for version in STRANGE:
        assert writer.post(plan_text, {"version": version, "narrative": "Mine"}).status_code in (200, 409)
    assert SectionText.objects.get().narrative == "Theirs"


def test_strange_measures_are_refused(writer: Client) -> None:
    action = an_action(a_priority(the_plan()))
    right = {"indicator": f"{WEEKS}|total", "target_value": "97", "target_on": "31 December 2028"}
    for name in right:
        for value in set(STRANGE) - {"1.5"}:  # which is a target
            response = writer.post(url("plan-measure-new", action.pk), {**right, name: value})
            assert response.status_code == 200, (name, value)
    assert not SuccessMeasure.objects.exists()


def test_a_text_that_is_too_long_is_told_how_long_it_may_be_and_is_kept_in_the_form(writer: Client) -> None:
    response = writer.post(url("plan-section-write", "story"), {"version": "0", "narrative": "W" * 40_001})
    page = response.content.decode()
    assert "at most 40000" in page
    assert "W" * 40_001 in page
    assert not SectionText.objects.exists()


def test_an_answer_with_null_characters_is_refused(writer: Client) -> None:
    response = writer.post(url("plan-answer", "most-days-lost"), {"most-days-lost-text": "a\x00b"})
    assert response.status_code == 400
    assert not Answer.objects.exists()


def test_forms_are_not_taken_from_other_sites(site: Client) -> None:
    a_plan()
    strict = signed_in(Client(enforce_csrf_checks=True), a_person())
    assert strict.post(url("plan-section-write", "story"), {"version": "0", "narrative": "Mine"}).status_code == 403
    assert not SectionText.objects.exists()


def test_nothing_is_changed_by_opening_an_address(writer: Client) -> None:
    action = an_action(a_priority(the_plan()))
    for name, argument in (
        ("plan-action-remove", action.pk), ("plan-priority-remove", action.priority_id), ("plan-answer", "most-days-lost"),
        ("plan-milestone-new", action.pk), ("plan-section-handle", "story"),
    ):  # fmt: skip
        assert writer.get(url(name, argument)).status_code == 405, name
    assert Action.objects.count() == 1


def test_people_of_the_same_borough_who_only_read_change_nothing(site: Client) -> None:
    action = an_action(a_priority(a_plan()))
    signed_in(site, a_person("viewer"))
    for name, argument in (
        ("plan-action-remove", action.pk), ("plan-action-change", action.pk), ("plan-measure-new", action.pk),
        ("plan-section-write", "story"), ("plan-answer", "most-days-lost"), ("plan-priority-change", action.priority_id),
    ):  # fmt: skip
        assert site.post(url(name, argument), {"title": "Mine", "version": "1"}).status_code == 403, name
    action.refresh_from_db()
    assert action.version == 1


def test_a_thing_of_another_boroughs_plan_is_not_changed_through_ones_own(site: Client) -> None:
    barnet = a_plan(an_actor("approver", "barnet"), "E09000003")
    theirs = an_action(a_priority(barnet, an_actor("approver", "barnet")), an_actor("approver", "barnet"))
    a_plan()
    signed_in(site, a_person("approver"))
    for name in ("plan-action", "plan-action-change", "plan-measure-new"):
        assert site.get(url(name, theirs.pk)).status_code == 404, name
    assert site.post(url("plan-action-remove", theirs.pk)).status_code == 404
    assert Action.objects.filter(pk=theirs.pk).exists()
