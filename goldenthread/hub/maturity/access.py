"""From an address to a partnership and its cycle that the asker may see."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from goldenthread.hub.people.interface import Actor, actor_of, demand, london
from goldenthread.warehouse.definitions.frameworks import Framework

from . import frameworks, queries
from .models import Cycle


def reader_of(request: HttpRequest, code: str) -> Actor:
    """Who asks. Http404 for what is no London authority, PermissionDenied for who may not see its assessments."""
    if code not in london():
        raise Http404(f"There is no London authority with the code '{code[:20]}'.")
    actor = actor_of(request)
    demand(actor, "view", "assessment", partnership=code)
    return actor


def cycle_of(request: HttpRequest, code: str) -> Cycle:
    """The cycle that the address names, else the newest. Http404 where there is none that the asker sees."""
    cycle = queries.cycle_among(queries.cycles_seen(actor_of(request), code), request.GET.get("cycle", ""))
    if cycle is None:
        raise Http404("This partnership has no assessment that you may see yet.")
    return cycle


def framework_with(cycle: Cycle, statement: str) -> Framework:
    """The cycle's framework. Http404 where it has no such statement."""
    framework = frameworks.of_cycle(cycle)
    if statement not in framework.statements:
        raise Http404("This framework has no such statement.")
    return framework
