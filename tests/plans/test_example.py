"""The worked example: made once, of published figures, marked throughout, and never beside anybody's own words."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.hub.maturity.models import Agreement, Cycle, Evidence, Judgement
from goldenthread.hub.people.interface import Actor, actor_for
from goldenthread.hub.people.models import Person
from goldenthread.hub.plans.checks import examine
from goldenthread.hub.plans.models import (
    Action,
    Answer,
    Comment,
    Plan,
    Priority,
    SectionText,
    SuccessMeasure,
)
from goldenthread.hub.plans.queries.examined import examined_plan
from goldenthread.hub.plans.templates_in_force import newest_template
from goldenthread.warehouse import open_store
from goldenthread.warehouse.definitions.examples import Example
from tests.made.example import the_example
from tests.made.people import signed_in
from tests.made.plans import CAMDEN

TODAY = dt.date(2026, 11, 26)


@pytest.fixture(scope="module")
def example(django_db_setup: None, django_db_blocker: Any, store_folder: Path) -> Iterator[Example]:
    """The example, made once for the tests that only read it."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setenv("GOLDENTHREAD_STORE", str(store_folder))
        with the_example() as (made, _):
            yield made


@pytest.fixture
def head(example: Example, db: None) -> Actor:
    return actor_for(Person.objects.get(email="head@example.invalid"), True)


def pages() -> dict[str, str]:
    """Every kind of page of the example's plan."""
    things = {"priority": Priority, "action": Action, "measure": SuccessMeasure}
    return {
        **{name: reverse(name, args=[CAMDEN]) for name in (
            "plan", "plan-tables", "plan-changes", "plan-checks", "plan-sign-off", "plan-outputs", "plan-history"
        )},
        **{f"plan-{name}": reverse(f"plan-{name}", args=[CAMDEN, model._default_manager.all()[0].pk])
           for name, model in things.items()},
        "plan-section": reverse("plan-section", args=[CAMDEN, "assessment"]),
    }  # fmt: skip


# ------------------------------------------------------------------ what it says


def test_the_example_is_a_whole_plan_by_the_newest_template(example: Example, db: None) -> None:
    plan = Plan.objects.get()
    assert (plan.partnership, plan.is_example, plan.title) == (CAMDEN, True, example.title)
    assert (
        (plan.template, plan.template_version) == newest_template().key == (example.template, example.template_version)
    )
    assert SectionText.objects.filter(is_ready=True).count() == len(newest_template().sections)
    assert Priority.objects.count() == len(example.priorities)
    assert not Action.objects.filter(measures=None).exists()


def test_no_place_for_a_figure_is_left_empty(example: Example, db: None) -> None:
    for text in SectionText.objects.all():
        assert not re.search(r"[{}]|no figure|in any period", text.narrative), text.section


@pytest.mark.parametrize(
    ("section", "indicator"),
    [
        ("story", "ehc-plans"), ("assessment", "ehc-plans-issued-in-20-weeks"),
        ("assessment", "review-decisions-in-4-weeks"), ("mainstream", "suspension-rate"),
        ("alternative-provision", "persistent-absence"), ("finance", "dsg-deficit-carried-forward"),
    ],
)  # fmt: skip
def test_figures_in_its_texts_are_the_published_ones(example: Example, db: None, section: str, indicator: str) -> None:
    published = abs(newest_published(indicator))  # a text says surplus or deficit in words
    numbers = [
        float(found.replace(",", "").replace("£", ""))
        for found in re.findall(r"£?\d[\d,]*(?:\.\d+)?", SectionText.objects.get(section=section).narrative)
    ]
    assert any(number == pytest.approx(published, abs=0.051) for number in numbers), (published, numbers)


def test_its_measures_start_from_published_figures(example: Example, db: None) -> None:
    bound = SuccessMeasure.objects.exclude(indicator="").filter(breakdown="total")
    assert bound.count() >= 6
    for measure in bound:
        published = newest_published(measure.indicator)
        assert float(measure.baseline_value or 0) == pytest.approx(published, abs=0.051), measure.indicator


def test_a_critical_reader_finds_nothing_that_is_wrong_or_missing(head: Actor) -> None:
    examined = dataclasses.replace(examined_plan(Plan.objects.get(), head), today=TODAY)
    grave = [each.text for each in examine(examined) if each.severity != "look"]
    assert grave == []
    assert {each.check for each in examine(examined)} <= {"gap-no-priority"}


# ------------------------------------------------------------------ how it is marked


def test_every_text_says_that_it_is_an_example(example: Example, db: None) -> None:
    texts = [
        *SectionText.objects.values_list("narrative", flat=True), *Answer.objects.values_list("text", flat=True),
        *Priority.objects.values_list("why", flat=True), *Comment.objects.values_list("text", flat=True),
        *SuccessMeasure.objects.filter(indicator="").values_list("note", flat=True),
        *Judgement.objects.values_list("rationale", flat=True), *Agreement.objects.values_list("rationale", flat=True),
        *Evidence.objects.exclude(kind="indicator").values_list("title", flat=True),
        *Cycle.objects.values_list("title", flat=True), *Plan.objects.values_list("title", flat=True),
        *Person.objects.filter(is_example=True).values_list("name", flat=True),
    ]  # fmt: skip
    assert len(texts) > 100
    assert [text for text in texts if "example" not in text.lower()] == []


def test_every_page_of_it_says_that_it_is_an_example(head: Actor, site: Client) -> None:
    signed_in(site, Person.objects.get(pk=int(head.key)))
    for name, address in pages().items():
        page = site.get(address).content.decode()
        assert "Example: not the borough’s own words" in page, name


def test_other_boroughs_do_not_meet_the_example(example: Example, site: Client, db: None) -> None:
    signed_in(site, Person.objects.get(email="region@example.invalid"))
    page = site.get(reverse("across-london")).content.decode()
    for each in example.priorities:
        assert each.title not in page


def test_the_example_s_health_lead_begins_a_plan_as_the_tutorial_says(example: Example, site: Client, db: None) -> None:
    signed_in(site, Person.objects.get(email="health@example.invalid"))
    assert "Start the plan" in site.get("/plans/E09000003/").content.decode()
    site.post(reverse("plan-start", args=["E09000003"]))
    assert "See what the figures say" in site.get("/plans/E09000003/").content.decode()
    made = (
        f"{reverse('plan-priority-new', args=['E09000003'])}?indicator=ehc-plans-issued-in-20-weeks&section=assessment"
    )
    site.post(made, {"as_it_is": "1"})
    priority = Priority.objects.get(plan__partnership="E09000003")
    told = {"title": "Bases in six schools", "target_value": "95", "target_on": "31 December 2028"}
    address = reverse("plan-action-first", args=["E09000003", priority.pk])
    offered = re.search(r'<option value="([^"]*ehc-plans-issued-in-20-weeks[^"]*)"', site.get(address).content.decode())
    assert offered
    assert site.post(address, {**told, "indicator": offered[1]}).status_code == 302
    assert SuccessMeasure.objects.get(action__priority=priority).baseline_value is not None
    assert not Plan.objects.get(partnership="E09000003").is_example


def newest_published(indicator: str) -> float:
    """Camden's newest figure as the warehouse answers it, without the site."""
    found = {
        each.period: each.value for each in open_store().query(indicator, areas=["Camden"]) if each.value is not None
    }
    return float(found[max(found)])
