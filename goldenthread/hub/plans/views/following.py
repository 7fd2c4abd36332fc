"""What new figures did to a plan."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.hub.evidence.interface import area_name
from goldenthread.hub.people.interface import members_only
from goldenthread.hub.plans.access import plan_of
from goldenthread.hub.plans.actions.following import mark_seen
from goldenthread.hub.plans.presenters.changed import changes
from goldenthread.hub.plans.presenters.pages import plan_pages
from goldenthread.hub.ui.interface import Page


@require_safe
@members_only
def plan_changes(request: HttpRequest, code: str) -> HttpResponse:
    """Every notice of the plan, newest build first; what is shown counts as seen."""
    actor, plan = plan_of(request, code)
    found = changes(plan, actor.key, _before(request))
    mark_seen(plan, by=actor, notices=found.ids)
    crumbs = (("Members", "/members/"), (plan.title, f"/plans/{code}/"), ("What changed", ""))
    page = Page("What new figures changed", f"{area_name(code)}: measures and evidence since the plan began.", crumbs)
    told = {"page": page, "plan": plan, "plan_pages": plan_pages(code, "plan-changes"), "changes": found}
    return render(request, "plans/changes.html", told)


def _before(request: HttpRequest) -> int:
    asked = request.GET.get("before", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 16):
        raise BadRequest("The address names a place in the list that cannot be: a number is wanted.")
    return int(asked or 0)
