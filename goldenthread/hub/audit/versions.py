"""Saving without lost updates. Every save names the version it started from; nothing is overwritten unseen."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction

from .events import record
from .models import Event, Revision, Versioned, as_json

Thing = TypeVar("Thing", bound=Versioned)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two people changed at once. Values as JSON: what stood there, theirs, yours."""

    field: str
    before: Any
    theirs: Any
    yours: Any


class Conflict(Exception):
    """Somebody else changed the same fields since the form was opened. Nothing is saved, and nothing is lost:
    `differences` hold both texts; `version` is the one to send when the writer has decided. `mine`: every field that
    the writer changed; of any other, what stands there now is to be sent, not what the writer saw."""

    def __init__(self, thing: Versioned, differences: tuple[Difference, ...], mine: Collection[str] = ()) -> None:
        super().__init__("Somebody else changed this while you were writing.")
        self.thing, self.differences, self.version = thing, differences, thing.version
        self.changed_by, self.mine = thing.changed_by, frozenset(mine)


class Gone(Exception):
    """What was to be changed is no longer there."""


@transaction.atomic
def create(thing: Thing, *, by: str, action: str = "created") -> Thing:
    """Saves a new thing as its first version, with its event. `by`: the person's id."""
    thing.version, thing.changed_by = 1, by
    thing.save(force_insert=True)
    thing.refresh_from_db()
    _keep(thing, by, action, thing.TRACKED)
    return thing


@transaction.atomic
def create_many(things: Sequence[Thing], *, by: str, action: str = "created") -> list[Thing]:
    """Saves new things of one kind as their first versions, each with its event, in as many queries as for one."""
    if not things:
        return []
    for thing in things:
        thing.version, thing.changed_by = 1, by
    made = type(things[0])._default_manager.bulk_create(things)
    told = [(kind_of(each), str(each.pk), each.partnership_code, each.tracked_values()) for each in made]
    Revision.objects.bulk_create(
        Revision(actor=by, kind=kind, object_id=pk, partnership=code, version=1, values=values)
        for kind, pk, code, values in told
    )
    Event.objects.bulk_create(
        Event(actor=by, action=action, kind=kind, object_id=pk, partnership=code, fields=sorted(values))
        for kind, pk, code, values in told
    )
    return made


def change(
    model: type[Thing], pk: Any, *, version: int, values: Mapping[str, Any], by: str, action: str = "changed"
) -> Thing:
    """Saves changed fields of the thing as its next version and returns it; unchanged things stay at their version.

    `version`: the one the writer saw. Where it is no longer the newest, changes to other fields than the ones since
    changed are joined with them. Raises Conflict where the same field was changed to something else, Gone where the
    thing was removed.
    """
    # Everything that is refused is refused before anything is written: within a transaction no other is needed.
    with contextlib.nullcontext() if transaction.get_connection().in_atomic_block else transaction.atomic():
        thing = _held(model, pk)
        _changed(thing, version, values, by, action)
    return thing


def _held(model: type[Thing], pk: Any) -> Thing:
    """The thing as it stands, which nobody else changes meanwhile. Raises Gone."""
    held = model._default_manager.select_for_update(of=("self",))
    thing = (held.select_related(model.WAY) if model.WAY else held).filter(pk=pk).first()
    if thing is None:
        raise Gone
    return thing


def _changed(thing: Versioned, version: int, values: Mapping[str, Any], by: str, action: str) -> None:
    before = thing.tracked_values()
    for name, value in values.items():
        setattr(thing, name, value)
    thing.clean_fields(exclude=[f.name for f in thing._meta.fields if f.name not in values])
    wanted = {name: thing.tracked_values().get(name, as_json(value)) for name, value in values.items()}
    if version != thing.version:
        wanted = _joined(thing, version, before, wanted)
    changed = [name for name, value in wanted.items() if before.get(name) != value]
    for name in set(values) - set(changed):
        setattr(thing, name, _value_of(thing, name, before))
    if changed:
        thing.version += 1
        thing.changed_by = by
        thing.save()
        thing.refresh_from_db(fields=[*{*thing.TRACKED, *values, "changed_at"}])
        _keep(thing, by, action, changed)


def _value_of(thing: Versioned, name: str, before: Mapping[str, Any]) -> Any:
    field = thing._meta.get_field(name)
    return field.to_python(before[name])  # type: ignore[union-attr]


def _joined(thing: Versioned, version: int, now: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What to save of `wanted`: what the writer really changed since `version`. Raises Conflict."""
    seen = Revision.objects.filter(kind=kind_of(thing), object_id=str(thing.pk), version=version).first()
    base = seen.values if seen else {}
    mine = {name: value for name, value in wanted.items() if name not in base or base[name] != value}
    clash = tuple(
        Difference(name, base.get(name), now[name], value)
        for name, value in mine.items()
        if now[name] != base.get(name) and now[name] != value
    )
    if clash:
        thing.refresh_from_db()
        raise Conflict(thing, clash, mine)
    return mine


@transaction.atomic
def remove(thing: Versioned, *, by: str) -> None:
    """Removes a thing; its versions and events stay."""
    record(by=by, action="removed", kind=kind_of(thing), object_id=thing.pk, partnership=thing.partnership_code)
    thing.delete()


def _keep(thing: Versioned, by: str, action: str, fields: Any) -> None:
    kind, code = kind_of(thing), thing.partnership_code
    Revision.objects.create(
        actor=by, kind=kind, object_id=str(thing.pk), partnership=code, version=thing.version,
        values=thing.tracked_values(),
    )  # fmt: skip
    record(by=by, action=action, kind=kind, object_id=thing.pk, partnership=code, fields=fields)


def kind_of(thing: Versioned | type[Versioned]) -> str:
    """The word for a kind of thing: 'action', 'success_measure'."""
    return str(thing._meta.model_name)


# ------------------------------------------------------------------ history


@dataclass(frozen=True, slots=True)
class Step:
    """One version of a thing: who, when, and what changed as (field, before, after)."""

    version: int
    at: Any
    actor: str
    changes: tuple[tuple[str, Any, Any], ...]


def history(kind: str, object_id: Any, partnership: str = "") -> tuple[Step, ...]:
    """Every version of a thing, newest first, with its differences from the one before.

    `partnership`: whose it must be, where the thing itself may be gone.
    """
    steps: list[Step] = []
    before: dict[str, Any] = {}
    of_one = {"partnership": partnership} if partnership else {}
    for each in Revision.objects.filter(kind=kind, object_id=str(object_id), **of_one):
        names = [name for name, value in each.values.items() if before.get(name) != value]
        changes = tuple((name, before.get(name), each.values[name]) for name in names if before or each.values[name])
        steps.append(Step(each.version, each.at, each.actor, changes))
        before = each.values
    return tuple(reversed(steps))
