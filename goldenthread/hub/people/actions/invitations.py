"""Inviting people by letter. The secret is in the letter alone; the site keeps its digest."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from goldenthread.hub.audit.interface import record
from goldenthread.hub.ui.interface import wording

from .. import letters
from ..actors import Actor
from ..faults import NotPossible
from ..models import Invitation, Organisation, Person
from ..organisations import ROLES_IN
from ..policies import demand
from .memberships import give_role, who_decides_instead

DAYS = 14


@transaction.atomic
def invite(organisation: Organisation, *, by: Actor, email: str, role: str) -> Invitation:
    """Sends a letter with a link that lets this address join once. An earlier one for the same role is withdrawn."""
    demand(by, "manage", "members", organisation=organisation.pk)
    if role not in ROLES_IN[organisation.kind]:
        raise NotPossible(f"There is no such role in {organisation.name}. Choose another.")
    if _reads_mail_at(email, by):
        raise NotPossible(who_decides_instead(organisation, by))
    now, address, secret = timezone.now(), email.strip().lower(), secrets.token_urlsafe(32)
    earlier = Invitation.objects.filter(organisation=organisation, email=address, role=role)
    earlier.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=now)
    invitation = Invitation.objects.create(
        email=address, organisation=organisation, role=role, digest=digest_of(secret), invited_by=by.key,
        expires_at=now + dt.timedelta(days=DAYS),
    )  # fmt: skip
    record(by=by.key, action="invited", kind="invitation", object_id=invitation.pk, fields=[role])
    transaction.on_commit(lambda: letters.invitation(invitation, secret, by.name))
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor) -> None:
    """The link leads nowhere any more."""
    demand(by, "manage", "members", organisation=invitation.organisation_id)
    done = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )
    if done:
        record(by=by.key, action="invitation_withdrawn", kind="invitation", object_id=invitation.pk)


def invitation_with(secret: str) -> Invitation:
    """The invitation of a link. Raises NotPossible, saying what became of it."""
    found = Invitation.objects.select_related("organisation").filter(digest=digest_of(secret)).first()
    if found is None:
        raise NotPossible("This link is not complete, or it is none of ours. Copy it whole from the message.")
    demand_waiting(found)
    return found


def demand_waiting(found: Invitation) -> None:
    """Raises NotPossible for an invitation that is used, withdrawn or over, saying which."""
    again = f"Ask the administrators of {found.organisation.name} for a new one."
    if found.used_at is not None:
        raise NotPossible(f"This invitation was used on {wording.day(_day(found.used_at))}. It works once.")
    if found.withdrawn_at is not None:
        raise NotPossible(f"This invitation was withdrawn. {again}")
    if found.expires_at <= timezone.now():
        raise NotPossible(f"This invitation ended on {wording.day(_day(found.expires_at))}. {again}")


def waiting_for(actor: Actor) -> tuple[Invitation, ...]:
    """Invitations to this person's confirmed addresses that they may accept."""
    verified = EmailAddress.objects.filter(user_id=actor.key, verified=True).values(address=Lower("email"))
    found = Invitation.objects.filter(email__in=verified, used_at=None, withdrawn_at=None)
    found = found.filter(expires_at__gt=timezone.now()).exclude(invited_by=actor.key)
    return tuple(found.select_related("organisation").order_by("invited_at"))


def accept(secret: str, *, by: Actor) -> Invitation:
    """Uses an invitation. Raises NotPossible where the link leads nowhere or was sent to somebody else."""
    return accept_found(invitation_with(secret), by=by)


@transaction.atomic
def accept_found(invitation: Invitation, *, by: Actor) -> Invitation:
    """Uses an invitation that the person's own page names."""
    demand_waiting(invitation)
    if not is_for(invitation, by):
        raise NotPossible(
            "This invitation was sent to another address than yours. Sign in with that address to accept it."
        )
    if invitation.invited_by == by.key:
        raise NotPossible(who_decides_instead(invitation.organisation, by))
    used = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None).update(used_at=timezone.now())
    if not used:
        raise NotPossible("This invitation was used a moment ago. It works once.")
    give_role(Person.objects.get(pk=by.key), invitation.organisation, invitation.role, by=invitation.invited_by)
    return invitation


def is_for(invitation: Invitation, actor: Actor) -> bool:
    """Whether this person reads mail at the address that was invited."""
    own = EmailAddress.objects.filter(user_id=actor.key, verified=True, email__iexact=invitation.email)
    return bool(own.exists())


def _reads_mail_at(address: str, actor: Actor) -> bool:
    """Whether it is this person's address, confirmed or not yet."""
    wanted = address.strip()
    own = EmailAddress.objects.filter(user_id=actor.key, email__iexact=wanted)
    return wanted.lower() == actor.email.lower() or bool(own.exists())


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _day(moment: dt.datetime) -> dt.date:
    return timezone.localtime(moment).date()
