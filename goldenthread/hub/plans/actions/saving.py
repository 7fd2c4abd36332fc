"""What every write has in common: whether it is allowed, whether the plan is open, and words as they are kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, JSONField

from goldenthread.hub.audit.interface import Versioned, change, create
from goldenthread.hub.people.interface import Actor, demand
from goldenthread.hub.plans.models import Plan
from goldenthread.hub.plans.states import IN_FORCE, OPEN, STATES

Thing = TypeVar("Thing", bound=Versioned)

CLOSED = (*IN_FORCE, "superseded")  # states in which words stay as they are

# They turn the order of other people's words around; nobody needs them to write Arabic or Hebrew.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
BLANK = {"title": "Write a title.", "text": "Write an answer.", "due_on": "Write the date by which it is due."}


class PlanClosed(ValidationError):
    """A plan in this state is not written in any more."""


def may_write(plan: Plan, by: Actor, *, progress: bool = False) -> None:
    """Raises PermissionDenied for who may not edit the plan, PlanClosed where nobody may.

    `progress`: what is written is how the work goes, which is kept in a plan in force too; its words are not changed.
    """
    demand(by, "edit", "plan", partnership=plan.partnership)
    if plan.state in OPEN or (progress and plan.state in IN_FORCE):
        return
    if plan.state in IN_FORCE:
        raise PlanClosed(
            f"The plan is {STATES[plan.state].lower()}, so its words stay as they are. Begin a new draft from its sign-off page."
        )
    raise PlanClosed("A later plan has taken this one's place, so nothing can be written in it any more.")


def is_progress(thing: Versioned, values: Mapping[str, Any], fields: tuple[str, ...]) -> bool:
    """Whether these values leave everything but those fields as it is."""
    told = kept(values)
    return all(name in fields or getattr(thing, name, None) == value for name, value in told.items())


def kept(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they are kept: line ends alike, no control characters, no space around."""
    return {name: plain(value) if isinstance(value, str) else value for name, value in values.items()}


def plain(text: str) -> str:
    """Browsers end lines in two characters, which would make every text look changed."""
    text = TURNING.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc").strip()


def save_new(thing: Thing, *, by: Actor) -> Thing:
    """Checks a new thing's fields and saves it as its first version. Raises ValidationError by field."""
    made_here = {field.name for field in thing._meta.fields if isinstance(field, (ForeignKey, JSONField))}
    _checked(thing, made_here | {"version", "changed_by"})
    return create(thing, by=by.key)


def save_change(
    model: type[Thing], pk: Any, *, by: Actor, version: int, values: Mapping[str, Any], allowed: tuple[str, ...]
) -> Thing:
    """Saves changed fields as the next version. Raises ValidationError by field, audit's Conflict or Gone."""
    strange = sorted(set(values) - set(allowed))
    if strange:
        raise TypeError(f"{model.__name__} has no {', '.join(strange)} to change")
    try:
        return change(model, pk, version=version, values=kept(values), by=by.key)
    except ValidationError as fault:
        raise _in_our_words(fault) from fault


def _checked(thing: Versioned, without: set[str]) -> None:
    try:
        thing.clean_fields(exclude=without)
    except ValidationError as fault:
        raise _in_our_words(fault) from fault


def _in_our_words(fault: ValidationError) -> ValidationError:
    """Says what to write instead of 'This field cannot be blank.'."""
    if not hasattr(fault, "error_dict"):
        return fault
    told: dict[str, list[str]] = {}
    for name, errors in fault.error_dict.items():
        blank = any(each.code in ("blank", "null") for each in errors)
        told[name] = [BLANK.get(name, "Write something here.")] if blank else [m for e in errors for m in e.messages]
    return ValidationError(told)
