"""Actions and their milestones."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from goldenthread.hub.people.interface import Actor, colleagues, once
from goldenthread.hub.plans.actions.actions import (
    PROGRESS,
    PROGRESS_OF_MILESTONE,
    add_action,
    add_milestone,
    change_action,
    change_milestone,
    remove_action,
    remove_milestone,
)
from goldenthread.hub.plans.actions.assigning import writers
from goldenthread.hub.plans.actions.measures import add_measure
from goldenthread.hub.plans.forms.measures import NONE_YET, FirstActionForm
from goldenthread.hub.plans.forms.priorities import ActionForm, CommentForm, MilestoneForm
from goldenthread.hub.plans.forms.versioned import made, saved, say
from goldenthread.hub.plans.models import Action, Milestone, Plan, Priority
from goldenthread.hub.plans.presenters.action import action_page
from goldenthread.hub.plans.presenters.figures import read_key
from goldenthread.hub.plans.presenters.priority import first_action_form
from goldenthread.hub.plans.queries.talk import comments_on
from goldenthread.hub.plans.queries.whole import whole_plan
from goldenthread.hub.plans.whole import WholeAction, WholePlan, WholePriority

from .here import FORM, Here, plan_view
from .no_baseline import no_start, warned
from .priorities import priority_named
from .removing import removed

IN_FORCE_NOTE = (
    "This plan is submitted or live: its words stay as they are, and how the work goes is kept here. To change the words, "
    "begin a new draft from its sign-off page."
)
HIDDEN_COST_NOTE = (
    "A cost is kept too. It is shown to those whose role in the council, the ICB or the regional team includes costs, and to "
    "nobody else."
)


@plan_view("edit", FORM)
def plan_action_first(here: Here, priority: int) -> HttpResponse:
    """An action with its measure in one go."""
    found, whole = priority_named(here.plan, priority), whole_plan(here.plan)
    seen = next(each for each in whole.priorities if each.id == found.pk)
    form = first_action_form(here.code, here.template, seen, here.request.POST or None)
    if here.request.method == "POST" and form.is_valid():
        indicator = form.cleaned_data["indicator"]
        if indicator != NONE_YET and no_start(here, *read_key(indicator)):
            again = warned(here, form, "plan-action-first", found.pk)
            return here.page("plans/form.html", "What will be done", again, crumbs=_back_to(here, found))
        action = _both(here, found, form)
        if action is not None:
            return here.done("The action is in the plan.", "plan-action", action.pk)
    told = {"form": form, "button": "Add to the plan", "action": here.url("plan-action-first", found.pk)}
    return here.page("plans/form.html", "What will be done", told, crumbs=_back_to(here, found))


def _both(here: Here, priority: Priority, form: FirstActionForm) -> Action | None:
    """Both or neither, and once."""
    try:
        return once(_action_with_measure, priority=priority, by=here.actor, told=form.cleaned_data)
    except ValidationError as fault:
        say(form, fault)
        return None


def _action_with_measure(priority: Priority, *, by: Actor, told: dict[str, Any]) -> Action:
    action = add_action(priority, by=by, title=told["title"], lead=told["lead"], ends_on=told["target_on"])
    if told["indicator"] != NONE_YET:
        indicator, breakdown = read_key(told["indicator"])
        add_measure(
            action, by=by, indicator=indicator, breakdown=breakdown,
            target_value=float(told["target_value"]), target_on=told["target_on"],
        )  # fmt: skip
    return action


@plan_view("edit", FORM)
def plan_action_new(here: Here, priority: int) -> HttpResponse:
    """An action with everything there is to say of it."""
    found = priority_named(here.plan, priority)
    form = _form(here, here.request.POST or None, {})
    if here.request.method == "POST" and form.is_valid():
        form.cleaned_data.pop("version", None)
        action = made(form, add_action, priority=found, by=here.actor)
        if action is not None:
            return here.done("The action is in the plan.", "plan-action", action.pk)
    told = {"form": form, "button": "Add the action", "action": here.url("plan-action-new", found.pk)}
    return here.page("plans/form.html", "A new action", told, crumbs=_back_to(here, found))


@plan_view()
def plan_action(here: Here, action: int) -> HttpResponse:
    """An action with its milestones and measures."""
    priority, found = _in(whole_plan(here.plan), action)
    section = here.template.section(priority.section)
    crumbs = [(f"{section.number}. {section.title}", here.url("plan-section", section.id))] if section else []
    return here.page(
        "plans/action.html", found.title,
        {
            "shown": action_page(found, here.template, colleagues(here.code), here.sees_costs), "priority": priority,
            "milestone_form": MilestoneForm(prefix="milestone"),
            "said": comments_on(here.plan, "action", [found.id]).get(str(found.id), []),
            "comment_kind": "action", "comment_id": found.id, "comment_form": CommentForm(),
        },
        crumbs=[*crumbs, (priority.title, here.url("plan-priority", priority.id))],
    )  # fmt: skip


@plan_view("edit", FORM, of_progress=True)
def plan_action_change(here: Here, action: int) -> HttpResponse:
    """Changes an action."""
    found = action_named(here.plan, action)
    initial = {name: getattr(found, name) for name in (*Action.TRACKED, "version")}
    form = _form(here, here.request.POST or None, initial)
    if not here.may_edit:
        form.ask_only(PROGRESS)
    if here.request.method == "POST" and saved(form, change_action, action_id=found.pk, by=here.actor) is not None:
        return here.done("The action is changed.", "plan-action", found.pk)
    told = {"form": form, "button": "Save", "action": here.url("plan-action-change", found.pk), "note": IN_FORCE_NOTE}
    if here.may_edit:
        told |= {
            "remove": here.url("plan-action-remove", found.pk),
            "remove_words": "Remove this action with its milestones and measures",
            "note": "" if here.sees_costs else HIDDEN_COST_NOTE,
        }
    return here.page("plans/form.html", "Change the action", told, crumbs=_back_to(here, found.priority))


@plan_view("edit", ("POST",))
def plan_action_remove(here: Here, action: int) -> HttpResponse:
    """Removes an action with what belongs to it."""
    found = action_named(here.plan, action)
    then = "plan-priority", found.priority_id
    return removed(here, found, remove_action, at="plan-action-remove", page="plan-action", then=then)


@plan_view("edit", ("POST",))
def plan_milestone_new(here: Here, action: int) -> HttpResponse:
    """Adds a step."""
    found = action_named(here.plan, action)
    form = MilestoneForm(here.request.POST, prefix="milestone")
    if form.is_valid():
        form.cleaned_data.pop("version", None)
        if made(form, add_milestone, action=found, by=here.actor):
            return here.done("The step is added.", "plan-action", found.pk, part="milestones")
    told = {"form": form, "button": "Add the step", "action": here.url("plan-milestone-new", found.pk)}
    crumbs = [(found.title, here.url("plan-action", found.pk))]
    return here.page("plans/form.html", "A step", told, crumbs=crumbs, status=400)


@plan_view("edit", FORM, of_progress=True)
def plan_milestone(here: Here, milestone: int) -> HttpResponse:
    """Changes a step, or says that it is done."""
    found = milestone_named(here.plan, milestone)
    initial = {name: getattr(found, name) for name in (*Milestone.TRACKED, "version")}
    form = MilestoneForm(here.request.POST or None, initial=initial)
    if not here.may_edit:
        form.ask_only(PROGRESS_OF_MILESTONE)
    if (
        here.request.method == "POST"
        and saved(form, change_milestone, milestone_id=found.pk, by=here.actor) is not None
    ):
        return here.done("The step is changed.", "plan-action", found.action_id, part="milestones")
    told = {"form": form, "button": "Save", "action": here.url("plan-milestone", found.pk), "note": IN_FORCE_NOTE}
    if here.may_edit:
        told |= {"remove": here.url("plan-milestone-remove", found.pk), "remove_words": "Remove this step", "note": ""}
    crumbs = [(found.action.title, here.url("plan-action", found.action_id))]
    return here.page("plans/form.html", "Change the step", told, crumbs=crumbs)


@plan_view("edit", ("POST",))
def plan_milestone_remove(here: Here, milestone: int) -> HttpResponse:
    """Removes a step."""
    found = milestone_named(here.plan, milestone)
    then = "plan-action", found.action_id
    return removed(here, found, remove_milestone, at="plan-milestone-remove", page="plan-milestone", then=then)


def milestone_named(plan: Plan, pk: int) -> Milestone:
    """A step of an action of this plan. Http404 for none."""
    found = Milestone.objects.select_related("action__priority__plan")
    return get_object_or_404(found, pk=pk, action__priority__plan=plan)


def action_named(plan: Plan, pk: int) -> Action:
    """An action of this plan. Http404 for none."""
    return get_object_or_404(Action.objects.select_related("priority__plan"), pk=pk, priority__plan=plan)


def _form(here: Here, data: Any, initial: dict[str, Any]) -> ActionForm:
    return ActionForm(
        data, initial=initial, template=here.template, with_costs=here.sees_costs, people=writers(here.code)
    )


def _in(whole: WholePlan, pk: int) -> tuple[WholePriority, WholeAction]:
    for priority in whole.priorities:
        for action in priority.actions:
            if action.id == pk:
                return priority, action
    raise Http404("The plan has no such action. It may have been removed.")


def _back_to(here: Here, priority: Priority) -> list[tuple[str, str]]:
    return [(priority.title, here.url("plan-priority", priority.pk))]
