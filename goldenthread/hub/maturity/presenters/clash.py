"""Two people who wrote the same at once: both texts, and everything typed kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from goldenthread.hub.audit.interface import Conflict, history, kind_of
from goldenthread.hub.maturity.forms import NOT_JUDGED
from goldenthread.hub.people.interface import names_of
from goldenthread.hub.ui.interface import wording

LABELS = {
    "level": "Level", "confidence": "Confidence", "rationale": "Why", "change_note": "What changed", "is_carried": "",
    "target_level": "Target level", "target_on": "Target date", "moderated_level": "Moderated level",
    "moderation_note": "Why it is moderated", "kind": "What it is", "title": "Title", "about": "What it shows",
    "link": "Link", "strength": "Strength", "expires_on": "Expires on", "classification": "Who may see it",
    "is_outcome": "It shows an outcome", "shared": "Shared", "state": "State", "statements": "Statements",
}  # fmt: skip
LEVELS = ("level", "target_level", "moderated_level")
# What a field of the table is called in a form.
IN_FORM = {"moderated_level": "level", "moderation_note": "note"}


@dataclass(frozen=True, slots=True)
class Side:
    """One field that both wrote."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class Clash:
    """What the page shows. `who`: the one who was first."""

    who: str
    sides: tuple[Side, ...]


def clash(conflict: Conflict, levels: Sequence[str] = ()) -> Clash:
    """Both texts of every field."""
    who = names_of([conflict.changed_by])[conflict.changed_by]
    told = [each for each in conflict.differences if LABELS.get(each.field, each.field)]
    return Clash(
        who,
        tuple(
            Side(LABELS.get(d.field, d.field), _words(d.field, d.theirs, levels), _words(d.field, d.yours, levels))
            for d in told
        ),
    )


def decided(conflict: Conflict, sent: QueryDict) -> QueryDict:
    """What the form holds after a clash: what was typed, and what others changed where the writer changed nothing."""
    data, thing = sent.copy(), conflict.thing
    clashing = {each.field for each in conflict.differences}
    seen = int(sent.get("version") or 0)
    steps = history(kind_of(thing), thing.pk)
    moved = {name for step in steps if step.version > seen for name, _, _ in step.changes} if seen else set()
    for name in moved - clashing:
        field = IN_FORM.get(name, name)
        if field in data:
            data[field] = _as_sent(name, getattr(thing, name, None))
    data["version"] = str(conflict.version)
    return data


def _as_sent(name: str, value: Any) -> str:
    if value is None:
        return NOT_JUDGED if name in ("level", "moderated_level") else ""
    return wording.day(value) if hasattr(value, "day") else str(value)


def _words(field: str, value: Any, levels: Sequence[str]) -> str:
    if field in LEVELS:
        return levels[value - 1] if value and levels else "not judged"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return str(value) if value not in (None, "") else "(nothing written)"
