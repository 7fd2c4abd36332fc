"""What one person wrote: of every version that they saved, the fields that they changed themselves."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .models import Event, Revision

COPIES = ("copied", "carried over")  # a thing made so repeats what others wrote


@dataclass(frozen=True, slots=True)
class OwnVersion:
    """One version that the person saved. `changed`: what they wrote in it; `newest`: everything that the thing says last."""

    revision: Revision
    changed: dict[str, Any]
    newest: dict[str, Any]


def own_versions(actor: str) -> Iterator[OwnVersion]:
    """Thing after thing, oldest version first."""
    own = Revision.objects.filter(actor=actor)
    versions = Revision.objects.filter(kind__in=own.values("kind"), object_id__in=own.values("object_id"))
    copies = _copies(actor)
    things = itertools.groupby(versions.order_by("kind", "object_id", "version"), lambda r: (r.kind, r.object_id))
    for thing, each in things:
        revisions = list(each)
        before: dict[str, Any] = {}
        for revision in revisions:
            changed = {name: value for name, value in revision.values.items() if _is_new(before, name, value)}
            if revision.actor == actor and changed and not (revision.version == 1 and thing in copies):
                yield OwnVersion(revision, changed, revisions[-1].values)
            before = revision.values


def _is_new(before: dict[str, Any], name: str, value: Any) -> bool:
    return before[name] != value if name in before else value not in (None, "", [])


def _copies(actor: str) -> set[tuple[str, str]]:
    """Things that the person made by copying: the first that they did with them."""
    done = Event.objects.filter(actor=actor).order_by("-at", "-id").values_list("kind", "object_id", "action")
    first = {(kind, object_id): action for kind, object_id, action in done.iterator()}
    return {thing for thing, action in first.items() if action in COPIES}
