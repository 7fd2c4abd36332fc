"""What a priority is made of: a gap in maturity, a figure, an answer."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.hub.maturity.models import Agreement
from goldenthread.hub.plans.models import Priority
from goldenthread.hub.plans.origins import from_figure, shortened
from goldenthread.hub.plans.templates_in_force import template_of
from tests.made.documents import a_document, words_of
from tests.made.maturity import a_closed_cycle, agreed, an_open_cycle
from tests.made.people import a_person, signed_in
from tests.made.plans import CAMDEN, a_plan

pytestmark = pytest.mark.django_db
STATEMENT = "one-shared-plan"


def url(name: str, *args: object) -> str:
    return reverse(name, args=[CAMDEN, *args])


@pytest.fixture
def writer(site: Client) -> Client:
    return signed_in(site, a_person())


def test_a_gap_stands_in_its_section_and_becomes_a_priority(writer: Client) -> None:
    a_plan()
    cycle = an_open_cycle()
    agreed(cycle, 1, STATEMENT, target_level=3, target_on=dt.date(2028, 3, 31))
    page = " ".join(writer.get(url("plan-section", "story")).content.decode().split())
    assert "Where the partnership stands" in page
    assert "Emerging now; wanted: established by 31 March 2028." in page
    writer.post(f"{url('plan-priority-new')}?statement={STATEMENT}&section=story", {"as_it_is": "yes"})
    priority = Priority.objects.get()
    assert (priority.origin, priority.origin_id, priority.section) == ("gap", STATEMENT, "story")
    assert "to established" in priority.title
    again = " ".join(writer.get(url("plan-section", "story")).content.decode().split())
    assert "a priority already" in again


def test_a_level_that_the_regional_team_moderated_is_named_beside_the_agreed_one(writer: Client) -> None:
    plan, cycle = a_plan(), an_open_cycle()
    agreed(cycle, 2, STATEMENT, target_level=4)
    writer.post(f"{url('plan-priority-new')}?statement={STATEMENT}&section=story", {"as_it_is": "yes"})
    priority = Priority.objects.get()
    assert "moderated" not in writer.get(url("plan-priority", priority.pk)).content.decode()
    Agreement.objects.filter(cycle=cycle, statement=STATEMENT).update(moderated_level=1)
    both = "developing now (moderated by the regional team: emerging)"
    assert both in writer.get(url("plan-priority", priority.pk)).content.decode()
    assert both.capitalize() in " ".join(writer.get(url("plan-section", "story")).content.decode().split())
    told = "Maturity of the statement it came from: Developing; moderated by the regional team: Emerging"
    assert told in words_of(a_document(plan))


def test_a_gap_without_a_section_named_goes_where_its_pillar_is(writer: Client) -> None:
    a_plan()
    agreed(an_open_cycle(), 1, STATEMENT, target_level=2)
    writer.post(f"{url('plan-priority-new')}?statement={STATEMENT}", {"as_it_is": "yes"})
    assert Priority.objects.get().section == "story"


def test_what_is_not_judged_is_said_and_is_no_level(writer: Client) -> None:
    a_plan()
    an_open_cycle()
    page = " ".join(writer.get(url("plan-section", "story")).content.decode().split())
    assert "Not judged." in page
    assert "No level reached" not in page


def test_a_partnership_without_an_assessment_has_no_part_about_it(writer: Client) -> None:
    a_plan()
    assert "Where the partnership stands" not in writer.get(url("plan-section", "story")).content.decode()


def test_a_closed_assessment_without_targets_has_no_gaps(writer: Client) -> None:
    a_plan()
    a_closed_cycle()
    page = " ".join(writer.get(url("plan-section", "story")).content.decode().split())
    assert "No statement of it is below where you want it." in page


def test_the_same_question_can_be_written_by_hand_with_its_figure_under_it(writer: Client) -> None:
    a_plan()
    address = f"{url('plan-priority-new')}?indicator=ehc-plans|total&section=story"
    assert "It rests on this figure" in writer.get(address).content.decode()
    writer.post(address, {"title": "Fewer plans too late", "section": "story", "theme": "", "why": ""})
    priority = Priority.objects.get()
    assert (priority.title, priority.origin) == ("Fewer plans too late", "figure")
    assert priority.evidence[0]["indicator"] == "ehc-plans"


def test_a_priority_of_ones_own_says_what_is_missing_and_keeps_what_was_typed(writer: Client) -> None:
    a_plan()
    response = writer.post(url("plan-priority-new"), {"title": "", "why": "Because", "section": "story"})
    page = response.content.decode()
    assert "Write a title." in page
    assert "Because" in page
    assert not Priority.objects.exists()


def test_a_borough_without_the_figure_gets_a_priority_that_says_so() -> None:
    """Waits are not published for boroughs."""
    plan = a_plan()
    origin = from_figure(plan, template_of(plan), "community-paediatrics-waits-over-18-weeks", "total", None)
    assert origin is not None
    assert origin.title.endswith("no figure (not in the source)")
    assert origin.evidence[0]["value"] is None


@pytest.mark.parametrize(
    "text, title",
    [
        ("Buy advice. Soon.", "Buy advice"), ("First line\nsecond", "First line"), ("  ", ""), ("", ""),
        ("x" * 300, "x" * 199 + "…"),
    ],
)  # fmt: skip
def test_a_title_is_the_first_sentence_and_no_longer_than_a_title(text: str, title: str) -> None:
    assert shortened(text) == title


@pytest.mark.parametrize(
    "indicator, theme",
    [
        ("review-decisions-in-4-weeks", "reviews"),
        ("ceased-plans-per-100", "reviews"),
        ("ehc-plans-issued-in-20-weeks", "timeliness"),
        ("plans-in-mainstream", "inclusion"),  # no theme of plans is of placements alone, so that of the section
        ("ehc-plans", ""),
    ],
)
def test_a_priority_is_about_what_its_figure_is_about_whatever_the_section(indicator: str, theme: str) -> None:
    plan = a_plan()
    origin = from_figure(plan, template_of(plan), indicator, "total", None)
    assert origin is not None
    assert origin.theme == theme
