"""Actions of a priority and the milestones of an action."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.hub.audit.interface import remove
from goldenthread.hub.people.interface import Actor, may
from goldenthread.hub.plans.models import Action, Milestone, Plan, Priority
from goldenthread.hub.plans.templates_in_force import template_of

from .assigning import checked_assignment
from .saving import is_progress, kept, may_write, plain, save_change, save_new

CHANGEABLE = (
    "title", "about", "lead", "partners", "starts_on", "ends_on", "cost_pounds", "funding_source", "risk", "risk_note",
    "status", "rag", "rag_reason", "assigned_to",
)  # fmt: skip
PROGRESS = ("status", "rag", "rag_reason", "assigned_to")
PROGRESS_OF_MILESTONE = ("done_on",)
OF_MILESTONE = ("title", "due_on", "done_on")


@transaction.atomic
def add_action(priority: Priority, *, by: Actor, title: str, **values: Any) -> Action:
    """Adds an action to a priority. `values`: any of CHANGEABLE."""
    may_write(priority.plan, by)
    strange = sorted(set(values) - set(CHANGEABLE))
    if strange:
        raise TypeError(f"an action has no {', '.join(strange)}")
    values = _without_hidden_costs(priority.plan, by, values)
    _checked(priority.plan, values)
    return save_new(Action(priority=priority, title=plain(title), **kept(values)), by=by)


def change_action(action_id: int, *, by: Actor, version: int, **values: Any) -> Action:
    """Changes an action. Raises Action.DoesNotExist, audit's Conflict or Gone."""
    action = Action.objects.select_related("priority__plan").get(pk=action_id)
    plan = action.priority.plan
    values = _without_hidden_costs(plan, by, values)
    may_write(plan, by, progress=is_progress(action, values, PROGRESS))
    _checked(plan, {"starts_on": action.starts_on, "ends_on": action.ends_on, **values})
    return save_change(Action, action_id, by=by, version=version, values=values, allowed=CHANGEABLE)


def remove_action(action: Action, *, by: Actor) -> None:
    """Removes an action with its milestones and measures; what was written stays in the history."""
    may_write(action.priority.plan, by)
    remove(action, by=by.key)


def add_milestone(
    action: Action, *, by: Actor, title: str, due_on: dt.date, done_on: dt.date | None = None
) -> Milestone:
    """Adds a step with its date."""
    may_write(action.priority.plan, by)
    return save_new(Milestone(action=action, title=plain(title), due_on=due_on, done_on=done_on), by=by)


def remove_milestone(milestone: Milestone, *, by: Actor) -> None:
    """Removes a step; what was written stays in the history."""
    may_write(milestone.action.priority.plan, by)
    remove(milestone, by=by.key)


def change_milestone(milestone_id: int, *, by: Actor, version: int, **values: Any) -> Milestone:
    """Changes a step, or says on which day it was done."""
    milestone = Milestone.objects.select_related("action__priority__plan").get(pk=milestone_id)
    may_write(milestone.action.priority.plan, by, progress=is_progress(milestone, values, PROGRESS_OF_MILESTONE))
    return save_change(Milestone, milestone_id, by=by, version=version, values=values, allowed=OF_MILESTONE)


def _without_hidden_costs(plan: Plan, by: Actor, values: dict[str, Any]) -> dict[str, Any]:
    """A cost that the writer was not shown is not theirs to change."""
    if may(by, "view", "plan_costs", partnership=plan.partnership):
        return values
    return {name: value for name, value in values.items() if name != "cost_pounds"}


def _checked(plan: Plan, values: dict[str, Any]) -> None:
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if starts and ends and ends < starts:
        raise ValidationError({"ends_on": "The end must be on or after the start."})
    if (values.get("cost_pounds") or 0) < 0:
        raise ValidationError({"cost_pounds": "A cost cannot be less than nothing."})
    source = values.get("funding_source", "")
    if source and source not in {each.id for each in template_of(plan).funding_sources}:
        raise ValidationError({"funding_source": "Choose one of the plan’s funding sources."})
    checked_assignment(plan, values)
