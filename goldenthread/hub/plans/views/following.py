"""What new figures did to a plan."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from goldenthread.hub.plans.actions.following import mark_seen
from goldenthread.hub.plans.presenters.changed import changes

from .here import Here, plan_view


@plan_view()
def plan_changes(here: Here) -> HttpResponse:
    """Every notice of the plan, newest build first; what is shown counts as seen."""
    found = changes(here.plan, here.actor.key, _before(here.request))
    mark_seen(here.plan, by=here.actor, notices=found.ids)
    return here.page("plans/changes.html", "What new figures changed", {"changes": found}, current="plan-changes")


def _before(request: HttpRequest) -> int:
    asked = request.GET.get("before", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 16):
        raise BadRequest("The address names a place in the list that cannot be: a number is wanted.")
    return int(asked or 0)
