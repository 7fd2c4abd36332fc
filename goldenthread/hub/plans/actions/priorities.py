"""Priorities: from an answer, a gap, a figure, or written here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from goldenthread.hub.audit.interface import remove
from goldenthread.hub.people.interface import Actor
from goldenthread.hub.plans.models import Plan, Priority
from goldenthread.hub.plans.models.priorities import ORIGINS
from goldenthread.hub.plans.templates_in_force import template_of

from .assigning import checked_assignment
from .saving import may_write, plain, save_change, save_new

CHANGEABLE = ("section", "title", "why", "theme", "order", "assigned_to")


@transaction.atomic
def add_priority(
    plan: Plan, *, by: Actor, section: str, title: str, why: str = "", theme: str = "", origin: str = "own",
    origin_id: str = "", evidence: Sequence[dict[str, Any]] = (),
) -> Priority:  # fmt: skip
    """Adds a priority at the end of the plan's. `evidence`: figures under it as they stand now."""
    may_write(plan, by)
    _checked(plan, {"section": section, "theme": theme})
    if origin not in dict(ORIGINS):
        raise ValidationError(f"A priority cannot come from '{origin[:20]}'.")
    last = Priority.objects.filter(plan=plan).order_by("-order").first()
    priority = Priority(
        plan=plan, section=section, title=plain(title), why=plain(why), theme=theme, origin=origin,
        origin_id=origin_id, evidence=list(evidence), order=last.order + 1 if last else 1,
    )  # fmt: skip
    try:
        with transaction.atomic():
            return save_new(priority, by=by)
    except IntegrityError as fault:
        raise ValidationError("This answer or gap is a priority already.") from fault


def change_priority(priority_id: int, *, by: Actor, version: int, **values: Any) -> Priority:
    """Changes a priority. Raises Priority.DoesNotExist, audit's Conflict or Gone."""
    priority = Priority.objects.select_related("plan").get(pk=priority_id)
    may_write(priority.plan, by)
    _checked(priority.plan, values)
    return save_change(Priority, priority_id, by=by, version=version, values=values, allowed=CHANGEABLE)


def remove_priority(priority: Priority, *, by: Actor) -> None:
    """Removes a priority that has no actions; what was written stays in the history."""
    may_write(priority.plan, by)
    if priority.actions.exists():
        raise ValidationError("Move or remove this priority’s actions first.")
    remove(priority, by=by.key)


def _checked(plan: Plan, values: dict[str, Any]) -> None:
    template = template_of(plan)
    if "section" in values and template.section(values["section"]) is None:
        raise ValidationError({"section": "Choose one of the plan’s sections."})
    theme = values.get("theme", "")
    if theme and theme not in {each.id for each in template.themes}:
        raise ValidationError({"theme": "Choose one of the plan’s themes."})
    checked_assignment(plan, values)
