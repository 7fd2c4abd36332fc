"""States of a plan: every state, step and role; signatures that count for words; two people at once."""

from __future__ import annotations

import datetime as dt
import itertools
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from goldenthread.docs_states import mermaid
from goldenthread.hub.audit.interface import events_of_partnership
from goldenthread.hub.people.interface import Actor, SecondFactorNeeded, may
from goldenthread.hub.plans.access import current_plan
from goldenthread.hub.plans.actions.actions import add_milestone, change_action, change_milestone
from goldenthread.hub.plans.actions.measures import add_reading
from goldenthread.hub.plans.actions.plans import change_plan
from goldenthread.hub.plans.actions.priorities import add_priority, change_priority
from goldenthread.hub.plans.actions.saving import PlanClosed
from goldenthread.hub.plans.actions.sections import answer, write_section
from goldenthread.hub.plans.actions.states import StepRefused, sign, take_step, withdraw_signature
from goldenthread.hub.plans.diagram import diagram
from goldenthread.hub.plans.frozen import thawed
from goldenthread.hub.plans.models import Action, Plan, Priority, Reading, SignOff, SuccessMeasure, Transition
from goldenthread.hub.plans.queries.whole import digest, whole_plan
from goldenthread.hub.plans.states import CONDITIONS, STATES, STEPS, Facts, Step, row, steps_from
from goldenthread.warehouse.definitions.permissions import KINDS, ROLES
from tests.made.organisations import places_of
from tests.made.people import a_person, an_actor, signed_in
from tests.made.plans import CAMDEN, a_full_plan, a_local_measure, a_plan, a_priority, an_action

pytestmark = pytest.mark.django_db
BY_HAND = sorted({step.id for step in STEPS if not step.automatic})


def places() -> dict[str, str]:
    """An organisation of each kind in Camden's partnership."""
    return places_of(CAMDEN)


def signers() -> dict[str, Actor]:
    """Somebody for each signature."""
    where = places()
    return {
        "dcs": an_actor("approver"),
        "section-151": an_actor("finance"),
        "icb-executive": an_actor("approver", where["icb"]),
        "lead-member": an_actor("approver"),
        "parent-carer-forum": an_actor("approver", where["forum"]),
    }


def seen_by(client: Client) -> str:
    """What the page has whoever signs send along: the digest of the words on it."""
    found = re.search(r'name="seen" value="([0-9a-f]{16,})"', client.get(ADDRESS).content.decode())
    return found[1] if found else ""


def signed_plan() -> Plan:
    plan = a_plan()
    take_step(plan, by=an_actor(), step="send-to-partners")
    for slot, actor in signers().items():
        sign(plan, by=actor, slot=slot)
    return plan


def submitted_plan() -> Plan:
    return take_step(signed_plan(), by=an_actor("approver"), step="submit")


def live_plan() -> Plan:
    return take_step(submitted_plan(), by=an_actor("approver"), step="go-live")


# ------------------------------------------------------------------ the table


def test_every_state_is_reached_and_every_row_is_of_known_states() -> None:
    assert {step.before for step in STEPS} | {step.after for step in STEPS} == set(STATES)
    assert {step.after for step in STEPS} == set(STATES)
    assert len({(step.id, step.before) for step in STEPS}) == len(STEPS)
    assert not [step for step in STEPS if step.before == "superseded"]


def test_the_diagrams_hold_every_row_of_the_table() -> None:
    drawn, written = diagram("draft"), "\n".join(mermaid())
    for number, step in enumerate(STEPS, start=1):
        assert f">{number}</text>" in drawn
        assert f"<title>{step.title}</title>" in drawn
        assert f"{step.before.replace('-', '_')} --> {step.after.replace('-', '_')}: {step.title}" in written
    assert drawn.count("<circle") == len(STEPS)
    assert all(f">{title}</text>" in drawn for title in STATES.values())


def test_every_condition_says_in_words_why_it_is_not_met() -> None:
    unmet = Facts(missing=("Director",), out_of_date=("Forum",), other_draft=True)
    for name, told in CONDITIONS.items():
        assert bool(told(unmet)) is bool(name)
        assert told(Facts(other_in_force=True)) == ""


@pytest.mark.parametrize("step", [*BY_HAND, "last-signature", "replaced", "nonsense"])
@pytest.mark.parametrize("state", STATES)
def test_a_step_is_possible_where_the_table_has_it_and_nowhere_else(state: str, step: str) -> None:
    plan = a_plan(state=state)
    Plan.objects.filter(pk=plan.pk).update(state=state)
    wanted = row(step, state)
    if wanted is not None and not wanted.automatic and not wanted.condition:
        take_step(plan, by=an_actor("approver"), step=step)
        assert Transition.objects.filter(plan=plan, step=step, before=state).exists()
        return
    if wanted is not None and wanted.condition == "no-other-draft":
        assert take_step(plan, by=an_actor("approver"), step=step).state == "draft"
        return
    with pytest.raises(StepRefused):
        take_step(plan, by=an_actor("approver"), step=step)
    assert Plan.objects.get().state == state


@pytest.mark.parametrize("step", [s for s in STEPS if not s.automatic], ids=lambda step: f"{step.id}-{step.before}")
def test_every_step_is_taken_by_those_whom_the_table_of_permissions_allows_alone(step: Step) -> None:
    plan, where = a_plan(state=step.before), places()
    for role, kind in itertools.product(ROLES, KINDS):
        if not where[kind]:
            continue
        actor = an_actor(role, where[kind])
        if may(actor, step.permission, "plan", partnership=CAMDEN):
            continue
        with pytest.raises(PermissionDenied):
            take_step(plan, by=actor, step=step.id)
    with pytest.raises(PermissionDenied):
        take_step(plan, by=an_actor("approver", "barnet"), step=step.id)
    assert Plan.objects.get().state == step.before


def test_a_step_without_a_second_factor_is_refused_and_says_so() -> None:
    with pytest.raises(SecondFactorNeeded):
        take_step(a_plan(), by=an_actor("approver", second_factor=False), step="send-to-partners")


# ------------------------------------------------------------------ signatures


def test_the_last_signature_makes_the_plan_a_signed_one() -> None:
    plan = signed_plan()
    assert plan.state == Plan.objects.get().state == "signed"
    assert [each.step for each in Transition.objects.filter(plan=plan)] == ["last-signature", "send-to-partners"]
    assert "signed" in {event.action for event in events_of_partnership(CAMDEN)}


@pytest.mark.parametrize("slot", ["dcs", "section-151", "icb-executive", "lead-member", "parent-carer-forum"])
def test_only_the_right_role_in_the_right_organisation_signs_there(slot: str) -> None:
    plan, where = a_plan(state="partner-review"), places()
    right = {
        "section-151": ("finance", "authority"),
        "icb-executive": ("approver", "icb"),
        "parent-carer-forum": ("approver", "forum"),
    }.get(slot, ("approver", "authority"))
    for role, kind in itertools.product(ROLES, KINDS):
        if where[kind] and (role, kind) != right:
            with pytest.raises(PermissionDenied):
                sign(plan, by=an_actor(role, where[kind]), slot=slot)
    with pytest.raises(PermissionDenied):
        sign(plan, by=an_actor(right[0], "barnet"), slot=slot)
    assert not SignOff.objects.exists()
    sign(plan, by=an_actor(right[0], where[right[1]]), slot=slot)
    assert SignOff.objects.get().slot == slot


def test_a_slot_that_the_template_does_not_have_is_not_signed() -> None:
    with pytest.raises(StepRefused, match="needs no signature"):
        sign(a_plan(state="partner-review"), by=an_actor("approver"), slot="mayor")


@pytest.mark.parametrize("state", ["draft", "submitted", "live", "superseded"])
def test_a_plan_is_signed_in_review_alone(state: str) -> None:
    with pytest.raises(StepRefused, match="is not signed"):
        sign(a_plan(state=state), by=an_actor("approver"), slot="dcs")


def test_nobody_signs_for_two() -> None:
    plan, by = a_plan(state="partner-review"), an_actor("approver")
    sign(plan, by=by, slot="dcs")
    with pytest.raises(StepRefused, match="Somebody else signs as"):
        sign(plan, by=by, slot="lead-member")
    with pytest.raises(StepRefused, match="has signed already"):
        sign(plan, by=an_actor("approver"), slot="dcs")


def test_a_change_makes_a_signature_out_of_date_and_blocks_submission_until_it_is_signed_again() -> None:
    plan, by = signed_plan(), an_actor("approver")
    write_section(plan, by=by, section="assessment", version=0, narrative="Another thing")
    assert not any(each.is_current for each in whole_plan(plan).signatures)
    with pytest.raises(StepRefused, match="to be signed again"):
        take_step(plan, by=by, step="submit")
    for slot, actor in signers().items():
        sign(plan, by=actor, slot=slot)
    assert take_step(plan, by=by, step="submit").state == "submitted"


def test_a_change_that_is_taken_back_makes_the_signatures_count_again() -> None:
    plan, by = a_plan(), an_actor("approver")
    first = write_section(plan, by=by, section="assessment", version=0, narrative="As it was")
    take_step(plan, by=by, step="send-to-partners")
    sign(plan, by=by, slot="dcs")
    other = write_section(plan, by=by, section="assessment", version=first.version, narrative="Otherwise")
    assert not whole_plan(plan).signatures[0].is_current
    write_section(plan, by=by, section="assessment", version=other.version, narrative="As it was")
    assert whole_plan(plan).signatures[0].is_current


def test_how_the_work_goes_is_no_word_of_the_plan() -> None:
    plan, by = a_plan(), an_actor()
    action = an_action(a_priority(plan))
    measure = a_local_measure(action)
    before = digest(whole_plan(plan))
    change_action(action.pk, by=by, version=1, status="under-way", rag="red", rag_reason="Late")
    add_reading(measure, by=by, on=dt.date(2026, 6, 30), value=60.0)
    change_plan(plan, by=by, version=1, allows_contact=True)
    assert digest(whole_plan(plan)) == before
    change_action(action.pk, by=by, version=2, lead="Somebody else")
    assert digest(whole_plan(plan)) != before


def test_who_had_read_another_wording_does_not_sign_this_one() -> None:
    plan, by = a_plan(state="partner-review"), an_actor("approver")
    seen = digest(whole_plan(plan))
    write_section(plan, by=by, section="assessment", version=0, narrative="Changed meanwhile")
    with pytest.raises(StepRefused, match="changed since you opened"):
        sign(plan, by=by, slot="dcs", seen=seen)
    assert not SignOff.objects.exists()


def test_one_takes_back_ones_own_signature_alone_and_the_plan_waits_again() -> None:
    plan = a_plan(state="partner-review")
    everyone = signers()
    for slot, actor in everyone.items():
        sign(plan, by=actor, slot=slot)
    with pytest.raises(StepRefused, match="no signature of yours"):
        withdraw_signature(plan, by=everyone["lead-member"], slot="dcs")
    withdraw_signature(plan, by=everyone["dcs"], slot="dcs")
    assert plan.state == "partner-review"
    assert SignOff.objects.filter(withdrawn_at=None).count() == 4


def test_a_signature_stays_once_the_plan_is_submitted() -> None:
    plan = a_plan(state="partner-review")
    everyone = signers()
    for slot, actor in everyone.items():
        sign(plan, by=actor, slot=slot)
    take_step(plan, by=everyone["dcs"], step="submit")
    with pytest.raises(StepRefused, match="signatures stay"):
        withdraw_signature(plan, by=everyone["dcs"], slot="dcs")


def test_a_signed_plan_that_is_taken_back_and_sent_again_unchanged_is_signed_still() -> None:
    plan, by = signed_plan(), an_actor()
    take_step(plan, by=by, step="take-back")
    take_step(plan, by=by, step="send-to-partners")
    assert plan.state == "signed"


def test_what_leads_on_stands_before_what_leads_back() -> None:
    assert [(step.id, step.is_back) for step in steps_from("signed")] == [("submit", False), ("take-back", True)]


# ------------------------------------------------------------------ in force


def test_submission_keeps_the_whole_plan_as_it_stands() -> None:
    plan = a_full_plan(sections=2, actions=2, measures=2)
    take_step(plan, by=an_actor(), step="send-to-partners")
    for slot, actor in signers().items():
        sign(plan, by=actor, slot=slot)
    now = digest(whole_plan(plan))
    take_step(plan, by=an_actor("approver"), step="submit")
    kept = Plan.objects.get().frozen
    assert (kept["digest"], kept["state"], len(kept["priorities"])) == (now, "submitted", 2)
    assert kept["priorities"][0]["actions"][0]["cost_pounds"] == "125000.00"
    assert len(kept["signatures"]) == 5
    assert kept["maturity"] is None  # nothing is judged yet, which is kept too
    assert (thawed(kept).priorities, thawed(kept).texts) == (whole_plan(plan).priorities, whole_plan(plan).texts)
    assert all(each.is_current for each in whole_plan(plan).signatures)


@pytest.mark.parametrize(
    "state, told", [("submitted", "words stay"), ("live", "words stay"), ("superseded", "later plan")]
)
def test_the_words_of_a_plan_in_force_are_not_changed(state: str, told: str) -> None:
    plan, by = a_plan(), an_actor()
    action = an_action(a_priority(plan))
    Plan.objects.update(state=state)
    plan.refresh_from_db()
    for write in (
        lambda: change_plan(plan, by=by, version=1, title="Another"),
        lambda: write_section(plan, by=by, section="assessment", version=0, narrative="More"),
        lambda: answer(plan, by=by, question="most-days-lost", version=0, text="More"),
        lambda: add_priority(plan, by=by, section="assessment", title="More"),
        lambda: change_priority(action.priority_id, by=by, version=1, title="More"),
        lambda: change_action(action.pk, by=by, version=1, title="More", status="done"),
    ):
        with pytest.raises(PlanClosed, match=told):
            write()
    action.refresh_from_db()
    assert (action.title, action.status) == ("Advice from health in six weeks", "not-started")


def test_how_the_work_goes_is_kept_in_a_live_plan() -> None:
    plan, by = a_plan(), an_actor()
    action = an_action(a_priority(plan))
    measure, step = a_local_measure(action), add_milestone(action, by=by, title="Half", due_on=dt.date(2027, 6, 30))
    Plan.objects.update(state="live")
    sent = {
        "title": action.title,
        "lead": action.lead,
        "cost_pounds": action.cost_pounds,
        "status": "done",
        "rag": "green",
    }
    assert change_action(action.pk, by=by, version=1, **sent).status == "done"
    assert add_reading(measure, by=by, on=dt.date(2026, 6, 30), value=60.0).value == 60.0
    assert change_milestone(step.pk, by=by, version=1, done_on=dt.date(2026, 6, 1)).done_on


def test_a_next_draft_holds_everything_and_the_live_plan_stays_in_force_until_the_draft_goes_live() -> None:
    first = a_full_plan(sections=3, actions=4, measures=4)
    Plan.objects.update(state="live")
    first.refresh_from_db()
    draft = take_step(first, by=an_actor("approver"), step="revise")
    assert (draft.state, draft.version, draft.frozen) == ("draft", 1, None)
    assert (current_plan(CAMDEN), Plan.objects.get(partnership=CAMDEN, state="live")) == (draft, first)
    old, new = whole_plan(first), whole_plan(draft)
    assert [p.title for p in old.priorities] == [p.title for p in new.priorities]
    assert [a.title for a in old.actions] == [a.title for a in new.actions]
    assert [m.readings for m in old.measures] == [m.readings for m in new.measures]
    assert {t.section: t.narrative for t in old.texts.values()} == {t.section: t.narrative for t in new.texts.values()}
    assert [a.text for a in old.answers] == [a.text for a in new.answers]
    assert Priority.objects.count() == 6
    assert Action.objects.count() == 8
    assert Reading.objects.filter(measure__in=SuccessMeasure.objects.filter(action__priority__plan=draft)).exists()
    with pytest.raises(StepRefused, match="there already"):
        take_step(first, by=an_actor("approver"), step="revise")
    Plan.objects.filter(pk=draft.pk).update(state="submitted")
    draft.refresh_from_db()
    take_step(draft, by=an_actor("approver"), step="go-live")
    first.refresh_from_db()
    assert (first.state, draft.state) == ("superseded", "live")
    assert Plan.objects.get(partnership=CAMDEN, state="live") == draft


def test_a_draft_beside_a_live_plan_is_set_aside_and_an_only_plan_is_not() -> None:
    live = live_plan()
    draft = take_step(live, by=an_actor("approver"), step="revise")
    take_step(draft, by=an_actor("approver"), step="set-aside")
    assert current_plan(CAMDEN) == live
    other = a_plan(partnership="E09000003", by=an_actor("approver", "barnet"))
    with pytest.raises(StepRefused, match="only plan"):
        take_step(other, by=an_actor("approver", "barnet"), step="set-aside")


def test_an_older_plan_that_goes_live_leaves_a_newer_one_that_is_submitted_where_it_is() -> None:
    older = submitted_plan()
    newer = take_step(older, by=an_actor("approver"), step="revise")
    Plan.objects.filter(pk=newer.pk).update(state="submitted")
    take_step(older, by=an_actor("approver"), step="go-live")
    newer.refresh_from_db()
    assert newer.state == "submitted"
    take_step(newer, by=an_actor("approver"), step="go-live")
    older.refresh_from_db()
    assert older.state == "superseded"


# ------------------------------------------------------------------ at once


@pytest.mark.parametrize(
    "step, state", [("send-to-partners", "draft"), ("go-live", "submitted"), ("take-back", "signed")]
)
def test_of_two_who_take_the_same_step_at_once_one_does_and_the_other_is_told(step: str, state: str) -> None:
    plan, by = a_plan(state=state), an_actor("approver")
    mine, theirs = Plan.objects.get(pk=plan.pk), Plan.objects.get(pk=plan.pk)
    take_step(mine, by=by, step=step)
    with pytest.raises(StepRefused, match="Somebody else was faster"):
        take_step(theirs, by=an_actor("approver"), step=step)
    assert Transition.objects.filter(step=step).count() == 1


def test_of_two_who_sign_in_the_same_slot_one_does() -> None:
    plan = a_plan(state="partner-review")
    sign(Plan.objects.get(), by=an_actor("approver"), slot="dcs")
    with pytest.raises(StepRefused, match="has signed already"):
        sign(plan, by=an_actor("approver"), slot="dcs")


# ------------------------------------------------------------------ the page

ADDRESS = f"/plans/{CAMDEN}/sign-off/"


def test_the_page_says_what_may_be_done_and_why_not_the_rest(client: Client) -> None:
    a_plan()
    text = signed_in(client, a_person("viewer")).get(ADDRESS).content.decode()
    assert "Your role does not allow this step." in text
    assert "An approver of the local authority signs here." in text
    assert "been a draft since it was begun" in text
    assert text.count('<circle class="gt-states__mark"') == len(STEPS)


def test_a_plan_goes_from_draft_to_live_by_the_page(client: Client) -> None:
    plan = a_plan()
    approver = signed_in(client, a_person("approver"))
    told = approver.post(
        f"{ADDRESS}step/", {"step": "send-to-partners", "seen": "draft", "note": "Please read"}, follow=True
    )
    assert "The state of the plan now: partner review." in told.content.decode()
    for slot, (role, where) in {
        "section-151": ("finance", "camden"), "icb-executive": ("approver", places()["icb"]),
        "lead-member": ("approver", "camden"), "parent-carer-forum": ("approver", places()["forum"]),
    }.items():  # fmt: skip
        signer = signed_in(Client(), a_person(role, where))
        assert (
            "You have signed"
            in signer.post(f"{ADDRESS}sign/", {"seen": seen_by(signer), "slot": slot}, follow=True).content.decode()
        )
    approver.post(f"{ADDRESS}sign/", {"seen": seen_by(approver), "slot": "dcs", "note": "Agreed"})
    for step, seen in (("submit", "signed"), ("go-live", "submitted")):
        approver.post(f"{ADDRESS}step/", {"step": step, "seen": seen})
    plan.refresh_from_db()
    assert plan.state == "live"
    text = approver.get(ADDRESS).content.decode()
    assert "Please read" in text
    assert "Begin a new draft from this plan" in text


def test_a_step_from_a_page_that_is_out_of_date_changes_nothing(client: Client) -> None:
    plan = a_plan(state="signed")
    told = signed_in(client, a_person("approver")).post(
        f"{ADDRESS}step/", {"step": "take-back", "seen": "partner-review"}, follow=True
    )
    assert "moved on since you opened the page" in told.content.decode()
    plan.refresh_from_db()
    assert plan.state == "signed"


def test_every_signature_is_withdrawn_by_the_page(client: Client) -> None:
    a_plan(state="partner-review")
    approver = signed_in(client, a_person("approver"))
    approver.post(f"{ADDRESS}sign/", {"seen": seen_by(approver), "slot": "dcs"})
    assert "Withdraw your signature" in approver.get(ADDRESS).content.decode()
    asked = approver.post(f"{ADDRESS}sign/", {"seen": seen_by(approver), "slot": "dcs", "withdraw": "yes"})
    assert "Withdraw your signature?" in asked.content.decode()
    assert SignOff.objects.filter(withdrawn_at=None).exists()
    approver.post(f"{ADDRESS}sign/", {"seen": seen_by(approver), "slot": "dcs", "withdraw": "yes", "sure": "yes"})
    assert not SignOff.objects.filter(withdrawn_at=None).exists()


def test_taking_a_plan_back_is_asked_once_more(client: Client) -> None:
    plan = a_plan(state="partner-review")
    writer, sent = signed_in(client, a_person()), {"step": "take-back", "seen": "partner-review", "note": "Not yet"}
    asked = writer.post(f"{ADDRESS}step/", sent).content.decode()
    assert "Take back to draft?" in asked
    assert 'name="note" value="Not yet"' in asked
    plan.refresh_from_db()
    assert plan.state == "partner-review"
    writer.post(f"{ADDRESS}step/", {**sent, "sure": "yes"})
    plan.refresh_from_db()
    assert plan.state == "draft"


def test_a_change_after_the_last_signature_is_said_before_the_state_and_before_it_is_saved(client: Client) -> None:
    plan = signed_plan()
    writer = signed_in(client, a_person())
    page = writer.get(f"/plans/{CAMDEN}/sections/story/write/").content.decode()
    assert "5 signatures given for these words. What you save is to be signed again." in page
    assert "Everyone who must sign has signed." in writer.get(ADDRESS).content.decode()
    write_section(plan, by=an_actor(), section="story", version=0, narrative="Changed")
    page = writer.get(ADDRESS).content.decode()
    assert "To be signed again" in page
    assert (
        "Everyone who must sign has signed."
        not in page.split("<main")[1].split("Signatures</h2>")[0].split("What can be done")[0]
    )


def test_who_signed_once_is_told_why_the_second_slot_is_somebody_elses(client: Client) -> None:
    a_plan(state="partner-review")
    approver = signed_in(client, a_person("approver"))
    approver.post(f"{ADDRESS}sign/", {"seen": seen_by(approver), "slot": "dcs"})
    assert "You have signed as “Director of children’s services”." in approver.get(ADDRESS).content.decode()


@pytest.mark.parametrize("sent", [{}, {"step": "../x", "seen": "draft"}, {"step": "x" * 99, "seen": "draft"}])
def test_a_step_that_makes_no_sense_is_told_and_changes_nothing(client: Client, sent: dict[str, str]) -> None:
    a_plan()
    told = signed_in(client, a_person("approver")).post(f"{ADDRESS}step/", sent, follow=True)
    assert told.status_code == 200
    assert Plan.objects.get().state == "draft"


def test_a_stranger_sees_no_page_and_takes_no_step(client: Client) -> None:
    a_plan()
    stranger = signed_in(client, a_person("approver", "barnet"))
    assert stranger.get(ADDRESS).status_code == 403
    assert stranger.post(f"{ADDRESS}step/", {"step": "send-to-partners", "seen": "draft"}).status_code == 403


def test_an_older_plan_is_read_by_its_number_and_no_other_partnerships(client: Client) -> None:
    live = live_plan()
    draft = take_step(live, by=an_actor("approver"), step="revise")
    other = a_plan(partnership="E09000003", by=an_actor("approver", "barnet"))
    reader = signed_in(client, a_person("viewer"))
    assert "It is being written." in reader.get(f"{ADDRESS}?plan={draft.pk}").content.decode()
    assert "It is in force." in reader.get(ADDRESS).content.decode()
    assert "It is in force." in reader.get(f"{ADDRESS}?plan={live.pk}").content.decode()
    assert reader.get(f"{ADDRESS}?plan={other.pk}").status_code == 404
    assert reader.get(f"{ADDRESS}?plan=one").status_code == 404


def test_the_number_of_queries_does_not_grow_with_signatures_and_history(
    client: Client, django_assert_max_num_queries: object
) -> None:
    plan = signed_plan()
    reader = signed_in(client, a_person("viewer"))
    for _ in range(20):
        take_step(plan, by=an_actor(), step="take-back")
        take_step(plan, by=an_actor(), step="send-to-partners")
    reader.get(ADDRESS)
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        assert reader.get(ADDRESS).status_code == 200


def test_a_note_that_is_too_long_is_told(client: Client) -> None:
    with pytest.raises(ValidationError, match="at most 2,000"):
        take_step(a_plan(), by=an_actor(), step="send-to-partners", note="x" * 2001)
    assert steps_from("superseded") == ()


def test_the_pages_of_a_live_plan_beside_a_draft_lead_to_each_other(client: Client) -> None:
    live = live_plan()
    draft = take_step(live, by=an_actor("approver"), step="revise")
    reader = signed_in(client, a_person("viewer"))
    text = reader.get(f"/plans/{CAMDEN}/?plan={live.pk}").content.decode()
    assert f"/plans/{CAMDEN}/checks/?plan={live.pk}" in text
    assert "This plan is in force" in text
    assert "This plan is in force" in reader.get(f"/plans/{CAMDEN}/").content.decode()
    assert "This plan is in force" not in reader.get(f"/plans/{CAMDEN}/?plan={draft.pk}").content.decode()


def test_a_page_of_a_thing_is_about_the_plan_that_the_thing_is_of(client: Client) -> None:
    plan = a_plan()
    priority = a_priority(plan)
    Plan.objects.update(state="live")
    plan.refresh_from_db()
    take_step(plan, by=an_actor("approver"), step="revise")
    reader = signed_in(client, a_person("viewer"))
    copied = Priority.objects.exclude(pk=priority.pk).get()
    assert "This plan is in force" in reader.get(f"/plans/{CAMDEN}/priorities/{priority.pk}/").content.decode()
    assert "This plan is in force" not in reader.get(f"/plans/{CAMDEN}/priorities/{copied.pk}/").content.decode()


def test_nobody_signs_words_that_they_do_not_say_they_have_seen(client: Client) -> None:
    plan = a_plan(state="partner-review")
    approver = signed_in(client, a_person("approver"))
    for told in ({}, {"seen": ""}):
        page = approver.post(f"{ADDRESS}sign/", {"slot": "dcs", **told}, follow=True).content.decode()
        assert "read the plan as it stands, then sign" in page
    assert not SignOff.objects.filter(plan=plan).exists()
