"""A draft beside a plan in force: which of the two a page shows, and that its links stay in that one."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.hub.plans.actions.states import take_step
from goldenthread.hub.plans.models import Comment, Milestone, Plan
from tests.made.people import a_person, an_actor, signed_in
from tests.made.plans import CAMDEN, a_full_plan, a_plan

pytestmark = pytest.mark.django_db
PAGES = ("plan", "plan-tables", "plan-checks", "plan-sign-off", "plan-history", "plan-changes", "plan-return")


def url(name: str, *args: object) -> str:
    return reverse(name, args=[CAMDEN, *args])


@pytest.fixture
def writer(site: Client) -> Client:
    return signed_in(site, a_person())


@pytest.fixture
def two() -> tuple[Plan, Plan]:
    """A plan in force and the next draft."""
    live = a_full_plan(sections=3, actions=2, measures=2)
    Plan.objects.update(state="live")
    live.refresh_from_db()
    return live, take_step(live, by=an_actor("approver"), step="revise")


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return " ".join(response.content.decode().split())


def test_a_reader_opens_the_plan_in_force_and_is_shown_the_way_to_the_draft(
    writer: Client, two: tuple[Plan, Plan]
) -> None:
    live, draft = two
    page = shown(writer, url("plan"))
    assert "This plan is in force" in page
    assert f'href="/plans/{CAMDEN}/?plan={live.pk}" aria-current="true">In force</a>' in page
    assert f'href="/plans/{CAMDEN}/?plan={draft.pk}">Next draft</a>' in page


def test_a_partnership_with_one_plan_is_asked_for_no_choice(writer: Client) -> None:
    a_plan()
    page = shown(writer, url("plan"))
    assert "Which plan" not in page
    assert "?plan=" not in re.sub(r'action="[^"]*"', "", page.split("<main")[1].split("What to do first")[0])


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("page", [*PAGES, "plan-section"])
def test_every_link_of_a_page_stays_in_the_plan_it_is_of(
    writer: Client, two: tuple[Plan, Plan], page: str, which: int
) -> None:
    plan = two[which]
    address = url(page, "assessment") if page == "plan-section" else url(page)
    found = re.findall(r'(?:href|action)="(/plans/[^"#]*)', shown(writer, f"{address}?plan={plan.pk}"))
    of_things = re.compile(r"/plans/\w+/(priorities|actions|measures|milestones|comments)/\d+/")
    other = two[1 - which].pk  # the bar, and the other plan's own sign-off
    bar = {f"/plans/{CAMDEN}/?plan={other}", f"/plans/{CAMDEN}/sign-off/?plan={other}"}
    strays = [each for each in found if f"plan={plan.pk}" not in each and not of_things.match(each) and each not in bar]
    assert found
    assert strays == []


def test_a_plan_in_force_has_no_form_that_writes_and_its_progress_has(writer: Client, two: tuple[Plan, Plan]) -> None:
    live, _ = two
    action = live.prioritys.first().actions.first()
    for name, thing in (("plan-section-write", "assessment"), ("plan-priority-change", live.prioritys.first().pk)):
        response = writer.get(f"{url(name, thing)}?plan={live.pk}", follow=True)
        assert "its words stay as they are" in response.content.decode()
        assert "Save" not in response.content.decode()
    assert ">Save" in shown(writer, url("plan-action-change", action.pk)).replace("> ", ">")
    step = Milestone.objects.filter(action__priority__plan=live).first()
    assert ">Save" in shown(writer, url("plan-milestone", step.pk)).replace("> ", ">")


def test_what_is_written_without_a_plan_named_is_written_in_the_draft(writer: Client, two: tuple[Plan, Plan]) -> None:
    _, draft = two
    writer.post(f"{url('plan-priority-new')}?indicator=ehc-plans", {"as_it_is": "yes"})
    assert draft.prioritys.filter(origin="figure").exists()


def test_a_comment_on_the_plan_in_force_is_kept_there(writer: Client, two: tuple[Plan, Plan]) -> None:
    live, _ = two
    form = re.search(r'action="(/plans/[^"]*/comments/[^"]*)"', shown(writer, url("plan-section", "assessment")))
    assert form
    sent = {"kind": "section", "object_id": "assessment", "text": "As it stands"}
    response = writer.post(form[1].replace("&amp;", "&"), sent)
    assert Comment.objects.get().plan == live
    assert f"plan={live.pk}" in response["Location"]


def test_a_table_is_commented_on_where_it_stands_and_named_in_its_file(writer: Client) -> None:
    a_plan()
    assert "Say something" in shown(writer, url("plan-table", "table-10"))
    sent = {"kind": "table", "object_id": "table-10", "text": "Too few places"}
    writer.post(url("plan-comment"), sent)
    assert "Too few places" in shown(writer, url("plan-table", "table-10"))
    assert "camden-table-10-" in writer.get(url("plan-table-file", "table-10"))["Content-Disposition"]
