"""Writes in a plan: who may, what is refused, what is kept."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from goldenthread.hub.audit.interface import Conflict, events_of_partnership, history
from goldenthread.hub.people.interface import SecondFactorNeeded
from goldenthread.hub.plans.actions.actions import add_action, add_milestone, change_action, change_milestone
from goldenthread.hub.plans.actions.assigning import writers
from goldenthread.hub.plans.actions.plans import change_plan, start_plan
from goldenthread.hub.plans.actions.priorities import add_priority, change_priority, remove_priority
from goldenthread.hub.plans.actions.saving import PlanClosed
from goldenthread.hub.plans.actions.sections import agree_answer, answer, write_section
from goldenthread.hub.plans.models import Answer, Plan, Priority, SectionText
from tests.made.people import a_person, an_actor
from tests.made.plans import CAMDEN, a_plan, a_priority, an_action

pytestmark = pytest.mark.django_db
SECTION, QUESTION = "assessment", "most-days-lost"


@pytest.mark.parametrize(
    ("role", "organisation"), [("administrator", "camden"), ("contributor", "camden-parent-carer-forum")]
)
def test_work_is_given_to_those_alone_who_may_write(role: str, organisation: str) -> None:
    plan, reader, writer = a_plan(), a_person(role, organisation), a_person("finance")
    offered = writers(plan.partnership)
    assert writer.key in offered
    assert reader.key not in offered
    with pytest.raises(ValidationError, match="whose role may write"):
        write_section(plan, by=an_actor(), section=SECTION, version=0, assigned_to=reader.key)
    assert (
        write_section(plan, by=an_actor(), section=SECTION, version=0, assigned_to=writer.key).assigned_to == writer.key
    )


def test_a_plan_is_started_by_the_newest_template_and_named_after_the_borough() -> None:
    plan = start_plan(by=an_actor(), partnership=CAMDEN)
    assert (plan.title, plan.template, plan.state) == ("Camden SEND reform plan", "send-reform-plan", "draft")
    assert plan.build_seen
    assert [event.action for event in events_of_partnership(CAMDEN)] == ["created"]


def test_a_second_plan_is_not_started_beside_one_that_is_being_written() -> None:
    a_plan()
    with pytest.raises(ValidationError, match="Go on with that one"):
        start_plan(by=an_actor(), partnership=CAMDEN)


def test_a_next_plan_is_started_while_the_last_one_is_live() -> None:
    a_plan(state="live")
    assert start_plan(by=an_actor(), partnership=CAMDEN).state == "draft"


@pytest.mark.parametrize("role, place", [("viewer", "camden"), ("contributor", "barnet"), ("administrator", "camden")])
def test_who_may_not_edit_writes_nothing(role: str, place: str) -> None:
    plan, stranger = a_plan(), an_actor(role, place)
    for write in (
        lambda: change_plan(plan, by=stranger, version=1, title="Mine"),
        lambda: write_section(plan, by=stranger, section=SECTION, version=0, narrative="Mine"),
        lambda: answer(plan, by=stranger, question=QUESTION, version=0, text="Mine"),
        lambda: add_priority(plan, by=stranger, section=SECTION, title="Mine"),
    ):
        with pytest.raises(PermissionDenied):
            write()
    assert not SectionText.objects.exists()
    assert not Answer.objects.exists()
    assert not Priority.objects.exists()


def test_a_session_without_a_second_step_is_told_so() -> None:
    plan = a_plan()
    with pytest.raises(SecondFactorNeeded):
        change_plan(plan, by=an_actor(second_factor=False), version=1, title="Mine")


def test_nothing_is_written_in_a_superseded_plan() -> None:
    plan = a_plan(state="superseded")
    with pytest.raises(PlanClosed, match="A later plan"):
        add_priority(plan, by=an_actor(), section=SECTION, title="Too late")


def test_text_is_kept_with_one_kind_of_line_end_and_without_turning_characters() -> None:
    text = write_section(
        a_plan(), by=an_actor(), section=SECTION, version=0, narrative="One\r\nTwo \u202egnorw\u202c\x00  \r\n"
    )
    assert text.narrative == "One\nTwo gnorw"


def test_saving_the_same_text_again_makes_no_version() -> None:
    plan, by = a_plan(), an_actor()
    first = write_section(plan, by=by, section=SECTION, version=0, narrative="One\nTwo")
    again = write_section(plan, by=by, section=SECTION, version=first.version, narrative="One\r\nTwo")
    assert again.version == first.version


def test_two_who_write_the_first_words_at_once_are_told_of_each_other() -> None:
    plan = a_plan()
    write_section(plan, by=an_actor(), section=SECTION, version=0, narrative="Theirs")
    with pytest.raises(Conflict) as told:
        write_section(plan, by=an_actor(), section=SECTION, version=0, narrative="Mine")
    (difference,) = told.value.differences
    assert (difference.theirs, difference.yours) == ("Theirs", "Mine")
    assert SectionText.objects.get().narrative == "Theirs"


def test_changes_of_different_parts_of_a_section_are_joined() -> None:
    plan, colleague = a_plan(), a_person()
    write_section(plan, by=an_actor(), section=SECTION, version=0, narrative="Theirs")
    write_section(plan, by=an_actor(), section=SECTION, version=0, assigned_to=colleague.key)
    text = SectionText.objects.get()
    assert (text.narrative, text.assigned_to) == ("Theirs", colleague.key)


def test_work_is_not_given_to_somebody_elsewhere() -> None:
    stranger = a_person(organisation="barnet")
    with pytest.raises(ValidationError, match="somebody of this partnership"):
        write_section(a_plan(), by=an_actor(), section=SECTION, version=0, assigned_to=stranger.key)


def test_a_section_or_a_question_that_there_is_not_is_refused() -> None:
    plan, by = a_plan(), an_actor()
    with pytest.raises(ValidationError, match="no section 'nowhere'"):
        write_section(plan, by=by, section="nowhere", version=0, narrative="x")
    with pytest.raises(ValidationError, match="does not ask 'nothing'"):
        answer(plan, by=by, question="nothing", version=0, text="x")
    assert not SectionText.objects.exists()
    assert not Answer.objects.exists()


def test_an_answer_keeps_the_figures_it_was_given_on() -> None:
    cited = [{"indicator": "ehc-plans", "text": "3,000"}]
    saved = answer(a_plan(), by=an_actor(), question=QUESTION, version=0, text="Advice", so_what="Buy", cited=cited)
    assert Answer.objects.get().cited == cited
    assert (saved.section, saved.so_what) == (SECTION, "Buy")


def test_an_empty_answer_is_refused_in_words() -> None:
    with pytest.raises(ValidationError) as told:
        answer(a_plan(), by=an_actor(), question=QUESTION, version=0, text="  ")
    assert told.value.message_dict == {"text": ["Write an answer."]}


def test_an_answer_is_agreed_and_a_changed_one_is_not_any_more() -> None:
    plan, by = a_plan(), an_actor("approver")
    first = answer(plan, by=by, question=QUESTION, version=0, text="Advice")
    agreed = agree_answer(plan, by=by, question=QUESTION, version=first.version, agreed=True)
    assert agreed.is_agreed
    changed = answer(plan, by=by, question=QUESTION, version=agreed.version, text="Health advice")
    assert not changed.is_agreed


def test_priorities_stand_in_the_order_in_which_they_came() -> None:
    plan = a_plan()
    for title in ("First", "Second"):
        a_priority(plan, title=title)
    assert [p.title for p in Priority.objects.filter(plan=plan)] == ["First", "Second"]


@pytest.mark.parametrize(
    "values, told",
    [
        ({"title": ""}, "Write a title"),
        ({"title": "x" * 201}, "at most 200"),
        ({"section": "nowhere"}, "one of the plan’s sections"),
        ({"theme": "nothing"}, "one of the plan’s themes"),
        ({"origin": "dream"}, "cannot come from"),
    ],
)
def test_a_priority_that_cannot_be_is_refused_in_words(values: dict[str, str], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        add_priority(a_plan(), by=an_actor(), **{"section": SECTION, "title": "Plans in time", **values})
    assert not Priority.objects.exists()


def test_a_changed_priority_says_who_changed_what() -> None:
    by = an_actor()
    priority = a_priority(a_plan())
    change_priority(priority.pk, by=by, version=1, title="Plans sooner")
    newest = history("priority", priority.pk)[0]
    assert (newest.actor, newest.changes) == (by.key, (("title", "Plans in time", "Plans sooner"),))


def test_a_priority_with_actions_is_not_removed() -> None:
    priority, by = a_priority(a_plan()), an_actor()
    action = an_action(priority)
    with pytest.raises(ValidationError, match="actions first"):
        remove_priority(priority, by=by)
    action.delete()
    remove_priority(priority, by=by)
    assert not Priority.objects.exists()


@pytest.mark.parametrize(
    "values, told",
    [
        ({"starts_on": dt.date(2027, 1, 2), "ends_on": dt.date(2027, 1, 1)}, "on or after the start"),
        ({"cost_pounds": -1}, "less than nothing"),
        ({"funding_source": "lottery"}, "funding sources"),
        ({"risk": "enormous"}, "not a valid choice"),
    ],
)
def test_an_action_that_cannot_be_is_refused_in_words(values: dict[str, object], told: str) -> None:
    priority = a_priority(a_plan())
    with pytest.raises(ValidationError, match=told):
        add_action(priority, by=an_actor(), title="Advice", **values)


def test_an_end_before_the_start_that_is_kept_is_refused() -> None:
    action = an_action(a_priority(a_plan()))
    with pytest.raises(ValidationError, match="on or after the start"):
        change_action(action.pk, by=an_actor(), version=1, ends_on=dt.date(2026, 8, 31))


def test_a_forum_neither_sees_nor_changes_a_cost() -> None:
    """Forums may not edit; a person who is both in a forum and in an authority sees costs by the authority."""
    action = an_action(a_priority(a_plan()))
    with pytest.raises(PermissionDenied):
        change_action(action.pk, by=an_actor("contributor", "camden-parent-carer-forum"), version=1, cost_pounds=1)


def test_a_milestone_is_done_on_a_day() -> None:
    by, action = an_actor(), an_action(a_priority(a_plan()))
    milestone = add_milestone(action, by=by, title="Half way", due_on=dt.date(2027, 6, 30))
    done = change_milestone(milestone.pk, by=by, version=1, done_on=dt.date(2027, 6, 1))
    assert (done.done_on, done.version) == (dt.date(2027, 6, 1), 2)


def test_what_a_thing_does_not_have_cannot_be_changed() -> None:
    plan = a_plan()
    with pytest.raises(TypeError, match="has no state"):
        change_plan(plan, by=an_actor(), version=1, state="live")
    assert Plan.objects.get().state == "draft"
