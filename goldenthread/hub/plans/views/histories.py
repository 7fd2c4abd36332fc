"""Who wrote what: of the plan, and of one thing in it."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse

from goldenthread.hub.audit.interface import Step, history
from goldenthread.hub.plans.models import Action, Answer, Milestone, Plan, Priority, SectionText, SuccessMeasure
from goldenthread.hub.plans.presenters.histories import KINDS, recent_changes, thing_changes
from goldenthread.hub.plans.queries.whole import whole_plan

from .here import Here, plan_view

EACH_PAGE = 30
WHERE = {
    "plan": (Plan, "id"), "sectiontext": (SectionText, "plan"), "answer": (Answer, "plan"), "priority": (Priority, "plan"),
    "action": (Action, "priority__plan"), "milestone": (Milestone, "action__priority__plan"),
    "successmeasure": (SuccessMeasure, "action__priority__plan"),
}  # fmt: skip


@plan_view()
def plan_history(here: Here) -> HttpResponse:
    """Everything that was written in the plan, newest first."""
    asked = here.request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and 0 < len(asked) < 6):
        raise BadRequest("Pages of the history are numbered from 1.")
    number = max(int(asked), 1)
    start = (number - 1) * EACH_PAGE
    entries = recent_changes(here.plan, whole_plan(here.plan), here.sees_costs, start, EACH_PAGE + 1)
    told = {
        "entries": entries[:EACH_PAGE], "newer": number - 1, "older": number + 1 if len(entries) > EACH_PAGE else 0,
        "sees_costs": here.sees_costs,
    }  # fmt: skip
    return here.page("plans/history.html", "History of the plan", told, current="plan-history")


@plan_view()
def plan_thing_history(here: Here, kind: str, object_id: int) -> HttpResponse:
    """Every version of one thing."""
    if kind not in WHERE:
        raise Http404("Of this there is no history.")
    model, way = WHERE[kind]
    thing = model._default_manager.filter(pk=object_id).first()
    steps = history(kind, object_id, here.code)
    elsewhere = thing is not None and not model._default_manager.filter(pk=object_id, **{way: here.plan.pk}).exists()
    if elsewhere or not steps:
        raise Http404("This is not in the plan. What was written stands in the history of the plan.")
    if thing is None:
        title = f"{_last_title(steps)} (removed)"
    else:
        title = str(getattr(thing, "title", "")) or _section_title(here, thing)
    told = {"entries": thing_changes(steps, here.template, here.sees_costs), "sees_costs": here.sees_costs}
    crumbs = [("History", here.url("plan-history"))]
    return here.page("plans/history.html", f"{KINDS[kind]}: {title}", told, crumbs=crumbs, current="plan-history")


def _last_title(steps: Sequence[Step]) -> str:
    """What a thing was called that is not there any more."""
    titles = (str(after) for step in steps for name, _, after in step.changes if name == "title")
    return next(titles, "")


def _section_title(here: Here, thing: object) -> str:
    section = here.template.section(str(getattr(thing, "section", "")))
    return f"{section.number}. {section.title}" if section else ""
