"""Who signs, who has signed, and whether the plan still reads as it was signed."""

from __future__ import annotations

from goldenthread.hub.plans.outputs.blocks import Block, Column, Heading, Table
from goldenthread.hub.plans.outputs.inputs import Inputs
from goldenthread.hub.plans.whole import WholeSignature
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import SignOff

COLUMNS = (
    Column("Signature of", weight=4), Column("Who", weight=3), Column("When", weight=2), Column("What it holds for", weight=3),
)  # fmt: skip


def signatures(given: Inputs) -> list[Block]:
    """One row for each signature that the template asks for."""
    found = {each.slot: each for each in given.plan.signatures}
    rows = tuple(_row(given, slot, found.get(slot.id)) for slot in given.template.sign_offs)
    missing = sum(1 for slot in given.template.sign_offs if slot.id not in found)
    note = f"{wording.counted(missing, 'signature')} missing." if missing else "Every signature is there."
    return [Heading(1, "Signatures"), Table("Signatures", COLUMNS, rows, (note,))]


def _row(given: Inputs, slot: SignOff, signed: WholeSignature | None) -> tuple[str, ...]:
    if signed is None:
        return slot.title, "not signed yet", "not signed yet", "not signed yet"
    person = given.people.get(signed.person, "a former member")
    organisation = given.organisations.get(signed.organisation, signed.organisation)
    holds = "the plan as it reads now" if signed.is_current else "an earlier wording: the plan changed since"
    note = f" “{' '.join(signed.note.split())}”" if signed.note.strip() else ""
    return slot.title, f"{person}, {organisation}", wording.day(signed.signed_at.date()), f"{holds}.{note}"
