"""A new draft with everything that a plan says, as things of its own with a history of their own."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model

from goldenthread.hub.audit.interface import Versioned, create
from goldenthread.hub.people.interface import Actor
from goldenthread.hub.plans.models import (
    Action,
    Answer,
    Milestone,
    Plan,
    Priority,
    Reading,
    SectionText,
    SuccessMeasure,
    TableValue,
)

Thing = TypeVar("Thing", bound=Versioned)
OWN = {"id", "version", "changed_at", "changed_by", "started_at", "state", "frozen"}


def copy_plan(plan: Plan, *, by: Actor) -> Plan:
    """The copy, in draft. Comments, notices and signatures stay with the plan they are about."""
    made = _copied(plan, by)
    for model in (SectionText, Answer, TableValue):
        for each in model._default_manager.filter(plan=plan).order_by("pk"):
            _copied(each, by, plan=made)
    for priority in Priority.objects.filter(plan=plan).order_by("pk"):
        _copy_priority(priority, by, made)
    return made


def _copy_priority(priority: Priority, by: Actor, plan: Plan) -> None:
    made = _copied(priority, by, plan=plan)
    for action in Action.objects.filter(priority=priority).order_by("pk"):
        copy = _copied(action, by, priority=made)
        for milestone in Milestone.objects.filter(action=action).order_by("pk"):
            _copied(milestone, by, action=copy)
        for measure in SuccessMeasure.objects.filter(action=action).order_by("pk"):
            _copy_readings(measure, _copied(measure, by, action=copy))


def _copy_readings(measure: SuccessMeasure, copy: SuccessMeasure) -> None:
    Reading.objects.bulk_create(
        Reading(**{**_fields(each), "measure": copy}) for each in Reading.objects.filter(measure=measure)
    )


def _copied(thing: Thing, by: Actor, **instead: Any) -> Thing:
    return create(type(thing)(**{**_fields(thing), **instead}), by=by.key, action="copied")


def _fields(thing: Model) -> dict[str, Any]:
    return {field.name: getattr(thing, field.name) for field in thing._meta.concrete_fields if field.name not in OWN}
