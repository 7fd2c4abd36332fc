"""Where a plan stands between draft and superseded: its signatures, its history and the plans beside it."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.hub.plans.models import Plan, Transition
from goldenthread.hub.plans.states import IN_FORCE, OPEN, Facts
from goldenthread.hub.plans.templates_in_force import template_of
from goldenthread.hub.plans.whole import WholePlan, WholeSignature
from goldenthread.warehouse.definitions.plan_templates import SignOff as Slot

from .whole import digest, whole_plan


@dataclass(frozen=True, slots=True)
class Signing:
    """A slot of the template and the signature in it, if there is one."""

    slot: Slot
    signature: WholeSignature | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that steps and signatures are decided by. `digest`: of the plan's words as they are now."""

    whole: WholePlan
    digest: str
    signings: tuple[Signing, ...]
    facts: Facts


def standing_of(plan: Plan) -> Standing:
    """Reads it in a fixed number of queries."""
    whole = whole_plan(plan)
    signed = {each.slot: each for each in whole.signatures}
    signings = tuple(Signing(slot, signed.get(slot.id)) for slot in template_of(plan).sign_offs)
    beside = set(Plan.objects.filter(partnership=plan.partnership).exclude(pk=plan.pk).values_list("state", flat=True))
    facts = Facts(
        missing=tuple(each.slot.title for each in signings if each.signature is None),
        out_of_date=tuple(each.slot.title for each in signings if each.signature and not each.signature.is_current),
        other_draft=bool(beside & set(OPEN)),
        other_in_force=bool(beside & set(IN_FORCE)),
    )
    return Standing(whole, digest(whole), signings, facts)


def transitions_of(plan: Plan) -> list[Transition]:
    """Every step that was taken, newest first."""
    return list(Transition.objects.filter(plan=plan))


def plans_of(partnership: str) -> list[Plan]:
    """Every plan of a partnership, newest first."""
    return list(Plan.objects.filter(partnership=partnership).defer("frozen"))
