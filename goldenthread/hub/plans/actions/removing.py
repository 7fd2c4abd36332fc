"""What a removal takes with it, and whether it still is what the person who removes it saw."""

from __future__ import annotations

import hashlib

from django.core.exceptions import ValidationError

from goldenthread.hub.audit.interface import Versioned, kind_of
from goldenthread.hub.plans.models import Action, SuccessMeasure

CHANGED = "Somebody changed this, or what belongs to it, since you were asked. Nothing is removed. Look at it and decide again."


def goes_with(thing: Versioned) -> list[Versioned]:
    """What is removed together with a thing, itself not among it."""
    if not isinstance(thing, Action):
        return []
    return [*thing.milestones.order_by("pk"), *thing.measures.order_by("pk")]


def as_it_stands(thing: Versioned) -> str:
    """A mark that is another one as soon as the thing, or anything that goes with it, is."""
    things = [thing, *goes_with(thing)]
    told = [f"{kind_of(each)} {each.pk} {each.version}" for each in things]
    for each in things:
        if isinstance(each, SuccessMeasure):
            told += [f"reading {pk}" for pk in each.readings.order_by("pk").values_list("pk", flat=True)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def refuse_if_changed(thing: Versioned, seen: str) -> None:
    """Raises ValidationError where the thing is not what was seen. `seen`: its mark then."""
    if as_it_stands(thing) != seen:
        raise ValidationError(CHANGED)
