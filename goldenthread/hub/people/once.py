"""A form sent twice makes one thing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import ForeignKey, Model
from django.utils import timezone

from goldenthread.hub.audit.interface import Versioned, kind_of, written

from .actors import Actor
from .models import Person

T = TypeVar("T")
A_MOMENT = dt.timedelta(minutes=1)
OF_ITS_PLACE = {"order"}  # the second of two like things stands after the first


@transaction.atomic
def once(make: Callable[..., T], *, by: Actor, **named: Any) -> T:
    """What `make` makes; what this person made just so within the last minute instead, where there is that.

    `named`: what `make` is given. The person, and what the new thing is to belong to, are locked: two at once wait.
    """
    Person.objects.select_for_update(no_key=True).filter(pk=by.key).first()
    for parent in named.values():
        if isinstance(parent, Model):
            type(parent)._default_manager.select_for_update().filter(pk=parent.pk).first()
    before = transaction.savepoint()
    made = make(by=by, **named)
    twin = _twin(made, by) if isinstance(made, Versioned) else None
    if twin is None:
        transaction.savepoint_commit(before)
        return made
    transaction.savepoint_rollback(before)
    return twin  # type: ignore[return-value]  # of the same class as what was made


def _twin(made: Versioned, by: Actor) -> Versioned | None:
    """The like of it that belongs to the same thing and has the same file."""
    fields = [f for f in made._meta.concrete_fields if isinstance(f, ForeignKey) or f.name == "file_digest"]
    home = {f.attname: f.value_from_object(made) for f in fields}
    recent = written(made.partnership_code, [kind_of(made)], since=timezone.now() - A_MOMENT)
    for each in recent:
        is_new = each.actor == by.key and each.version == 1 and each.object_id != str(made.pk)
        if is_new and _said(each.values) == _said(made.tracked_values()):
            there: Versioned | None = type(made)._default_manager.filter(pk=each.object_id, **home).first()
            if there is not None:
                return there
    return None


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in OF_ITS_PLACE}
