"""The page of the examination: what it shows, to whom, and what its buttons do."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from goldenthread.hub.audit.interface import history
from goldenthread.hub.plans.actions.sections import write_section
from goldenthread.hub.plans.models import Plan, Priority, Reading, SectionText, SuccessMeasure
from tests.made.people import a_person, an_actor, an_organisation, signed_in
from tests.made.plans import CAMDEN, a_full_plan, a_measure, a_plan, a_priority, an_action

pytestmark = pytest.mark.django_db
ADDRESS = f"/plans/{CAMDEN}/checks/"


def text_of(client: Client, address: str = ADDRESS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def key_of(text: str, button: str) -> str:
    """The finding whose button has these words."""
    return re.findall(rf'name="finding" value="(\w+)"(?:(?!</form>).)*?{button}', text)[-1]


def test_an_empty_plan_is_told_what_is_missing_section_by_section(client: Client) -> None:
    a_plan()
    text = text_of(signed_in(client, a_person("viewer")))
    assert "Nothing is written in section 1." in text
    assert "things found:" in text
    assert "Table 5.1 is empty." in text


def test_one_section_is_shown_alone_and_one_that_there_is_not_is_not_found(client: Client) -> None:
    a_plan()
    reader = signed_in(client, a_person("viewer"))
    text = text_of(reader, f"{ADDRESS}?section=assessment")
    assert "section 8" in text
    assert "section 1." not in text
    assert reader.get(f"{ADDRESS}?section=nowhere").status_code == 404
    assert "The whole plan" in text


def test_a_finding_leads_to_its_place(client: Client) -> None:
    action = an_action(a_priority(a_plan()))
    text = text_of(signed_in(client, a_person("viewer")))
    assert f'href="/plans/{CAMDEN}/priorities/{action.priority_id}/"' in text


def test_costs_are_told_to_nobody_who_may_not_see_them(client: Client) -> None:
    plan = a_plan()
    action = an_action(a_priority(plan))
    type(action).objects.filter(pk=action.pk).update(funding_source="")
    an_organisation()
    assert "£125,000" in text_of(signed_in(Client(), a_person("finance")))
    for role, where in (("viewer", "camden"), ("contributor", "camden-parent-carer-forum")):
        text = text_of(signed_in(Client(), a_person(role, where)))
        assert "125,000" not in text
        assert "who pays" not in text


def test_strangers_see_nothing_and_readers_have_no_buttons(client: Client) -> None:
    measure = a_measure(an_action(a_priority(a_plan())))
    SuccessMeasure.objects.filter(pk=measure.pk).update(baseline_value=None, baseline_period="")
    assert signed_in(Client(), a_person("approver", "barnet")).get(ADDRESS).status_code == 403
    assert "Start from" not in re.sub("Start it from", "", text_of(signed_in(Client(), a_person("viewer"))))
    assert signed_in(Client(), a_person("viewer")).post(f"{ADDRESS}mend/", {"finding": "x"}).status_code == 403


def test_a_baseline_is_set_from_the_published_figure_by_a_button(client: Client) -> None:
    measure = a_measure(an_action(a_priority(a_plan())))
    was = measure.baseline_value
    SuccessMeasure.objects.filter(pk=measure.pk).update(baseline_value=None, baseline_period="", baseline_build="")
    Reading.objects.all().delete()
    writer = signed_in(client, a_person("contributor"))
    key = key_of(text_of(writer), "Start from")
    told = writer.post(f"{ADDRESS}mend/", {"finding": key}, follow=True).content.decode()
    measure.refresh_from_db()
    assert "starts from" in told
    assert (measure.baseline_value, measure.version) == (was, 2)
    assert Reading.objects.filter(measure=measure).exists()
    again = writer.post(f"{ADDRESS}mend/", {"finding": key}, follow=True).content.decode()
    assert "mended meanwhile" in again


def test_a_number_in_the_text_is_replaced_by_the_published_figure_and_nothing_else_is(client: Client) -> None:
    plan, by = a_plan(), an_actor()
    measure = a_measure(an_action(a_priority(plan)))
    figure = SuccessMeasure.objects.get(pk=measure.pk)
    wrong = round((figure.baseline_value or 0) - 6)
    name = "EHC plans issued in 20 weeks"
    from goldenthread.hub.evidence.interface import reading

    name = reading(CAMDEN, figure.indicator).title
    write_section(plan, by=by, section="assessment", version=0, narrative=f"Before. {name}: {wrong}%. After.")
    writer = signed_in(client, a_person("contributor"))
    text = text_of(writer)
    key = key_of(text, "Write ")
    writer.post(f"{ADDRESS}mend/", {"finding": key, "section": "assessment"})
    now = SectionText.objects.get().narrative
    assert now.startswith(f"Before. {name}: ")
    assert now.endswith(". After.")
    assert f"{wrong}%" not in now
    assert history("sectiontext", SectionText.objects.get().pk)[0].changes[0][0] == "narrative"


@pytest.mark.parametrize("state", ["submitted", "live"])
def test_nothing_is_mended_in_a_plan_in_force(client: Client, state: str) -> None:
    measure = a_measure(an_action(a_priority(a_plan())))
    SuccessMeasure.objects.filter(pk=measure.pk).update(baseline_value=None, baseline_period="")
    Plan.objects.update(state=state)
    writer = signed_in(client, a_person("contributor"))
    assert 'name="finding"' not in text_of(writer)
    writer.post(f"{ADDRESS}mend/", {"finding": "0" * 16})
    measure.refresh_from_db()
    assert measure.baseline_value is None


def test_a_gap_becomes_a_priority_once(client: Client) -> None:
    from django.utils import timezone

    from goldenthread.hub.maturity import frameworks
    from goldenthread.hub.maturity.models import Agreement, Cycle

    a_plan()
    framework = frameworks.newest()
    cycle = Cycle.objects.create(
        partnership=CAMDEN, framework=framework.id, framework_version=framework.version, title="2026",
        opened_at=timezone.now(),
    )  # fmt: skip
    statement = next(iter(framework.statements))
    Agreement.objects.create(cycle=cycle, statement=statement, level=1, target_level=3)
    writer = signed_in(client, a_person("contributor"))
    key = key_of(text_of(writer), "Make it a priority")
    for _ in range(2):
        writer.post(f"{ADDRESS}mend/", {"finding": key})
    made = Priority.objects.get()
    assert (made.origin, made.origin_id) == ("gap", statement)


def test_the_number_of_queries_does_not_grow_with_the_plan(
    client: Client, django_assert_max_num_queries: object
) -> None:
    reader = signed_in(client, a_person("viewer"))
    a_full_plan(sections=6, actions=12, measures=18)
    reader.get(ADDRESS)
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        text_of(reader)


def test_the_plan_is_examined_without_figures_too(client: Client, no_figures: None) -> None:
    Plan.objects.create(partnership=CAMDEN, template="send-reform-plan", template_version="1", title="Plan")
    assert "Nothing is written in section 1." in text_of(signed_in(client, a_person("viewer")))


def test_the_plans_own_page_says_how_much_was_found_once_it_is_begun(client: Client) -> None:
    an_action(a_priority(a_plan()))
    text = text_of(signed_in(client, a_person("contributor")), f"/plans/{CAMDEN}/")
    assert re.search(r"\d+ things found: \d+ are missing", text)
    assert "Bring an existing plan" in text
