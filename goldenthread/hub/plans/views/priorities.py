"""Priorities: made of an answer, a gap or a figure in one step, read, changed, removed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from goldenthread.hub.evidence.interface import readings
from goldenthread.hub.people.interface import colleagues, once
from goldenthread.hub.plans.actions.assigning import writers
from goldenthread.hub.plans.actions.priorities import add_priority, change_priority, remove_priority
from goldenthread.hub.plans.forms.priorities import CommentForm, PriorityForm
from goldenthread.hub.plans.forms.versioned import made, saved
from goldenthread.hub.plans.models import Plan, Priority
from goldenthread.hub.plans.origins import Origin, from_answer, from_figure, from_gap, moderation_of
from goldenthread.hub.plans.presenters.figures import figure_of, read_key
from goldenthread.hub.plans.presenters.overview import measure_line
from goldenthread.hub.plans.presenters.priority import first_action_form, priority_page
from goldenthread.hub.plans.presenters.proof import origin_of
from goldenthread.hub.plans.queries.talk import comments_on
from goldenthread.hub.plans.queries.whole import whole_plan
from goldenthread.hub.plans.whole import WholePriority

from .here import FORM, Here, plan_view
from .removing import removed

ALREADY = "This is a priority already."


@plan_view("edit", FORM)
def plan_priority_new(here: Here) -> HttpResponse:
    """A priority. Sent with ?question=, ?statement= or ?indicator= and `as_it_is`, it is made and opened in one step."""
    origin = _origin(here)
    if here.request.method == "POST" and here.request.POST.get("as_it_is"):
        return _in_one_step(here, origin)
    there = _there_already(here, origin)
    if there is not None and here.request.method != "POST":
        return here.done(ALREADY, "plan-priority", there.pk)
    initial = {"title": origin.title, "why": origin.why, "section": origin.section, "theme": origin.theme}
    form = PriorityForm(here.request.POST or None, initial=initial, template=here.template, people=writers(here.code))
    if here.request.method == "POST" and form.is_valid():
        form.cleaned_data.pop("version", None)
        given = form.cleaned_data.pop("assigned_to")
        priority = made(form, _adding(origin), plan=here.plan, by=here.actor)
        if priority is not None:
            if given:
                change_priority(priority.pk, by=here.actor, version=priority.version, assigned_to=given)
            return here.done("The priority is in the plan.", "plan-priority", priority.pk)
    told = {"form": form, "button": "Add the priority", "action": here.request.get_full_path(), "origin": origin}
    return here.page("plans/form.html", "A new priority", told)


def _adding(origin: Origin) -> Any:
    def add(**named: Any) -> Priority:
        return add_priority(**named, origin=origin.kind, origin_id=origin.id, evidence=origin.evidence)

    return add


def _there_already(here: Here, origin: Origin) -> Priority | None:
    if not origin.id:
        return None
    return Priority.objects.filter(plan=here.plan, origin=origin.kind, origin_id=origin.id).first()


def _in_one_step(here: Here, origin: Origin) -> HttpResponse:
    """The same figure, gap or answer twice is one priority, which is opened."""
    there = _there_already(here, origin)
    if there is not None:
        return here.done(ALREADY, "plan-priority", there.pk)
    try:
        priority = once(
            add_priority, plan=here.plan, by=here.actor, section=origin.section, title=origin.title, why=origin.why, theme=origin.theme,
            origin=origin.kind, origin_id=origin.id, evidence=origin.evidence,
        )  # fmt: skip
    except ValidationError as fault:
        there = _there_already(here, origin)  # somebody else made it in this very moment
        return here.done(ALREADY, "plan-priority", there.pk) if there else here.not_done(fault, "plan")
    return here.done("The priority is in the plan. Its words can be changed.", "plan-priority", priority.pk)


def _origin(here: Here) -> Origin:
    """Where the priority comes from, as the address says. Http404 for what is not there."""
    asked = here.request.GET
    section = here.template.section(asked.get("section", ""))
    found: Origin | None = Origin("own", "", "", "", section.id if section else here.template.sections[0].id, "", ())
    if question := asked.get("question"):
        found = from_answer(here.plan, here.template, question)
    elif statement := asked.get("statement"):
        found = from_gap(here.actor, here.plan, here.template, statement, section)
    elif indicator := asked.get("indicator"):
        found = from_figure(here.plan, here.template, *read_key(indicator), section)
    if found is None:
        raise Http404("There is nothing here to make a priority of. It may have been changed or removed.")
    return found


@plan_view()
def plan_priority(here: Here, priority: int) -> HttpResponse:
    """A priority with its evidence then and now, its actions and measures."""
    whole = whole_plan(here.plan)
    found = next((each for each in whole.priorities if each.id == priority), None)
    if found is None:
        raise Http404("The plan has no such priority. It may have been removed.")
    section = here.template.section(found.section)
    form = first_action_form(here.code, here.template, found) if here.may_edit else None
    return here.page(
        "plans/priority.html", found.title,
        {
            "shown": priority_page(
                found, here.template, colleagues(here.code), _figures(here, found),
                origin_of(here.plan, here.template, found),
            ),
            "moderated": moderation_of(here.actor, here.code, found.origin_id) if found.origin == "gap" else "",
            "section": section, "form": form, "is_first": not found.actions,
            "measures": {a.id: [measure_line(m) for m in a.measures] for a in found.actions},
            "said": comments_on(here.plan, "priority", [found.id]).get(str(found.id), []),
            "comment_kind": "priority", "comment_id": found.id, "comment_form": CommentForm(),
        },
        crumbs=[(f"{section.number}. {section.title}", here.url("plan-section", section.id))] if section else [],
    )  # fmt: skip


def _figures(here: Here, priority: WholePriority) -> list[Any]:
    """The evidence under a priority as it is now."""
    wanted = [(str(e.get("indicator", "")), str(e.get("breakdown") or "total")) for e in priority.evidence]
    return [figure_of(reading, here.area) for reading in readings(here.code, wanted).values() if reading.trend]


@plan_view("edit", FORM)
def plan_priority_change(here: Here, priority: int) -> HttpResponse:
    """Changes a priority."""
    found = priority_named(here.plan, priority)
    initial = {name: getattr(found, name) for name in ("title", "why", "section", "theme", "assigned_to", "version")}
    form = PriorityForm(here.request.POST or None, initial=initial, template=here.template, people=writers(here.code))
    if here.request.method == "POST" and saved(form, change_priority, priority_id=found.pk, by=here.actor) is not None:
        return here.done("The priority is changed.", "plan-priority", found.pk)
    told = {
        "form": form, "button": "Save", "action": here.url("plan-priority-change", found.pk),
        "remove": here.url("plan-priority-remove", found.pk), "remove_words": "Remove this priority",
    }  # fmt: skip
    crumbs = [(found.title, here.url("plan-priority", found.pk))]
    return here.page("plans/form.html", "Change the priority", told, crumbs=crumbs)


@plan_view("edit", ("POST",))
def plan_priority_remove(here: Here, priority: int) -> HttpResponse:
    """Removes a priority without actions."""
    found = priority_named(here.plan, priority)
    return removed(here, found, remove_priority, at="plan-priority-remove", page="plan-priority", then=("plan",))


def priority_named(plan: Plan, pk: int) -> Priority:
    """A priority of this plan. Http404 for none."""
    return get_object_or_404(Priority.objects.select_related("plan"), pk=pk, plan=plan)
