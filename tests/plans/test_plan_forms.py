"""Forms of plans: what people type, and what is said when it cannot be."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from goldenthread.hub.plans.forms.measures import FirstActionForm, LocalMeasureForm, StepsField
from goldenthread.hub.plans.forms.priorities import ActionForm, PriorityForm
from goldenthread.hub.plans.forms.sections import NarrativeForm
from goldenthread.hub.plans.forms.versioned import made, saved, say
from goldenthread.hub.plans.templates_in_force import NoTemplate, newest_template, section_of_question, template_of
from goldenthread.hub.plans.whole import WholePlan

TEMPLATE = newest_template()
PEOPLE = {"1": "Ben Carter"}
GROUPS = (("Of this section", (("ehc-plans|total", "EHC plans (now 1,500)"),)),)


def posted(text: str) -> QueryDict:
    return QueryDict(text)


def test_steps_are_read_a_line_each_whatever_way_the_day_is_written() -> None:
    typed = "31 December 2027: 85\r\n\r\n2028-06-30 : 1,250.5\n30/9/2028: 90%"
    assert StepsField().clean(typed) == [
        (dt.date(2027, 12, 31), 85.0), (dt.date(2028, 6, 30), 1250.5), (dt.date(2028, 9, 30), 90.0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line", ["soon", "2027: ", "31 December 2027", ": 85", "31 December 2027: lots", "1 May 1890: 5"]
)
def test_a_line_that_is_no_step_is_named(line: str) -> None:
    with pytest.raises(ValidationError, match="is no step"):
        StepsField().clean(f"31 December 2027: 85\n{line}")


def test_steps_are_shown_as_they_are_typed() -> None:
    shown = StepsField().prepare_value(((dt.date(2027, 12, 31), 85.0), (dt.date(2028, 12, 31), 90.5)))
    assert shown == "31 December 2027: 85\n31 December 2028: 90.5"
    assert StepsField().clean("") == []


def test_an_action_without_a_measure_needs_no_target() -> None:
    form = FirstActionForm({"title": "Bases", "indicator": "none"}, groups=GROUPS)
    assert form.is_valid()


def test_a_measure_needs_a_target_and_a_date_and_says_each_once() -> None:
    form = FirstActionForm({"title": "Bases", "indicator": "ehc-plans|total", "target_value": "x"}, groups=GROUPS)
    assert not form.is_valid()
    assert form.errors["target_value"] == ["'x' is not a number. Write it like 1,250 or 66.9."]
    assert form.errors["target_on"] == ["Write the date by which it is to be met."]


def test_an_indicator_that_is_not_offered_is_refused() -> None:
    form = FirstActionForm({"title": "Bases", "indicator": "happiness|total"}, groups=GROUPS)
    assert "indicator" in form.errors


def test_there_is_no_field_for_a_cost_that_may_not_be_seen() -> None:
    with_costs = ActionForm(template=TEMPLATE, with_costs=True, people=PEOPLE)
    without = ActionForm(
        {"title": "x", "status": "done", "cost_pounds": "5"}, template=TEMPLATE, with_costs=False, people=PEOPLE
    )
    assert "cost_pounds" in with_costs.fields
    assert without.is_valid()
    assert "cost_pounds" not in without.values()


def test_nothing_is_not_nought() -> None:
    told = {"title": "x", "status": "done", "cost_pounds": ""}
    empty = ActionForm(told, template=TEMPLATE, with_costs=True, people=PEOPLE)
    free = ActionForm({**told, "cost_pounds": "0"}, template=TEMPLATE, with_costs=True, people=PEOPLE)
    assert empty.is_valid()
    assert free.is_valid()
    assert empty.values()["cost_pounds"] is None
    assert free.values()["cost_pounds"] == Decimal(0)


def test_work_is_given_to_somebody_of_the_list_or_to_nobody() -> None:
    told = {"title": "x", "section": "story", "theme": ""}
    for person, right in (("1", True), ("", True), ("2", False)):
        form = PriorityForm({**told, "assigned_to": person}, template=TEMPLATE, people=PEOPLE)
        assert form.is_valid() is right


def test_what_the_writer_leaves_to_the_other_is_not_sent() -> None:
    form = NarrativeForm(posted("version=3&narrative=Mine&keep-narrative=theirs"))
    assert form.is_valid()
    assert form.values() == {}
    assert NarrativeForm(posted("version=3&narrative=Mine&keep-narrative=yours")).is_valid()


def test_a_form_is_opened_on_a_newer_version_with_the_same_words() -> None:
    form = NarrativeForm(posted("version=3&narrative=Mine"))
    again = form.opened_on(7, {})
    assert (again.seen_version, again["narrative"].value()) == (7, "Mine")


def test_a_prefix_stays_when_a_form_is_opened_again() -> None:
    form = PriorityForm(posted("p-title=x&p-section=story&p-version=1"), prefix="p", template=TEMPLATE, people=PEOPLE)
    again = form.opened_on(2, {})
    assert again.prefix == "p"
    assert again.seen_version == 2


def test_complaints_of_an_action_stand_beside_the_fields_they_are_about() -> None:
    form = NarrativeForm(posted("narrative=Mine"))
    form.is_valid()
    say(form, ValidationError({"narrative": ["Too bold."], "moon": ["Too far."]}))
    assert form.errors == {"narrative": ["Too bold."], "__all__": ["Too far."]}


def test_a_wrong_form_is_not_written() -> None:
    def never(**_: object) -> None:
        raise AssertionError("it was written")

    assert saved(NarrativeForm(posted("version=x")), never) is None
    assert made(LocalMeasureForm(posted("title=x")), never) is None


def test_a_template_that_is_gone_is_named() -> None:
    with pytest.raises(NoTemplate, match=r"no file 'moon-plan-1\.yaml'"):
        template_of(_by("moon-plan", "1"))
    with pytest.raises(NoTemplate, match="no template 'moon-plan'"):
        newest_template("moon-plan")


def test_a_plan_is_read_by_its_own_template() -> None:
    assert template_of(_by(TEMPLATE.id, TEMPLATE.version)) == TEMPLATE
    section = section_of_question(TEMPLATE, "most-days-lost")
    assert section is not None
    assert section.id == "assessment"
    assert section_of_question(TEMPLATE, "nothing") is None


def _by(template: str, version: str) -> WholePlan:
    return WholePlan(
        id=1, version=1, partnership="E09000007", template=template, template_version=version, title="", state="draft",
        is_example=False, allows_contact=False, build_seen="", texts={}, answers=(), priorities=(), values=(),
        signatures=(),
    )  # fmt: skip
