"""Success measures and their readings."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from goldenthread.hub.audit.interface import Conflict
from goldenthread.hub.plans.actions.measures import (
    add_local_measure,
    add_measure,
    add_reading,
    change_measure,
    remove_measure,
    remove_reading,
    take_baseline,
)
from goldenthread.hub.plans.forms.measures import (
    ChangeMeasureForm,
    IndicatorMeasureForm,
    LocalMeasureForm,
    ReadingForm,
)
from goldenthread.hub.plans.forms.priorities import CommentForm
from goldenthread.hub.plans.forms.versioned import made, saved
from goldenthread.hub.plans.models import Action, Plan, SuccessMeasure
from goldenthread.hub.plans.presenters.figures import read_key
from goldenthread.hub.plans.presenters.measure import measure_page
from goldenthread.hub.plans.presenters.priority import indicator_groups
from goldenthread.hub.plans.queries.talk import comments_on
from goldenthread.hub.plans.queries.whole import whole_plan
from goldenthread.hub.plans.whole import WholeAction, WholeMeasure, WholePlan, WholePriority

from .actions import action_named
from .here import FORM, Here, plan_view
from .no_baseline import no_start, warned
from .removing import removed


@plan_view("edit", FORM)
def plan_measure_new(here: Here, action: int) -> HttpResponse:
    """A measure that reads itself from published figures."""
    found = action_named(here.plan, action)
    priority = next(p for p in whole_plan(here.plan).priorities if p.id == found.priority_id)
    groups = indicator_groups(here.code, here.template, priority)
    form = IndicatorMeasureForm(here.request.POST or None, groups=groups)
    if here.request.method == "POST" and form.is_valid():
        form.cleaned_data.pop("version", None)
        indicator, breakdown = read_key(form.cleaned_data.pop("indicator"))
        if no_start(here, indicator, breakdown):
            again = warned(here, form, "plan-measure-new", found.pk)
            return here.page("plans/form.html", "A success measure", again, crumbs=_back_to(here, found))
        measure = made(form, add_measure, action=found, by=here.actor, indicator=indicator, breakdown=breakdown)
        if measure is not None:
            return here.done("The measure is in the plan, with its baseline.", "plan-measure", measure.pk)
    told = {
        "form": form, "button": "Add the measure", "action": here.url("plan-measure-new", found.pk),
        "also": (here.url("plan-measure-local", found.pk), "Use a local measure with readings of its own instead"),
    }  # fmt: skip
    return here.page("plans/form.html", "A success measure", told, crumbs=_back_to(here, found))


@plan_view("edit", FORM)
def plan_measure_local(here: Here, action: int) -> HttpResponse:
    """A measure whose readings are typed in."""
    found = action_named(here.plan, action)
    form = LocalMeasureForm(here.request.POST or None)
    if here.request.method == "POST" and form.is_valid():
        form.cleaned_data.pop("version", None)
        measure = made(form, add_local_measure, action=found, by=here.actor)
        if measure is not None:
            return here.done("The measure is in the plan.", "plan-measure", measure.pk)
    told = {"form": form, "button": "Add the measure", "action": here.url("plan-measure-local", found.pk)}
    return here.page("plans/form.html", "A local success measure", told, crumbs=_back_to(here, found))


@plan_view()
def plan_measure(here: Here, measure: int) -> HttpResponse:
    """A measure: its baseline, its way to the target, its readings."""
    return _measure_page(here, measure, ReadingForm(prefix="reading"))


def _measure_page(here: Here, measure: int, form: ReadingForm, status: int = 200) -> HttpResponse:
    priority, action, found = _in(whole_plan(here.plan), measure)
    crumbs = [
        (priority.title, here.url("plan-priority", priority.id)),
        (action.title, here.url("plan-action", action.id)),
    ]
    return here.page(
        "plans/measure.html", found.title,
        {
            "shown": measure_page(found, here.area), "action": action, "reading_form": form,
            "said": comments_on(here.plan, "successmeasure", [found.id]).get(str(found.id), []),
            "comment_kind": "successmeasure", "comment_id": found.id, "comment_form": CommentForm(),
        },
        crumbs=crumbs, status=status,
    )  # fmt: skip


@plan_view("edit", FORM)
def plan_measure_change(here: Here, measure: int) -> HttpResponse:
    """Changes a measure's words, target or way there."""
    found = measure_named(here.plan, measure)
    seen = _in(whole_plan(here.plan), measure)[2]
    initial: dict[str, Any] = {
        name: getattr(found, name) for name in ("title", "target_value", "target_on", "note", "version")
    }
    initial["trajectory"] = seen.trajectory[:-1]  # the last step is the target itself
    form = ChangeMeasureForm(here.request.POST or None, initial=initial)
    if here.request.method == "POST" and saved(form, change_measure, measure_id=found.pk, by=here.actor) is not None:
        return here.done("The measure is changed.", "plan-measure", found.pk)
    told = {
        "form": form, "button": "Save", "action": here.url("plan-measure-change", found.pk),
        "remove": here.url("plan-measure-remove", found.pk), "remove_words": "Remove this measure with its readings",
    }  # fmt: skip
    crumbs = [(found.title, here.url("plan-measure", found.pk))]
    return here.page("plans/form.html", "Change the measure", told, crumbs=crumbs)


@plan_view("edit", ("POST",))
def plan_measure_remove(here: Here, measure: int) -> HttpResponse:
    """Removes a measure with its readings."""
    found = measure_named(here.plan, measure)
    then = "plan-action", found.action_id
    return removed(here, found, remove_measure, at="plan-measure-remove", page="plan-measure", then=then)


@plan_view("edit", ("POST",))
def plan_reading_new(here: Here, measure: int) -> HttpResponse:
    """Types in a reading of a local measure."""
    found = measure_named(here.plan, measure)
    form = ReadingForm(here.request.POST, prefix="reading")
    if made(form, add_reading, measure=found, by=here.actor):
        return here.done("The reading is kept.", "plan-measure", found.pk, part="readings")
    return _measure_page(here, found.pk, form, 400)


@plan_view("edit", ("POST",), of_progress=True)
def plan_reading_remove(here: Here, measure: int, period: str) -> HttpResponse:
    """Takes out a typed reading; asked first."""
    found = measure_named(here.plan, measure)
    reading = found.readings.filter(period=period).first() if found.is_local else None
    if reading is not None and "sure" not in here.request.POST:
        told = {
            "words": f"‘{found.title}’ loses what was typed in for {reading.period_label}. That it was removed, and by whom, "
            "is kept in the partnership’s record.",
            "action": here.url("plan-reading-remove", found.pk, period), "sent": [], "button": "Remove this reading",
            "back": here.url("plan-measure", found.pk),
        }  # fmt: skip
        return here.page("plans/sure.html", f"Remove the reading of {reading.period_label}?", told)
    try:
        remove_reading(found, by=here.actor, period=period)
    except ValidationError as fault:
        return here.not_done(fault, "plan-measure", found.pk)
    return here.done("The reading is removed.", "plan-measure", found.pk, part="readings")


@plan_view("edit", ("POST",))
def plan_measure_baseline(here: Here, measure: int) -> HttpResponse:
    """Starts from the baseline's period as it is published now."""
    found = measure_named(here.plan, measure)
    version = here.request.POST.get("version", "")
    try:
        take_baseline(found.pk, by=here.actor, version=int(version) if version.isdecimal() else 0)
    except Conflict:
        fault = ValidationError("Somebody changed this measure meanwhile. Look at it as it is now.")
        return here.not_done(fault, "plan-measure", found.pk)
    except ValidationError as fault:
        return here.not_done(fault, "plan-measure", found.pk)
    return here.done("The measure starts from the figure as it is published now.", "plan-measure", found.pk)


def measure_named(plan: Plan, pk: int) -> SuccessMeasure:
    """A measure of this plan. Http404 for none."""
    found = SuccessMeasure.objects.select_related("action__priority__plan")
    return get_object_or_404(found, pk=pk, action__priority__plan=plan)


def _in(whole: WholePlan, pk: int) -> tuple[WholePriority, WholeAction, WholeMeasure]:
    for priority in whole.priorities:
        for action in priority.actions:
            for measure in action.measures:
                if measure.id == pk:
                    return priority, action, measure
    raise Http404("The plan has no such measure. It may have been removed.")


def _back_to(here: Here, action: Action) -> list[tuple[str, str]]:
    return [(action.title, here.url("plan-action", action.pk))]
