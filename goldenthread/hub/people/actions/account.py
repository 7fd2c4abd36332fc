"""One's own account: changing it, taking a copy of it, closing it."""

from __future__ import annotations

import json
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from goldenthread.hub.audit.interface import record

from ..actors import Actor
from ..copies import copy_of
from ..models import Membership, Organisation, Person
from ..personal import kept
from .memberships import keep_an_administrator, record_end


@transaction.atomic
def change_account(*, by: Actor, name: str, wants_digest: bool) -> None:
    """What somebody says about themselves."""
    person = Person.objects.select_for_update().get(pk=by.key)
    now = {"name": name, "wants_digest": wants_digest}
    changed = [field for field, value in now.items() if getattr(person, field) != value]
    if changed:
        person.name, person.wants_digest = name, wants_digest
        person.save(update_fields=changed)
        record(by=by.key, action="account_changed", kind="person", object_id=by.key, about=by.key, fields=changed)


@transaction.atomic
def export_account(*, by: Actor) -> dict[str, Any]:
    """Everything the site keeps about a person, as plain values: never what others wrote, nor what they may not see now."""
    record(by=by.key, action="account_exported", kind="person", object_id=by.key, about=by.key)
    about = {"taken_at": timezone.localtime().isoformat(timespec="seconds"), "organisations": _organisations(by.key)}
    return {**about, **copy_of(by)}


@transaction.atomic
def close_account(*, by: Actor) -> None:
    """Takes a person's name, address, roles, sessions and ways to sign in away. What they wrote stays, without a name.

    Raises NotPossible where an organisation would be left without an administrator.
    """
    person = Person.objects.select_for_update().get(pk=by.key)
    _end_sessions(person)  # before the addresses go by which some of them are known
    _end_roles(person)
    for each in kept():
        if each.on_closing == "removed":
            each.rows_of(person.email if each.model == "people.Invitation" else by.key).delete()
    person.name, person.email, person.is_active = "", f"closed-{person.pk}@closed.invalid", False
    person.wants_digest, person.last_login = False, None
    person.set_unusable_password()
    person.save()
    record(by=by.key, action="account_closed", kind="person", object_id=by.key, about=by.key)
    transaction.on_commit(empty_the_log)


def _end_roles(person: Person) -> None:
    held = list(Membership.objects.filter(person=person, ended_at=None).select_related("organisation", "person"))
    list(Organisation.objects.select_for_update().filter(pk__in={each.organisation_id for each in held}))
    for membership in held:
        keep_an_administrator(membership)
        membership.ended_at = timezone.now()
        membership.save(update_fields=["ended_at"])
        record_end(membership, by=person.key)


def _end_sessions(person: Person) -> None:
    """Sessions do not say whose they are until they are read; one half signed in has the address alone."""
    addresses = {person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)}
    for session in Session.objects.iterator():
        told = session.get_decoded()
        words = json.dumps(told, default=str).lower()
        if told.get("_auth_user_id") == person.key or any(f'"{each.lower()}"' in words for each in addresses):
            session.delete()


def empty_the_log() -> None:
    """SQLite keeps what it wrote in a log beside the file, erased rows too, until the log is emptied.

    It cannot be while somebody reads. That is not waited for: the next start and every daily command do it again.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute("PRAGMA busy_timeout = 1000")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute(f"PRAGMA busy_timeout = {patience:d}")


def _organisations(key: str) -> list[dict[str, str]]:
    """Names of the organisations somebody worked in; rows tell their ids alone."""
    rows = Membership.objects.filter(person_id=key).order_by("began_at").select_related("organisation")
    return [{"id": each.organisation_id, "name": each.organisation.name, "role": each.role} for each in rows]
