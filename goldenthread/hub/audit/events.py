"""Writing events and reading them back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from .models import Event


def record(
    *,
    by: str,
    action: str,
    kind: str,
    object_id: Any,
    partnership: str = "",
    about: str = "",
    fields: Iterable[str] = (),
) -> None:
    """Keeps one event. To be called in the transaction that does what it tells of."""
    Event.objects.create(
        actor=by, action=action, kind=kind, object_id=str(object_id), partnership=partnership, about=about,
        fields=sorted(fields),
    )  # fmt: skip


def record_reads(*, by: str, kind: str, object_ids: Iterable[Any], partnership: str) -> None:
    """Keeps that somebody read these restricted rows."""
    Event.objects.bulk_create(
        Event(actor=by, action="read", kind=kind, object_id=str(each), partnership=partnership) for each in object_ids
    )


def events_of_person(person: str, start: int = 0, most: int = 100) -> list[Event]:
    """What a person did and what was done to them, newest first."""
    return list(Event.objects.filter(Q(actor=person) | Q(about=person))[start : start + most])


def events_of_partnership(code: str, start: int = 0, most: int = 100) -> list[Event]:
    """What was done with a partnership's rows, newest first."""
    return list(Event.objects.filter(partnership=code)[start : start + most])
