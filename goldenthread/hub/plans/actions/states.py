"""Steps from one state to another, and signatures. Of two who do the same at once, one does and the other is told."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from goldenthread.hub.audit.interface import record
from goldenthread.hub.maturity.interface import AssessmentTold, assessment_told
from goldenthread.hub.people.interface import Actor, demand, may
from goldenthread.hub.plans.models import Plan, SignOff, Transition
from goldenthread.hub.plans.queries.standing import Standing, standing_of
from goldenthread.hub.plans.states import IN_FORCE, SIGNABLE, STATES, Step, row, why_not
from goldenthread.hub.plans.templates_in_force import template_of
from goldenthread.warehouse.definitions.plan_templates import SignOff as Slot

from .copying import copy_plan
from .saving import plain


class StepRefused(ValidationError):
    """A step or a signature that cannot be as things stand; the message says why."""


@transaction.atomic
def take_step(plan: Plan, *, by: Actor, step: str, note: str = "") -> Plan:
    """Takes a step of the table and returns the plan; for a step that begins a next plan, that one.

    Raises PermissionDenied for who may not, StepRefused where the table or its condition does not allow it now.
    """
    wanted = row(step, plan.state)
    if wanted is None or wanted.automatic:
        raise StepRefused(f"This cannot be done with a plan that is {STATES[plan.state].lower()}.")
    demand(by, wanted.permission, "plan", partnership=plan.partnership)
    _lock(plan)
    standing = standing_of(plan)
    told = why_not(wanted, standing.facts)
    if told:
        raise StepRefused(told)
    note = _note(note)
    if wanted.begins_next:
        return _begin_next(plan, wanted, by, note)
    _move(plan, wanted, by, note)
    if wanted.id == "submit":
        _freeze(plan, standing, by)
    if wanted.id == "go-live":
        _replace_others(plan, by)
    if wanted.after == "partner-review":
        _close_when_all_signed(plan, by, standing)
    return plan


@transaction.atomic
def sign(plan: Plan, *, by: Actor, slot: str, note: str = "", seen: str = "") -> SignOff:
    """Signs the plan as it stands. The last signature makes it a signed plan.

    `seen`: the digest of what the signer had read; where the plan reads otherwise by now, nothing is signed.
    Raises PermissionDenied for who does not hold the role that signs there, StepRefused where it cannot be signed now.
    """
    wanted = _slot(plan, slot)
    demand(by, "sign", "plan", partnership=plan.partnership)
    organisation = organisation_for(plan, by, wanted)
    if not organisation:
        raise PermissionDenied(f"Only {who_signs(wanted)} of this partnership signs as “{wanted.title}”.")
    _lock(plan)
    if plan.state not in SIGNABLE:
        raise StepRefused(f"A plan that is {STATES[plan.state].lower()} is not signed. Send it to the partners first.")
    standing = standing_of(plan)
    if seen and seen != standing.digest:
        raise StepRefused("The plan was changed since you opened this page. Read what changed, then sign.")
    _may_sign_there(standing, wanted, by)
    now = timezone.now()
    SignOff.objects.filter(plan=plan, slot=slot, withdrawn_at=None).update(withdrawn_at=now)
    made = SignOff.objects.create(
        plan=plan, slot=slot, person=by.key, organisation=organisation, plan_digest=standing.digest, note=_note(note)
    )
    _record(plan, by, "signed", slot)
    _close_when_all_signed(plan, by, standing_of(plan))
    return made


@transaction.atomic
def withdraw_signature(plan: Plan, *, by: Actor, slot: str) -> None:
    """Takes one's own signature back, until the plan is submitted."""
    demand(by, "sign", "plan", partnership=plan.partnership)
    _lock(plan)
    if plan.state in IN_FORCE or plan.state == "superseded":
        raise StepRefused(f"The plan is {STATES[plan.state].lower()}; its signatures stay.")
    withdrawn = SignOff.objects.filter(plan=plan, slot=slot, person=by.key, withdrawn_at=None)
    if not withdrawn.update(withdrawn_at=timezone.now()):
        raise StepRefused("There is no signature of yours there.")
    _record(plan, by, "withdrew signature", slot)
    lost = row("signature-withdrawn", plan.state)
    if lost is not None:
        _move(plan, lost, by, "")


def organisation_for(plan: Plan, actor: Actor, slot: Slot) -> str:
    """The organisation for which the actor may sign there; '' where they may not."""
    fits = (r for r in actor.roles if (r.kind, r.role) == (slot.organisation, slot.role))
    return next((r.organisation for r in fits if plan.partnership in r.partnerships), "")


WHO = {
    ("authority", "approver"): "an approver of the local authority",
    ("authority", "finance"): "the finance lead of the local authority",
    ("icb", "approver"): "an approver of the integrated care board",
    ("icb", "finance"): "the finance lead of the integrated care board",
    ("forum", "approver"): "an approver of the parent carer forum",
    ("forum", "finance"): "the finance lead of the parent carer forum",
}


def who_signs(slot: Slot) -> str:
    """'an approver of the local authority'."""
    return WHO[slot.organisation, slot.role]


def _slot(plan: Plan, slot: str) -> Slot:
    found = next((each for each in template_of(plan).sign_offs if each.id == slot), None)
    if found is None:
        raise StepRefused(f"This plan needs no signature '{slot[:60]}'.")
    return found


def _may_sign_there(standing: Standing, slot: Slot, by: Actor) -> None:
    for signing in standing.signings:
        held = signing.signature
        if held is None or not held.is_current:
            continue
        if signing.slot.id == slot.id:
            raise StepRefused(f"“{slot.title}” has signed already, and nothing was changed since.")
        if held.person == by.key:
            raise StepRefused(f"You have signed as “{signing.slot.title}”. Somebody else signs as “{slot.title}”.")


def _close_when_all_signed(plan: Plan, by: Actor, standing: Standing) -> None:
    last = row("last-signature", plan.state)
    if last is not None and not why_not(last, standing.facts):
        _move(plan, last, by, "")


def _lock(plan: Plan) -> None:
    """Holds the plan until the end of the transaction. StepRefused where it is no longer what the caller saw."""
    held = Plan.objects.select_for_update().defer("frozen").get(pk=plan.pk)
    if held.state != plan.state:
        raise StepRefused(
            f"Somebody else was faster: the plan is {STATES[held.state].lower()} now. Look at it again before you go on."
        )


def _move(plan: Plan, step: Step, by: Actor, note: str) -> None:
    """The state changes here alone, and only from what it was."""
    if not Plan.objects.filter(pk=plan.pk, state=step.before).update(state=step.after):
        raise StepRefused("Somebody else was faster. Look at the plan again before you go on.")
    plan.state = step.after
    _keep(plan, step, step.before, step.after, by, note)


def _keep(plan: Plan, step: Step, before: str, after: str, by: Actor, note: str) -> None:
    Transition.objects.create(plan=plan, step=step.id, before=before, after=after, person=by.key, note=note)
    _record(plan, by, step.id, "state")


def _record(plan: Plan, by: Actor, action: str, field: str) -> None:
    record(
        by=by.key, action=action, kind="plan", object_id=plan.pk, partnership=plan.partnership, fields=[field]
    )  # fmt: skip


def _freeze(plan: Plan, standing: Standing, by: Actor) -> None:
    plan.frozen = frozen(standing)
    if may(by, "view", "assessment", partnership=plan.partnership):
        plan.frozen["maturity"] = kept_assessment(assessment_told(by, plan.partnership))
    Plan.objects.filter(pk=plan.pk).update(frozen=plan.frozen)


def frozen(standing: Standing) -> dict[str, Any]:
    """The whole plan as JSON: dates and money as text, with the digest that the signatures are of."""
    kept: dict[str, Any] = json.loads(json.dumps({**asdict(standing.whole), "state": "submitted"}, default=str))
    return {**kept, "digest": standing.digest}


def kept_assessment(told: AssessmentTold | None) -> dict[str, Any] | None:
    """The maturity profile as JSON, beside the plan that it was submitted with; None where nothing is judged yet."""
    return None if told is None else json.loads(json.dumps(asdict(told)))


def _replace_others(plan: Plan, by: Actor) -> None:
    """What was live is superseded by this plan, and so is what was submitted before it."""
    older = Q(state="live") | Q(state="submitted", pk__lt=plan.pk)
    for other in Plan.objects.select_for_update().filter(older, partnership=plan.partnership).exclude(pk=plan.pk):
        step = row("replaced", other.state)
        if step is not None:
            _move(other, step, by, "")


def _begin_next(plan: Plan, step: Step, by: Actor, note: str) -> Plan:
    made = copy_plan(plan, by=by)
    _keep(plan, step, plan.state, plan.state, by, note)
    _keep(made, step, "", made.state, by, note)
    return made


def _note(text: str) -> str:
    note = plain(text)
    if len(note) > 2000:
        raise ValidationError({"note": f"Write at most 2,000 characters; this has {len(note):,}."})
    return note
