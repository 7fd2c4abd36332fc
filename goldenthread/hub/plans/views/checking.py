"""A plan as a critical reader would examine it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from goldenthread.hub.audit.interface import Conflict, Gone
from goldenthread.hub.plans.actions.mending import mend
from goldenthread.hub.plans.actions.saving import CLOSED
from goldenthread.hub.plans.presenters.examined import WHOLE, checks_page
from goldenthread.hub.plans.queries.examined import findings_for

from .here import Here, plan_view

CHANGED = "Somebody changed it in this very moment. Look at what is found now."


@plan_view()
def plan_checks(here: Here) -> HttpResponse:
    """Everything that is found, or what is found in one section."""
    section = here.request.GET.get("section", "")
    if section not in ("", WHOLE) and here.template.section(section) is None:
        raise Http404("The plan has no such section.")
    may_edit = here.may_edit and here.plan.state not in CLOSED
    findings = findings_for(here.plan, here.actor)
    shown = checks_page(findings, here.template, here.code, here.plan.pk, section, may_edit)
    return here.page(
        "plans/checks.html", "Examine the plan", {"shown": shown, "section": section}, current="plan-checks"
    )


@plan_view("edit", methods=["POST"])
def plan_mend(here: Here) -> HttpResponse:
    """Mends one finding and leads back to the list."""
    key = here.request.POST.get("finding", "")[:16]
    try:
        messages.success(here.request, mend(here.plan, by=here.actor, key=key))
    except ValidationError as fault:
        messages.error(here.request, " ".join(fault.messages))
    except (Conflict, Gone):
        messages.error(here.request, CHANGED)
    return redirect(here.url("plan-checks", plan=here.plan.pk, section=here.request.POST.get("section", "")[:60]))
