"""The golden thread has no cut end: from a gap to its priority and back, from every figure to what is known of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.hub.evidence.interface import readings
from goldenthread.hub.plans.actions.sections import answer
from goldenthread.hub.plans.models import Priority
from goldenthread.hub.plans.presenters.proof import figure_kept
from goldenthread.hub.plans.templates_in_force import template_of
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate
from tests.made.maturity import agreed, an_open_cycle
from tests.made.people import a_person, an_actor, signed_in
from tests.made.plans import CAMDEN, WEEKS, a_measure, a_plan, a_priority, an_action

pytestmark = pytest.mark.django_db
STATEMENT = "lawful-timescales"


def url(name: str, *args: object) -> str:
    return reverse(name, args=[CAMDEN, *args])


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return " ".join(response.content.decode().split())


@pytest.fixture
def writer(site: Client) -> Client:
    return signed_in(site, a_person())


@pytest.fixture
def of_a_gap(writer: Client) -> Priority:
    """A priority that came from a gap."""
    a_plan()
    agreed(an_open_cycle(), 1, STATEMENT, target_level=3, target_on=dt.date(2028, 3, 31))
    writer.post(f"{url('plan-priority-new')}?statement={STATEMENT}", {"as_it_is": "yes"})
    return Priority.objects.get()


def test_a_priority_leads_to_its_gap_and_to_each_figure_as_it_stood(writer: Client, of_a_gap: Priority) -> None:
    page = text_of(writer, url("plan-priority", of_a_gap.pk))
    assert f'href="{url("maturity-statement", STATEMENT)}"' in page
    kept = next(each for each in of_a_gap.evidence if each["period"])
    href = figure_kept(kept["indicator"], CAMDEN, kept["period"], kept["breakdown"], kept["build"])
    assert f'href="{href.replace("&", "&amp;")}"' in page
    assert f"build={kept['build']}" in href
    assert writer.get(href).status_code == 200


def test_a_gap_leads_to_the_priority_that_answers_it(writer: Client, of_a_gap: Priority) -> None:
    href = url("plan-priority", of_a_gap.pk)
    assert f'href="{href}"' in text_of(writer, url("maturity"))
    page = text_of(writer, url("maturity-statement", STATEMENT))
    assert f'href="{href}"' in page
    assert "Make this gap a priority" not in page
    assert f'href="{href}"' in text_of(writer, url("plan-section", "assessment"))
    again = writer.get(f"{url('plan-priority-new')}?statement={STATEMENT}")
    assert again["Location"] == href


def test_a_statement_at_its_target_is_no_gap(writer: Client) -> None:
    a_plan()
    cycle = an_open_cycle()
    agreed(cycle, 2, STATEMENT, target_level=2)
    assert "Make this gap a priority" not in text_of(writer, url("maturity-statement", STATEMENT))
    agreed(cycle, 2, "quality-of-plans", target_level=3)
    assert "Make this gap a priority" in text_of(writer, url("maturity-statement", "quality-of-plans"))


def test_a_priority_of_an_answer_leads_to_its_question(writer: Client) -> None:
    plan = a_plan()
    answer(plan, by=an_actor(), question="most-days-lost", version=0, text="In advice.", so_what="Advice sooner")
    writer.post(f"{url('plan-priority-new')}?question=most-days-lost", {"as_it_is": "yes"})
    page = text_of(writer, url("plan-priority", Priority.objects.get().pk))
    assert f'href="{url("plan-section", "assessment")}?plan={plan.pk}#question-most-days-lost"' in page
    section = text_of(writer, url("plan-section", "assessment"))
    assert f'In the plan: <a class="govuk-link" href="{url("plan-priority", Priority.objects.get().pk)}">' in section


def test_a_measure_leads_to_its_baseline_and_to_every_reading(writer: Client) -> None:
    measure = a_measure(an_action(a_priority(a_plan())))
    page = text_of(writer, url("plan-measure", measure.pk))
    href = figure_kept(WEEKS, CAMDEN, measure.baseline_period, "total", measure.baseline_build).replace("&", "&amp;")
    assert page.count(f'href="{href}"') == 2
    assert "London" in page
    assert "gt-way__before" in page
    assert "From bottom to top the drawing goes from" in page


def test_a_build_that_is_not_kept_any_more_is_not_named() -> None:
    assert "build=" not in figure_kept(WEEKS, CAMDEN, "2024", "total", "0123456789ab")
    assert "build=" not in figure_kept(WEEKS, CAMDEN, "2024", "total", "no build")
    assert figure_kept("", CAMDEN, "2024") == ""


@pytest.mark.parametrize(
    ("statement", "section"),
    [
        ("help-without-diagnosis", "early-years"), ("foreseeing-money", "finance"), ("quality-of-plans", "assessment"),
        ("settling-disagreements", "co-production"), ("preparing-for-adulthood", "adulthood"), ("joined-data", "data"),
        ("joint-commissioning", "health"), ("buying-together", "independent"), ("forecasting-places", "places"),
        ("attending-and-belonging", "alternative-provision"), ("replying-to-families", "co-production"),
    ],
)  # fmt: skip
def test_a_gap_is_answered_in_the_section_that_is_about_it(statement: str, section: str) -> None:
    assert template_of(a_plan()).section_of_gap(statement, "no-pillar").id == section


def test_a_statement_that_no_section_names_goes_where_its_pillar_is_first() -> None:
    assert template_of(a_plan()).section_of_gap("of-a-later-framework", "early-years").id == "population"


def test_a_statement_is_answered_in_one_section_alone() -> None:
    template = template_of(a_plan()).model_dump()
    template["sections"][0]["statements"] = ("joined-data",)
    with pytest.raises(ValueError, match="a statement is named by two sections"):
        PlanTemplate.model_validate(template)


def test_a_figure_that_is_absent_is_no_one_step_priority(site: Client) -> None:
    city, by = "E09000001", an_actor("approver", "city-of-london")
    template = template_of(a_plan(by=by, partnership=city))
    writer = signed_in(site, a_person("contributor", "city-of-london"))
    wanted = [(each, shown) for each in template.sections for shown in each.indicators]
    figures = readings(city, [(shown.indicator, shown.key) for _, shown in wanted])
    section, absent = next(
        (section, figure)
        for section, shown in wanted
        if (figure := figures.get((shown.indicator, shown.key))) and figure.latest and figure.latest.value is None
    )
    page = text_of(writer, reverse("plan-section", args=[city, section.id]))
    assert absent.title in page
    assert f'Make this a priority<span class="govuk-visually-hidden">: {absent.title}</span>' not in page
