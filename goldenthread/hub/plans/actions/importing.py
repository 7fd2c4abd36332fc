"""Makes the priorities and actions that were brought from a spreadsheet, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from goldenthread.hub.people.interface import Actor
from goldenthread.hub.plans.brought.actions import NewPriority
from goldenthread.hub.plans.grids.names import plain_name
from goldenthread.hub.plans.models import Action, Plan, Priority

from .actions import add_action
from .priorities import add_priority
from .saving import may_write


def existing_in(plan: Plan) -> dict[str, set[str]]:
    """The plain titles of the plan's actions by the plain title of their priority."""
    found: dict[str, set[str]] = {plain_name(p.title): set() for p in Priority.objects.filter(plan=plan)}
    for action in Action.objects.filter(priority__plan=plan).select_related("priority"):
        found.setdefault(plain_name(action.priority.title), set()).add(plain_name(action.title))
    return found


@transaction.atomic
def import_actions(plan: Plan, *, by: Actor, priorities: Sequence[NewPriority]) -> tuple[int, int]:
    """How many priorities and actions were made. What is there by now is not made a second time."""
    may_write(plan, by)
    known = {plain_name(each.title): each for each in reversed(Priority.objects.filter(plan=plan))}
    there, made, actions = existing_in(plan), 0, 0
    for each in priorities:
        name = plain_name(each.title)
        if name not in known:
            known[name] = add_priority(
                plan, by=by, section=each.section, title=each.title, theme=each.theme, origin="import"
            )
            made += 1
        for action in each.actions:
            if plain_name(action.title) not in there.get(name, set()):
                add_action(known[name], by=by, title=action.title, **action.values)
                actions += 1
    return made, actions
