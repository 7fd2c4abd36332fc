"""Asking to join an organisation, and deciding."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from goldenthread.hub.audit.interface import Event, record

from .. import letters
from ..actors import Actor
from ..faults import NotPossible
from ..models import Application, Membership, Organisation, Person
from ..organisations import ROLES_IN
from ..policies import demand
from .memberships import give_role, who_decides_instead

MOST_OPEN = 5  # applications of one person at a time, so that nobody floods administrators with mail
MOST_A_DAY = 5  # taken back or not, because each is a mail


@transaction.atomic
def ask_to_join(organisation: Organisation, *, by: Actor, role: str, reason: str = "") -> Application:
    """Keeps a person's wish and tells the administrators. Raises NotPossible where there is nothing to ask for."""
    person = Person.objects.select_for_update().get(pk=by.key)
    if role not in ROLES_IN[organisation.kind]:
        raise NotPossible(f"There is no such role in {organisation.name}. Choose another.")
    if Membership.objects.filter(person=person, organisation=organisation, role=role, ended_at=None).exists():
        raise NotPossible(f"You have this role in {organisation.name} already.")
    open_now = Application.objects.filter(person=person, decided_at=None)
    if open_now.filter(organisation=organisation, role=role).exists():
        raise NotPossible(f"You have asked {organisation.name} for this already. Its administrators will decide.")
    if open_now.count() >= MOST_OPEN:
        raise NotPossible("You have asked to join several organisations. Wait for their answers, or withdraw one.")
    _not_too_often(by)
    application = Application.objects.create(person=person, organisation=organisation, role=role, reason=reason)
    record(by=by.key, action="asked_to_join", kind="application", object_id=application.pk, about=by.key, fields=[role])
    transaction.on_commit(lambda: letters.application_to_decide(application))
    return application


@transaction.atomic
def decide(application: Application, *, by: Actor, granted: bool) -> Application:
    """Grants the wish or refuses it, and tells the person. Raises NotPossible where it was decided before, or is one's own."""
    demand(by, "manage", "members", organisation=application.organisation_id)
    if application.person.key == by.key:
        raise NotPossible(who_decides_instead(application.organisation, by))
    decided = Application.objects.filter(pk=application.pk, decided_at=None).update(
        decided_at=timezone.now(), decided_by=by.key, granted=granted
    )
    if not decided:
        raise NotPossible("Somebody has decided this already, or it was withdrawn.")
    application.refresh_from_db()
    if granted:
        give_role(application.person, application.organisation, application.role, by=by.key)
    else:
        record(by=by.key, action="application_refused", kind="application", object_id=application.pk,
               about=application.person.key, fields=[application.role])  # fmt: skip
    transaction.on_commit(lambda: letters.application_decided(application))
    return application


def _not_too_often(by: Actor) -> None:
    """Counts what was kept of the asking, because a wish that is taken back leaves no row."""
    since = timezone.now() - dt.timedelta(days=1)
    if Event.objects.filter(actor=by.key, action="asked_to_join", at__gte=since).count() >= MOST_A_DAY:
        raise NotPossible(f"You have asked {MOST_A_DAY} times within a day. Ask again tomorrow.")


@transaction.atomic
def withdraw_application(application_id: int, *, by: Actor) -> None:
    """Takes one's own wish back."""
    gone, _ = Application.objects.filter(pk=application_id, person_id=by.key, decided_at=None).delete()
    if gone:
        record(by=by.key, action="application_withdrawn", kind="application", object_id=application_id, about=by.key)
