"""From an address to a plan that the asker may see."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from goldenthread.hub.people.interface import Actor, actor_of, demand, london

from .actions.following import follow_if_newer
from .models import Action, Comment, Milestone, Plan, Priority, SuccessMeasure

# Where an address names a thing of a plan by its number, the page is about the plan that the thing is of.
OF_THINGS: dict[str, tuple[Any, str]] = {
    "priority": (Priority, "plan"),
    "action": (Action, "priority__plan"),
    "measure": (SuccessMeasure, "action__priority__plan"),
    "milestone": (Milestone, "action__priority__plan"),
    "comment": (Comment, "plan"),
}


class NoPlan(Http404):
    """The partnership has no plan yet."""


def partnership_named(code: str) -> str:
    """The authority's code. Http404 for what is none of London's."""
    if code not in london():
        raise Http404(f"There is no London authority with the code '{code[:20]}'.")
    return code


def plan_of(request: HttpRequest, code: str, action: str = "view", writes: bool = False) -> tuple[Actor, Plan]:
    """Who asks, and the plan: the one that the address names by `?plan=` or by a thing of it.

    Else the one in force for who reads, and the one being worked on for who `writes` or where none is in force.
    NoPlan where there is none. Where figures were published since anybody last looked, the plan's measures are read
    again first. Raises PermissionDenied unless the asker may do `action` to plans of that partnership.
    """
    actor = actor_of(request)
    demand(actor, action, "plan", partnership=partnership_named(code))
    plan = _named(request, code) or _chosen(plans_in_use(request, code), writes)
    if plan is None:
        raise NoPlan("This partnership has no plan yet. Start one from its page.")
    if plan.state != "superseded":
        follow_if_newer(plan)
    return actor, plan


def current_plan(code: str) -> Plan | None:
    """The plan being worked on: the newest not superseded, so a draft beside a live one. None where there is none."""
    return Plan.objects.filter(partnership=code).exclude(state="superseded").order_by("-started_at", "-id").first()


def plans_in_use(request: HttpRequest, code: str) -> tuple[Plan, ...]:
    """The partnership's plans that are not superseded, the one in force before the drafts. Read once for a request."""
    read: dict[str, tuple[Plan, ...]] = request.__dict__.setdefault("_plans_in_use", {})
    if code not in read:
        plans = Plan.objects.filter(partnership=code).exclude(state="superseded").order_by("-started_at", "-id")
        read[code] = tuple(sorted(plans, key=lambda plan: plan.state != "live"))
    return read[code]


def _chosen(plans: tuple[Plan, ...], writes: bool) -> Plan | None:
    """What a writer works on is the newest; what a reader opens comes first."""
    if writes:
        return max(plans, key=lambda plan: (plan.started_at, plan.pk), default=None)
    return next(iter(plans), None)


def _named(request: HttpRequest, code: str) -> Plan | None:
    plans = Plan.objects.filter(partnership=code)
    wanted = request.GET.get("plan", "")
    if wanted:
        found = (
            plans.filter(pk=int(wanted)).first() if wanted.isascii() and wanted.isdigit() and len(wanted) < 16 else None
        )
        if found is None:
            raise Http404("This partnership has no such plan.")
        return found
    named = request.resolver_match.kwargs if request.resolver_match else {}
    for name, (model, way) in OF_THINGS.items():
        pk = named.get(name, named.get(f"{name}_id"))
        if isinstance(pk, int):
            return plans.filter(pk=model._default_manager.filter(pk=pk).values(f"{way}_id")[:1]).first()
    return None
