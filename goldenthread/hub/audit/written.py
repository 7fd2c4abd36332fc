"""What was written in a partnership of late, thing after thing, each with what stood there before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from .models import Revision


@dataclass(frozen=True, slots=True)
class Written:
    """One version of one thing. `changes`: (field, before, after); `values`: everything it said then."""

    kind: str
    object_id: str
    version: int
    at: dt.datetime
    actor: str
    values: dict[str, Any]
    changes: tuple[tuple[str, Any, Any], ...]


def written(
    partnership: str, kinds: Sequence[str], *, since: dt.datetime, start: int = 0, most: int = 30
) -> tuple[Written, ...]:
    """Versions of things of these kinds, newest first; two queries, however many there are."""
    found = Revision.objects.filter(partnership=partnership, kind__in=kinds, at__gte=since)
    page = list(found.order_by("-at", "-id")[start : start + most])
    wanted = Q(pk=None)
    for each in page:
        if each.version > 1:
            wanted |= Q(kind=each.kind, object_id=each.object_id, version=each.version - 1)
    before = {(r.kind, r.object_id, r.version): r.values for r in Revision.objects.filter(wanted)} if page else {}
    return tuple(_written(each, before.get((each.kind, each.object_id, each.version - 1), {})) for each in page)


def _written(revision: Revision, before: dict[str, Any]) -> Written:
    changes = tuple(
        (name, before.get(name), value)
        for name, value in revision.values.items()
        if before.get(name) != value and (before or value)
    )
    return Written(
        revision.kind, revision.object_id, revision.version, revision.at, revision.actor, revision.values, changes
    )
