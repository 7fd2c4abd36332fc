"""A copy of what the site keeps about a person: what they are, did and wrote themselves, and nothing that others wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model

from goldenthread.hub.audit.interface import OwnVersion, Versioned, kind_of, own_versions

from .actors import Actor
from .personal import Kept, kept
from .policies import may

REVISIONS = "audit.Revision"
TIMES = ("DateTimeField", "DateField")
Things = dict[tuple[str, str], dict[str, Any]]


def copy_of(actor: Actor) -> dict[str, list[dict[str, Any]]]:
    """Everything about a person, by what it is. Left out: secrets, other people's words, and what they may not see now."""
    told_of = {apps.get_model(each.model)._meta.model_name: each for each in kept()}
    known = (own for own in own_versions(actor.key) if own.revision.kind in told_of)
    versions = [told for own in known if (told := _version(own, told_of[own.revision.kind], actor))]
    written: Things = {}
    for version in versions:
        written.setdefault((version["kind"], version["object_id"]), {}).update(version["values"])
    found: dict[str, list[dict[str, Any]]] = {}
    for each in kept():
        if each.model == REVISIONS:
            found[each.title] = versions
        elif each.who:
            rows = each.rows_of(actor.email if each.model == "people.Invitation" else actor.key)
            found[each.title] = list(_rows(each, rows, actor, written))
    return found


def _version(own: OwnVersion, each: Kept, actor: Actor) -> dict[str, Any] | None:
    """What the person wrote in one version; None where nothing of it is theirs to have."""
    revision = own.revision
    if _is_closed(each, actor, revision.partnership, (revision.values, own.newest)):
        return None
    guarded = dict(each.guarded)
    values = {
        name: value
        for name, value in own.changed.items()
        if name not in {*each.secret, *each.who}
        and (name not in guarded or may(actor, "view", guarded[name], partnership=revision.partnership))
    }
    if not values:
        return None
    told = {name: getattr(revision, name) for name in ("kind", "object_id", "partnership", "version")}
    return {"at": str(revision.at), **told, "values": values}


def _is_closed(each: Kept, actor: Actor, partnership: str, said: Iterable[dict[str, Any]]) -> bool:
    """Whether it is marked as something that this person may not see (any more)."""
    if not each.closed:
        return False
    field, value, thing = each.closed
    return any(values.get(field) == value for values in said) and not may(actor, "view", thing, partnership=partnership)


def _rows(each: Kept, rows: Iterable[Model], actor: Actor, written: Things) -> Iterator[dict[str, Any]]:
    for row in rows:
        told = dict(_told(each, row, actor.key))
        if isinstance(row, Versioned):
            if _is_closed(each, actor, row.partnership_code, [row.tracked_values()]):
                continue
            told |= written.get((kind_of(row), str(row.pk)), {})
        yield told


def _told(each: Kept, row: Model, key: str) -> Iterator[tuple[str, Any]]:
    """The fields of one row that are the person's to see; times too. What has versions is told by their own versions."""
    tracked = row.TRACKED if isinstance(row, Versioned) else ()
    is_theirs = not each.author or str(getattr(row, each.author)) == key
    shown = {*each.personal, *each.plain, *(each.written if is_theirs else ())} - set(tracked)
    if isinstance(row, Versioned):
        shown -= set(each.written)
    for field in row._meta.concrete_fields:
        is_time = field.get_internal_type() in TIMES and field.name not in {*each.secret, *tracked}
        if field.name in shown or is_time:
            value = field.value_from_object(row)
            yield field.name, value if value is None or isinstance(value, (str, int, bool, list, dict)) else str(value)
