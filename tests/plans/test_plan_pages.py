"""The pages of a plan as a reader of each role sees them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.hub.plans.actions.actions import add_milestone
from goldenthread.hub.plans.actions.comments import comment
from goldenthread.hub.plans.actions.measures import change_measure
from goldenthread.hub.plans.actions.removing import as_it_stands
from goldenthread.hub.plans.actions.sections import answer, write_section
from goldenthread.hub.plans.models import Action, Answer, Comment, Plan, Priority, SectionText, SuccessMeasure
from tests.made.maturity import PLAN, agreed, an_open_cycle
from tests.made.people import a_person, an_actor, signed_in
from tests.made.plans import CAMDEN, WEEKS, a_full_plan, a_local_measure, a_measure, a_plan, a_priority, an_action

pytestmark = pytest.mark.django_db
SECTION, QUESTION = "assessment", "most-days-lost"


def url(name: str, *args: object) -> str:
    return reverse(name, args=[CAMDEN, *args])


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return " ".join(response.content.decode().split())


@pytest.fixture
def writer(site: Client) -> Client:
    """A contributor of Camden."""
    return signed_in(site, a_person(name="Wanda Writer"))


@pytest.fixture
def measured() -> SuccessMeasure:
    """A measure of an action of a priority of a plan."""
    return a_measure(an_action(a_priority(a_plan())))


def test_a_partnership_without_a_plan_is_offered_to_start_one(writer: Client) -> None:
    assert "Start the plan" in text_of(writer, url("plan"))
    response = writer.post(url("plan-start"), follow=True)
    shown = " ".join(response.content.decode().split())
    assert "Camden SEND reform plan" in shown
    assert "What to do first" in shown
    assert Plan.objects.count() == 1


def test_a_gap_before_there_is_a_plan_leads_to_starting_it_and_then_to_the_priority(writer: Client) -> None:
    agreed(an_open_cycle(), 1, PLAN, target_level=2)
    gap = f"{url('plan-priority-new')}?statement={PLAN}"
    shown = writer.get(gap, follow=True)
    assert "Start the plan" in shown.content.decode()
    sent = shown.context["then"]
    assert writer.post(url("plan-start"), {"then": sent}).headers["Location"] == gap
    assert "A new priority" in text_of(writer, gap)
    assert writer.post(url("plan-start"), {"then": "//elsewhere.example/"})["Location"].startswith("/plans/")


def test_starting_twice_opens_the_plan_that_there_is(writer: Client) -> None:
    a_plan()
    assert "Go on with that one" in writer.post(url("plan-start"), follow=True).content.decode()
    assert Plan.objects.count() == 1


def test_a_viewer_is_told_who_can_start_a_plan(site: Client) -> None:
    signed_in(site, a_person("viewer"))
    shown = text_of(site, url("plan"))
    assert "Start the plan" not in shown
    assert "can start it" in shown
    assert site.post(url("plan-start")).status_code == 403


def test_nobody_sees_a_plan_without_signing_in(site: Client) -> None:
    a_plan()
    for address in (url("plan"), url("plan-section", SECTION), url("plan-history")):
        response = site.get(address)
        assert response.status_code == 302
        assert "login" in response["Location"]


def test_people_of_another_borough_do_not_see_the_plan(site: Client, measured: SuccessMeasure) -> None:
    signed_in(site, a_person(organisation="barnet"))
    for address in (url("plan"), url("plan-section", SECTION), url("plan-measure", measured.pk)):
        assert site.get(address).status_code == 403


def test_the_plan_tells_how_far_each_section_is(writer: Client) -> None:
    plan, by = a_plan(), an_actor()
    answer(plan, by=by, question=QUESTION, version=0, text="Advice")
    write_section(plan, by=by, section="story", version=0, narrative="Ours", is_ready=True)
    shown = text_of(writer, url("plan"))
    assert "1 of 18 sections ready" in shown
    assert "Not begun" in shown
    assert "Begun" in shown
    assert "Ready" in shown


def test_measures_that_need_a_look_are_named_and_counted(writer: Client) -> None:
    action = an_action(a_priority(a_plan()))
    a_measure(action)
    shown = text_of(writer, url("plan"))
    assert "No new figure yet" in shown
    assert "1 success measure" in shown


def test_the_section_shows_the_figures_and_says_what_is_missing(writer: Client) -> None:
    a_plan()
    shown = text_of(writer, url("plan-section", SECTION))
    assert "What the figures say of Camden" in shown
    assert "Middle of 9 neighbours" in shown
    assert "What there should be, and no figure for" in shown
    assert "Which step loses most days?" in shown


def test_an_amended_figure_of_whatever_area_is_marked_and_the_published_one_stands_beside_it(writer: Client) -> None:
    a_plan()
    shown = text_of(writer, url("plan-section", "story"))
    assert "100,917 (amended; 99,116 published)" in shown
    assert "7.9% (amended; 6.0% with the published count)" in shown


def test_a_section_reads_whole_without_any_figures(writer: Client, no_figures: None) -> None:
    plan = Plan(partnership=CAMDEN, template="send-reform-plan", template_version="1", title="Ours")
    plan.save()
    shown = text_of(writer, url("plan-section", SECTION))
    assert "No figure of plans came within 20 weeks in any period" in shown
    assert text_of(writer, url("plan"))


def test_a_figure_becomes_a_priority_in_one_step_and_only_once(writer: Client) -> None:
    a_plan()
    address = f"{url('plan-priority-new')}?indicator={WEEKS}%7Ctotal&section={SECTION}"
    for _ in range(2):
        response = writer.post(address, {"as_it_is": "yes"}, follow=True)
    priority = Priority.objects.get()
    assert response.redirect_chain[-1][0] == url("plan-priority", priority.pk)
    assert (priority.origin, priority.origin_id, priority.section, priority.theme) == (
        "figure", WEEKS, SECTION, "timeliness",
    )  # fmt: skip
    (kept,) = priority.evidence
    assert kept["build"]
    assert kept["value"] is not None
    assert "96.6%" in priority.title


def test_an_answer_becomes_a_priority_with_the_figures_it_cites(writer: Client) -> None:
    a_plan()
    writer.post(
        url("plan-answer", QUESTION),
        {f"{QUESTION}-text": "Advice is late.", f"{QUESTION}-so_what": "Buy advice. Soon", f"{QUESTION}-version": "0"},
    )
    writer.post(f"{url('plan-priority-new')}?question={QUESTION}", {"as_it_is": "yes"})
    priority = Priority.objects.get()
    assert (priority.title, priority.why, priority.origin) == ("Buy advice", "Advice is late.", "answer")
    assert [each["indicator"] for each in priority.evidence] == [WEEKS]


@pytest.mark.parametrize("what", ["question=nothing", "statement=nothing", "indicator=nothing", f"question={QUESTION}"])
def test_nothing_is_made_of_what_is_not_there(writer: Client, what: str) -> None:
    a_plan()
    assert writer.post(f"{url('plan-priority-new')}?{what}", {"as_it_is": "yes"}).status_code == 404
    assert not Priority.objects.exists()


def test_an_action_and_its_measure_come_from_one_form_with_the_baseline_chosen(writer: Client) -> None:
    plan = a_plan()
    writer.post(f"{url('plan-priority-new')}?indicator={WEEKS}|total&section={SECTION}", {"as_it_is": "yes"})
    priority = Priority.objects.get(plan=plan)
    shown = text_of(writer, url("plan-priority", priority.pk))
    assert f'<option value="{WEEKS}|total" selected>' in shown
    assert "(now 96.6%, 2024)" in shown
    response = writer.post(
        url("plan-action-first", priority.pk),
        {"title": "Health advice in six weeks", "indicator": f"{WEEKS}|total", "target_value": "98%",
         "target_on": "31 December 2028"},
        follow=True,
    )  # fmt: skip
    measure = SuccessMeasure.objects.get()
    assert (measure.baseline_value, measure.target_value, measure.target_on) == (96.6, 98.0, dt.date(2028, 12, 31))
    assert "Health advice in six weeks" in response.content.decode()


def test_a_wrong_target_keeps_what_was_typed_and_adds_nothing(writer: Client) -> None:
    priority = a_priority(a_plan())
    response = writer.post(
        url("plan-action-first", priority.pk),
        {"title": "Advice", "indicator": f"{WEEKS}|total", "target_value": "soon", "target_on": "1999"},
    )
    shown = response.content.decode()
    assert "There is a problem" in shown
    assert 'value="soon"' in shown
    assert not Action.objects.exists()


def test_a_target_over_a_hundred_percent_adds_neither_action_nor_measure(writer: Client) -> None:
    priority = a_priority(a_plan())
    response = writer.post(
        url("plan-action-first", priority.pk),
        {"title": "Advice", "indicator": f"{WEEKS}|total", "target_value": "150", "target_on": "31 December 2028"},
    )
    assert "between 0 and 100" in response.content.decode()
    assert not Action.objects.exists()


def test_every_page_of_a_full_plan_opens_for_a_viewer_who_sees_no_buttons(site: Client) -> None:
    plan = a_full_plan(sections=3, actions=4, measures=6)
    comment(plan, by=an_actor(), kind="section", object_id="story", text="Well **said**.")
    signed_in(site, a_person("viewer"))
    addresses = [url("plan"), url("plan-history"), url("plan-section", "story")]
    addresses += [url("plan-priority", p.pk) for p in Priority.objects.all()]
    addresses += [url("plan-action", a.pk) for a in Action.objects.all()]
    addresses += [url("plan-measure", m.pk) for m in SuccessMeasure.objects.all()]
    addresses += [url("plan-thing-history", "action", a.pk) for a in Action.objects.all()]
    for address in addresses:
        shown = text_of(site, address)
        assert "Make this a priority" not in shown
        assert ">Change<" not in shown
    assert "<strong>said</strong>" in text_of(site, url("plan-section", "story"))


def test_a_cost_is_shown_to_who_may_see_it_and_others_are_told_that_there_is_one(site: Client) -> None:
    action = an_action(a_priority(a_plan()))
    for role, place, sees in (
        ("finance", "camden", True), ("viewer", "camden", False), ("contributor", "camden-parent-carer-forum", False),
    ):  # fmt: skip
        signed_in(site, a_person(role, place))
        shown = text_of(site, url("plan-action", action.pk))
        assert ("£125,000" in shown) is sees
        assert ("A cost is kept" in shown) is not sees


def test_the_history_of_a_cost_is_kept_from_who_may_not_see_costs(site: Client) -> None:
    action = an_action(a_priority(a_plan()))
    signed_in(site, a_person("viewer"))
    shown = text_of(site, url("plan-thing-history", "action", action.pk)) + text_of(site, url("plan-history"))
    assert "125" not in shown
    signed_in(site, a_person("finance"))
    assert "£125,000" in text_of(site, url("plan-thing-history", "action", action.pk))


def test_a_published_measure_says_that_its_baseline_was_changed_and_offers_the_new_one(writer: Client) -> None:
    plan = a_plan()
    measure = a_measure(an_action(a_priority(plan)))
    measure.readings.filter(period=measure.baseline_period).update(value=12.3)
    for name, args in (("plan-measure", [measure.pk]), ("plan-action", [measure.action_id]), ("plan", [])):
        assert "when the baseline was taken; now published as 12.3%." in text_of(writer, url(name, *args))
    assert "Take 12.3% as the baseline" in text_of(writer, url("plan-measure", measure.pk))
    writer.post(url("plan-measure-baseline", measure.pk), {"version": measure.version})
    assert "when the baseline was taken" not in text_of(writer, url("plan-measure", measure.pk))
    measure.refresh_from_db()
    assert measure.baseline_value == 12.3


def test_a_typed_reading_is_removed_after_asking(writer: Client) -> None:
    measure = a_local_measure(an_action(a_priority(a_plan())))
    writer.post(url("plan-reading-new", measure.pk), {"reading-on": "30 September 2026", "reading-value": "76"})
    address = url("plan-reading-remove", measure.pk, "2026-09-30")
    assert address in writer.get(url("plan-measure", measure.pk)).content.decode()
    assert "Remove the reading of 30 September 2026?" in writer.post(address).content.decode()
    assert measure.readings.count() == 2
    writer.post(address, {"sure": "yes"})
    assert measure.readings.count() == 1


def test_a_local_measure_takes_readings_and_shows_whether_it_is_on_track(writer: Client) -> None:
    measure = a_local_measure(an_action(a_priority(a_plan())))
    wrong = writer.post(url("plan-reading-new", measure.pk), {"reading-on": "someday", "reading-value": "x"})
    assert wrong.status_code == 400
    assert "is not a date" in wrong.content.decode()
    writer.post(url("plan-reading-new", measure.pk), {"reading-on": "30 September 2026", "reading-value": "76"})
    shown = text_of(writer, url("plan-measure", measure.pk))
    assert "Target met" in shown
    assert "76.0% on 30 September 2026" in shown


def test_steps_on_the_way_are_typed_one_a_line(writer: Client) -> None:
    measure = a_local_measure(an_action(a_priority(a_plan())))
    told = {"title": "Heard", "target_value": "75", "target_on": "31 December 2028", "version": "1"}
    wrong = writer.post(url("plan-measure-change", measure.pk), {**told, "trajectory": "soon"})
    assert "is no step" in wrong.content.decode()
    writer.post(url("plan-measure-change", measure.pk), {**told, "trajectory": "31 December 2027: 65"})
    measure.refresh_from_db()
    assert measure.trajectory == [["2027-12-31", 65.0], ["2028-12-31", 75.0]]
    assert "31 December 2027: 65" in text_of(writer, url("plan-measure-change", measure.pk))


def test_an_action_is_changed_given_away_and_removed(writer: Client) -> None:
    action, colleague = an_action(a_priority(a_plan())), a_person(name="Cora Colleague")
    form = {
        "title": "Advice sooner", "status": "under-way", "rag": "amber", "rag_reason": "Vacancies",
        "assigned_to": colleague.key, "version": "1", "cost_pounds": "£1.2m",
    }  # fmt: skip
    writer.post(url("plan-action-change", action.pk), form)
    shown = text_of(writer, url("plan-action", action.pk))
    assert "£1,200,000" in shown
    assert "At risk" in shown
    assert "Cora Colleague" in shown
    asked = writer.post(url("plan-action-remove", action.pk))
    assert "Remove ‘Advice sooner’?" in asked.content.decode()
    assert Action.objects.exists()
    writer.post(url("plan-action-remove", action.pk), {**dict(asked.context["sent"]), "sure": "yes"})
    assert not Action.objects.exists()
    assert "Advice sooner" in text_of(writer, url("plan-history"))
    assert "Action: Advice sooner (removed)" in text_of(writer, url("plan-thing-history", "action", action.pk))


def a_step_is_written(measure: SuccessMeasure) -> None:
    add_milestone(measure.action, by=an_actor(), title="Begin", due_on=dt.date(2027, 3, 3))


def a_measure_is_changed(measure: SuccessMeasure) -> None:
    change_measure(measure.pk, by=an_actor(), version=measure.version, note="Looked at again")


@pytest.mark.parametrize(
    ("name", "meanwhile"),
    [("action", a_step_is_written), ("action", a_measure_is_changed), ("measure", a_measure_is_changed)],
)
def test_what_colleagues_changed_meanwhile_is_not_removed_unseen(
    writer: Client, measured: SuccessMeasure, name: str, meanwhile: Callable[[SuccessMeasure], None]
) -> None:
    remove = url(f"plan-{name}-remove", measured.action_id if name == "action" else measured.pk)
    sent = dict(writer.post(remove).context["sent"])
    meanwhile(measured)
    page = writer.post(remove, {**sent, "sure": "yes"}, follow=True)
    assert "Nothing is removed" in page.content.decode()
    assert SuccessMeasure.objects.filter(pk=measured.pk).exists()


@pytest.mark.parametrize("name", ["action", "measure", "priority"])
@pytest.mark.parametrize("sent", [{}, {"sure": "yes", "seen": ""}])
def test_a_button_to_remove_that_was_left_open_says_that_the_plan_is_closed(
    writer: Client, measured: SuccessMeasure, name: str, sent: dict[str, str]
) -> None:
    places = {"action": measured.action_id, "measure": measured.pk, "priority": measured.action.priority_id}
    sent = {**sent, "seen": as_it_stands(measured.action if name == "action" else measured)} if sent else sent
    Plan.objects.update(state="submitted")
    answer = writer.post(url(f"plan-{name}-remove", places[name]), sent, follow=True)
    assert answer.status_code == 200
    assert SuccessMeasure.objects.filter(pk=measured.pk).exists()


def test_a_comment_is_made_on_a_priority_and_settled(writer: Client) -> None:
    priority = a_priority(a_plan())
    empty = writer.post(url("plan-comment"), {"kind": "priority", "object_id": str(priority.pk), "text": " "})
    assert "Write a comment" in empty.content.decode()
    writer.post(url("plan-comment"), {"kind": "priority", "object_id": str(priority.pk), "text": "Who pays?"})
    assert "Who pays?" in text_of(writer, url("plan-priority", priority.pk))
    writer.post(url("plan-comment-settle", Comment.objects.get().pk))
    assert "settled by Wanda Writer" in text_of(writer, url("plan-priority", priority.pk))


def test_a_question_is_commented_on_where_it_stands(writer: Client) -> None:
    a_plan()
    writer.post(url("plan-comment"), {"kind": "question", "object_id": QUESTION, "text": "Ask the **forum**."})
    assert "<strong>forum</strong>" in text_of(writer, url("plan-section", SECTION))
    response = writer.post(url("plan-comment-settle", Comment.objects.get().pk))
    assert response["Location"].startswith(url("plan-section", SECTION))


def test_an_answer_that_is_empty_is_refused_on_the_page_of_its_section(writer: Client) -> None:
    a_plan()
    response = writer.post(url("plan-answer", QUESTION), {f"{QUESTION}-text": "", f"{QUESTION}-so_what": "Act"})
    assert response.status_code == 400
    assert "Write an answer." in response.content.decode()
    assert not Answer.objects.exists()


def test_a_section_is_given_to_somebody_and_marked_ready(writer: Client) -> None:
    a_plan()
    colleague = a_person(name="Cora Colleague")
    address = url("plan-section-handle", SECTION)
    writer.post(address, {"handling-assigned_to": colleague.key, "handling-is_ready": "on", "handling-version": "0"})
    text = SectionText.objects.get()
    assert (text.assigned_to, text.is_ready) == (colleague.key, True)
    assert "Cora Colleague writes it" in text_of(writer, url("plan-section", SECTION))


def test_things_that_are_not_in_the_plan_are_not_found(writer: Client) -> None:
    a_plan()
    for address in (
        url("plan-section", "nowhere"), url("plan-priority", 99), url("plan-action", 99), url("plan-measure", 99),
        url("plan-thing-history", "action", 99), url("plan-thing-history", "moon", 1), "/plans/E06000001/",
    ):  # fmt: skip
        assert writer.get(address).status_code == 404, address


@pytest.mark.parametrize("page", ["0x", "-1", "", "999999"])
def test_a_page_of_the_history_that_is_no_number_is_a_bad_question(writer: Client, page: str) -> None:
    a_plan()
    assert writer.get(f"{url('plan-history')}?page={page}").status_code == 400


def test_in_a_plan_in_force_words_stay_and_progress_is_kept(writer: Client) -> None:
    plan = a_plan()
    action = an_action(a_priority(plan))
    Plan.objects.update(state="live")
    shown = text_of(writer, url("plan-section", SECTION))
    assert "Save the answer" not in shown
    assert "Write the text" not in shown
    response = writer.post(url("plan-answer", QUESTION), {f"{QUESTION}-text": "Too late", f"{QUESTION}-version": "0"})
    assert "its words stay as they are" in response.content.decode()
    assert ">Change<" in text_of(writer, url("plan-action", action.pk)).replace("> ", ">").replace(" <", "<")


def test_in_a_plan_in_force_only_what_is_kept_there_is_asked_for(writer: Client) -> None:
    action = an_action(a_priority(a_plan()))
    step = add_milestone(action, by=an_actor(), title="Half way", due_on=dt.date(2028, 1, 1))
    Plan.objects.update(state="live")
    for address in (url("plan-action-change", action.pk), url("plan-milestone", step.pk)):
        shown = writer.get(address).content.decode()
        assert "its words stay as they are" in shown
        assert not re.search(r'name="(title|cost_pounds|due_on)"|Remove this', shown)
    sent = {"title": "Other words", "status": "under-way", "version": action.version}
    writer.post(url("plan-action-change", action.pk), sent)
    title = action.title
    action.refresh_from_db()
    assert (action.status, action.title) == ("under-way", title)


def test_a_step_that_is_overdue_or_before_its_action_is_marked(writer: Client) -> None:
    by = an_actor()
    action = an_action(a_priority(a_plan()))
    Action.objects.update(starts_on=dt.date(2090, 1, 1))
    for title, due in (("Early", dt.date(2089, 12, 31)), ("Late", dt.date(2020, 1, 2)), ("Well", dt.date(2090, 6, 1))):
        add_milestone(action, by=by, title=title, due_on=due)
    shown = " ".join(text_of(writer, url("plan-action", action.pk)).split())
    assert "due on 31 December 2089, before the action starts" in shown
    assert "due on 2 January 2020, overdue, before the action starts" in shown
    assert "due on 1 June 2090<" in shown.replace(" <", "<")


def test_the_plan_itself_has_a_history(writer: Client) -> None:
    plan = a_plan(title="Our first plan")
    assert "Our first plan" in text_of(writer, url("plan-thing-history", "plan", plan.pk))
    assert writer.get(url("plan-thing-history", "plan", plan.pk + 1)).status_code == 404
