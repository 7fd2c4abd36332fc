"""Giving roles and ending them."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from goldenthread.hub.audit.interface import record

from ..actors import Actor
from ..faults import NotPossible
from ..models import Membership, Organisation, Person
from ..organisations import ROLES_IN
from ..policies import demand


@transaction.atomic
def give_role(person: Person, organisation: Organisation, role: str, *, by: str) -> Membership:
    """The person's role there, begun now unless they hold it already. `by`: whose decision it is, '' for the site's.

    Whoever calls this has asked the table of permissions.
    """
    if role not in ROLES_IN[organisation.kind]:
        raise NotPossible(f"There is no such role in {organisation.name}. Choose another.")
    membership, made = Membership.objects.get_or_create(
        person=person, organisation=organisation, role=role, ended_at=None
    )
    if made:
        record(by=by, action="role_given", kind="membership", object_id=membership.pk, about=person.key,
               partnership=_partnership(organisation), fields=[role])  # fmt: skip
    return membership


@transaction.atomic
def end_role(membership: Membership, *, by: Actor) -> None:
    """Ends a role: an administrator's decision, or one's own. Raises NotPossible for the last administrator's."""
    if membership.person.key != by.key:
        demand(by, "manage", "members", organisation=membership.organisation_id)
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)  # two may not leave at once
    keep_an_administrator(membership)
    if Membership.objects.filter(pk=membership.pk, ended_at=None).update(ended_at=timezone.now()):
        record_end(membership, by=by.key)


def keep_an_administrator(membership: Membership) -> None:
    """Raises NotPossible where this role is the organisation's last administrator's."""
    if membership.role != "administrator" or membership.ended_at is not None:
        return
    others = Membership.objects.filter(
        organisation=membership.organisation_id, role="administrator", ended_at=None, person__is_active=True
    ).exclude(pk=membership.pk)
    if not others.exists():
        raise NotPossible(
            f"{membership.organisation.name} would be left without an administrator. Make somebody else one first."
        )


def who_decides_instead(organisation: Organisation, by: Actor) -> str:
    """What an administrator is told who would give a role to themselves."""
    others = _other_administrators(organisation, by.key)
    if others.exists():
        return f"Nobody gives themselves a role. Another administrator of {organisation.name} decides this."
    if organisation.kind == "region":
        return f"Nobody gives themselves a role, and {organisation.name} has no other administrator. Invite one first."
    return (
        f"Nobody gives themselves a role, and you are the only administrator of {organisation.name}. "
        "Ask the regional team to decide this, or invite another administrator first."
    )


def _other_administrators(organisation: Organisation, key: str) -> QuerySet[Membership]:
    acting = Membership.objects.filter(role="administrator", ended_at=None, person__is_active=True)
    return acting.filter(organisation=organisation).exclude(person_id=key)


def record_end(membership: Membership, *, by: str) -> None:
    """Keeps that a role ended."""
    record(by=by, action="role_ended", kind="membership", object_id=membership.pk, about=membership.person.key,
           partnership=_partnership(membership.organisation), fields=[membership.role])  # fmt: skip


def _partnership(organisation: Organisation) -> str:
    """The authority's code, for the partnership's events; an ICB belongs to several and is left out."""
    return organisation.area_code if organisation.kind in ("authority", "forum", "setting") else ""
