"""From an address to a plan that the asker may see."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from goldenthread.hub.people.interface import Actor, actor_of, demand, london

from .actions.following import follow_if_newer
from .models import Plan


def partnership_named(code: str) -> str:
    """The authority's code. Http404 for what is none of London's."""
    if code not in london():
        raise Http404(f"There is no London authority with the code '{code[:20]}'.")
    return code


def plan_of(request: HttpRequest, code: str, action: str = "view") -> tuple[Actor, Plan]:
    """Who asks, and the partnership's newest plan that is not superseded. Http404 where there is none yet.

    Where figures were published since anybody last looked, the plan's measures are read again first.
    Raises PermissionDenied unless the asker may do `action` to plans of that partnership.
    """
    actor = actor_of(request)
    demand(actor, action, "plan", partnership=partnership_named(code))
    plan = current_plan(code)
    if plan is None:
        raise Http404("This partnership has no plan yet. Start one from its page.")
    follow_if_newer(plan)
    return actor, plan


def current_plan(code: str) -> Plan | None:
    """The partnership's newest plan that is not superseded; None where there is none."""
    return Plan.objects.filter(partnership=code).exclude(state="superseded").order_by("-started_at", "-id").first()
