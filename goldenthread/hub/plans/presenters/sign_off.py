"""The sign-off page: where the plan stands, what may be done next and why not, who signed and what happened."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from goldenthread.hub.people.interface import Actor, may, names_of
from goldenthread.hub.plans.actions.states import organisation_for, who_signs
from goldenthread.hub.plans.diagram import diagram
from goldenthread.hub.plans.models import Plan, Transition
from goldenthread.hub.plans.queries.standing import Signing, Standing, plans_of, standing_of, transitions_of
from goldenthread.hub.plans.states import (
    CONDITION_WORDS,
    IN_FORCE,
    MEANING,
    SIGNABLE,
    STATES,
    STEPS,
    Step,
    steps_from,
    why_not,
)
from goldenthread.hub.ui.interface import wording

SUBMIT = next(step for step in STEPS if step.id == "submit")
NOT_YOURS = "Your role does not allow this step."
NO_FACTOR = "This step needs a second step at sign-in."


@dataclass(frozen=True, slots=True)
class Offered:
    """A step from here. `why_not`: '' where this reader may take it now."""

    id: str
    title: str
    words: str
    why_not: str
    is_back: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """A signature that the plan needs. `may_sign`, `may_withdraw`: whether this reader may now."""

    id: str
    title: str
    who: str
    standing: str
    kind: str
    told: str
    note: str
    may_sign: bool
    may_withdraw: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """A step that was taken."""

    title: str
    before: str
    after: str
    who: str
    when: str
    note: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Another plan of the partnership."""

    title: str
    state: str
    href: str


@dataclass(frozen=True, slots=True)
class SignOffPage:
    """Everything of the page. `table`: (number, step, from and to, condition) of every row of the table of steps."""

    state: str
    digest: str
    title: str
    meaning: str
    drawing: str
    table: tuple[tuple[int, str, str, str], ...]
    steps: tuple[Offered, ...]
    slots: tuple[Slot, ...]
    past: tuple[Past, ...]
    beside: tuple[Beside, ...]


def sign_off_page(plan: Plan, reader: Actor) -> SignOffPage:
    """The page as this reader sees it; a fixed number of queries."""
    standing, past = standing_of(plan), transitions_of(plan)
    signers = [each.signature.person for each in standing.signings if each.signature]
    names = names_of([*signers, *(each.person for each in past)])
    title, meaning = _state_words(plan, standing)
    return SignOffPage(
        plan.state, standing.digest, title, meaning, diagram(plan.state), tuple(_table()),
        tuple(_offered(plan, step, standing, reader) for step in steps_from(plan.state)),
        tuple(_slot(plan, each, standing, reader, names) for each in standing.signings),
        tuple(_past(each, names) for each in past),
        tuple(_beside(each) for each in plans_of(plan.partnership) if each.pk != plan.pk),
    )  # fmt: skip


def _state_words(plan: Plan, standing: Standing) -> tuple[str, str]:
    """The state and what it means; where signatures are out of date, that comes before the state."""
    if plan.state in SIGNABLE and standing.facts.out_of_date:
        return "To be signed again", f"{why_not(SUBMIT, standing.facts)} The plan cannot be submitted before."
    return STATES[plan.state], MEANING[plan.state]


def _table() -> list[tuple[int, str, str, str]]:
    rows = []
    for number, step in enumerate(STEPS, start=1):
        after = f"{STATES[step.after]}{' (of a new plan)' if step.begins_next else ''}"
        when = CONDITION_WORDS[step.condition] or ("by itself" if step.automatic else "at any time")
        rows.append((number, step.title, f"{STATES[step.before]} to {after[:1].lower()}{after[1:]}", when))
    return rows


def _offered(plan: Plan, step: Step, standing: Standing, reader: Actor) -> Offered:
    reason = ""
    if not may(reader, step.permission, "plan", partnership=plan.partnership):
        with_factor = Actor(reader.key, reader.name, reader.email, reader.roles, True)
        reason = NO_FACTOR if may(with_factor, step.permission, "plan", partnership=plan.partnership) else NOT_YOURS
    return Offered(step.id, step.title, step.words, reason or why_not(step, standing.facts), step.is_back)


def _slot(plan: Plan, signing: Signing, standing: Standing, reader: Actor, names: dict[str, str]) -> Slot:
    held, slot = signing.signature, signing.slot
    is_current = held is not None and held.is_current
    others = [each.signature for each in standing.signings if each.signature and each.slot.id != slot.id]
    elsewhere = next((s.slot.title for s in standing.signings if s.signature in others and _is_of(s, reader)), "")
    could_sign = (
        plan.state in SIGNABLE and not is_current
        and may(reader, "sign", "plan", partnership=plan.partnership) and bool(organisation_for(plan, reader, slot))
    )  # fmt: skip
    why = f"You have signed as “{elsewhere}”. Nobody signs twice, so somebody else signs here." if elsewhere else ""
    may_withdraw = held is not None and held.person == reader.key and plan.state not in (*IN_FORCE, "superseded")
    told = f"{names[held.person]}, {wording.day(timezone.localtime(held.signed_at).date())}" if held else ""
    standing_words, kind = _words(held is not None, is_current)
    return Slot(
        slot.id, slot.title, who_signs(slot), standing_words, kind, told, held.note if held else "",
        could_sign and not elsewhere, may_withdraw, why if could_sign else "",
    )  # fmt: skip


def _is_of(signing: Signing, reader: Actor) -> bool:
    held = signing.signature
    return held is not None and held.is_current and held.person == reader.key


def _words(is_signed: bool, is_current: bool) -> tuple[str, str]:
    if not is_signed:
        return "Not signed", "quiet"
    return ("Signed", "good") if is_current else ("Out of date", "warn")


def _past(each: Transition, names: dict[str, str]) -> Past:
    title = next((step.title for step in STEPS if step.id == each.step), each.step)
    when = timezone.localtime(each.at)
    return Past(
        title, STATES.get(each.before, "Not begun"), STATES.get(each.after, each.after), names[each.person],
        f"{wording.day(when.date())} at {when:%H:%M}", each.note,
    )  # fmt: skip


def _beside(plan: Plan) -> Beside:
    return Beside(plan.title, STATES[plan.state], f"{reverse('plan-sign-off', args=[plan.partnership])}?plan={plan.pk}")
