"""An existing plan brought from a spreadsheet: seen with every fault before anything is made."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse

from goldenthread.hub.plans.actions.importing import existing_in, import_actions
from goldenthread.hub.plans.actions.saving import CLOSED
from goldenthread.hub.plans.brought.actions import read
from goldenthread.hub.plans.columns import ACTION_COLUMNS, NEEDED
from goldenthread.hub.plans.forms.importing import ImportForm, keep, kept
from goldenthread.hub.plans.grids.faults import GridFault
from goldenthread.hub.plans.presenters.importing import preview
from goldenthread.hub.ui.interface import wording

from .here import FORM, Here, plan_view

COLUMNS = tuple((each.heading, ", ".join(each.also), each in NEEDED) for each in ACTION_COLUMNS)


@plan_view("edit", methods=FORM)
def plan_import(here: Here) -> HttpResponse:
    """The form; with a file, what would be made of it."""
    sent = here.request.method == "POST"
    form = ImportForm(*((here.request.POST, here.request.FILES) if sent else ()), template=here.template)
    if sent and form.is_valid():
        try:
            return _preview(here, form)
        except GridFault as fault:
            form.add_error("file", list(fault.messages))
    shown = {"form": form, "columns": COLUMNS, "closed": here.plan.state in CLOSED}
    return here.page("plans/import.html", "Bring an existing plan", shown, status=422 if sent else 200)


@plan_view("edit", methods=("POST",))
def plan_import_confirm(here: Here) -> HttpResponse:
    """Makes what was previewed, all of it or nothing."""
    try:
        found = kept(here.request.POST.get("kept", ""), here.plan.pk)
        made, actions = import_actions(here.plan, by=here.actor, priorities=found)
    except ValidationError as fault:
        return here.not_done(fault, "plan-import")
    new = wording.counted(made, "priority", "priorities")
    return here.done(f"{new} and {wording.counted(actions, 'action')} were made.", "plan")


def _preview(here: Here, form: ImportForm) -> HttpResponse:
    told = form.cleaned_data
    brought = read(told["file"], here.template, existing_in(here.plan), told["section"])
    shown = {
        "preview": preview(brought, here.template, here.sees_costs),
        "kept": "" if brought.faults else keep(brought.priorities, here.plan.pk),
        "has_new": brought.actions or any(not each.is_there for each in brought.priorities),
    }
    crumbs = [("Bring an existing plan", here.url("plan-import"))]
    return here.page(
        "plans/import_preview.html",
        "Check before it is made",
        shown,
        crumbs=crumbs,
        status=422 if brought.faults else 200,
    )
