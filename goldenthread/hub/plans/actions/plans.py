"""Starting a plan and changing what is said of the whole of it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.hub.evidence.interface import area_name, current_build
from goldenthread.hub.people.interface import Actor, demand
from goldenthread.hub.plans.access import current_plan, partnership_named
from goldenthread.hub.plans.models import Plan
from goldenthread.hub.plans.templates_in_force import newest_template

from .saving import is_progress, may_write, plain, save_change, save_new

CHANGEABLE = ("title", "allows_contact")
TAKES_PLACE = ("submitted", "live", "superseded")  # a new plan may be begun while one of these is in force


@transaction.atomic
def start_plan(*, by: Actor, partnership: str, title: str = "", is_example: bool = False) -> Plan:
    """Begins a partnership's plan by the newest template. ValidationError where one is being written already."""
    demand(by, "start", "plan", partnership=partnership_named(partnership))
    current = current_plan(partnership)
    if current is not None and current.state not in TAKES_PLACE:
        raise ValidationError("This partnership has a plan that is being written. Go on with that one.")
    template = newest_template()
    plan = Plan(
        partnership=partnership, template=template.id, template_version=template.version, is_example=is_example,
        title=plain(title) or f"{area_name(partnership)} SEND reform plan", build_seen=current_build(),
    )  # fmt: skip
    return save_new(plan, by=by)


def change_plan(plan: Plan, *, by: Actor, version: int, **values: Any) -> Plan:
    """Changes the title, or whether others may get in contact."""
    may_write(plan, by, progress=is_progress(plan, values, ("allows_contact",)))
    return save_change(Plan, plan.pk, by=by, version=version, values=values, allowed=CHANGEABLE)
