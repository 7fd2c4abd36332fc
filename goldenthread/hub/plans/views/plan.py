"""The plan's own page: starting it, how far it is, and what is said of the whole of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goldenthread.hub.evidence.interface import area_name
from goldenthread.hub.people.interface import actor_of, colleagues, demand, may, members_only
from goldenthread.hub.plans.access import current_plan, partnership_named, plan_of
from goldenthread.hub.plans.actions.plans import change_plan, start_plan
from goldenthread.hub.plans.forms.priorities import CommentForm
from goldenthread.hub.plans.forms.sections import PlanForm
from goldenthread.hub.plans.forms.versioned import saved
from goldenthread.hub.plans.presenters.examined import in_words
from goldenthread.hub.plans.presenters.histories import recent_changes
from goldenthread.hub.plans.presenters.overview import overview
from goldenthread.hub.plans.queries.examined import findings_for
from goldenthread.hub.plans.queries.following import unseen_of
from goldenthread.hub.plans.queries.talk import comments_on, unsettled
from goldenthread.hub.plans.queries.whole import whole_plan
from goldenthread.hub.plans.states import STATES
from goldenthread.hub.plans.templates_in_force import newest_template
from goldenthread.hub.ui.interface import Page

from .here import FORM, Here, here_of, plan_view

RECENT = 5
WHO_READS = (
    "People of the partnership and the London regional team read it from now on, a draft too. Costs are shown to those of them "
    "whose role includes costs. Other partnerships see nothing of it unless you allow contact."
)


@require_safe
@members_only
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """The plan at a glance, or how to start one."""
    demand(actor_of(request), "view", "plan", partnership=partnership_named(code))
    if current_plan(code) is None:
        return _no_plan(request, code)
    actor, current = plan_of(request, code)
    here = here_of(request, actor, current)
    whole = whole_plan(current)
    # Where published figures say most, so that a new plan begins with evidence.
    first = max(here.template.sections, key=lambda section: len(section.indicators))
    shown = overview(whole, here.template, unsettled(current), colleagues(code), first.id)
    return here.page(
        "plans/plan.html", current.title,
        {
            "overview": shown, "state_title": STATES[current.state],
            "examined": in_words(findings_for(current, actor, whole)) if whole.priorities else "",
            "unseen": unseen_of(current, actor.key),
            "recent": recent_changes(current, whole, here.sees_costs, most=RECENT),
            "said": comments_on(current, "plan", [current.pk]).get(str(current.pk), []),
            "comment_kind": "plan", "comment_id": current.pk, "comment_form": CommentForm(),
        },
    )  # fmt: skip


def _no_plan(request: HttpRequest, code: str) -> HttpResponse:
    area = area_name(code)
    page = Page(f"{area} has no reform plan yet", crumbs=(("Members", reverse("members")),))
    may_start = may(actor_of(request), "start", "plan", partnership=code)
    told = {"page": page, "code": code, "area": area, "may_start": may_start, "template": newest_template()}
    told |= {"then": request.GET.get("then", ""), "who_reads": WHO_READS}
    return render(request, "plans/no_plan.html", told)


@require_POST
@members_only
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Begins the plan."""
    try:
        start_plan(by=actor_of(request), partnership=partnership_named(code))
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        messages.success(request, f"The plan is started. {WHO_READS}")
    home, then, begun = reverse("plan", args=[code]), request.POST.get("then", ""), current_plan(code)
    if then.startswith(home):
        return redirect(then)  # to what a plan was needed for, such as a priority of a gap
    return redirect(f"{home}?plan={begun.pk}" if begun else home)


@plan_view("edit", FORM)
def plan_edit(here: Here) -> HttpResponse:
    """The title, and whether others may get in contact."""
    plan = here.plan
    initial = {"title": plan.title, "allows_contact": plan.allows_contact, "version": plan.version}
    form = PlanForm(here.request.POST or None, initial=initial)
    if here.request.method == "POST" and saved(form, change_plan, plan=plan, by=here.actor) is not None:
        return here.done("Saved.", "plan")
    told = {"form": form, "button": "Save", "action": here.url("plan-edit")}
    return here.page("plans/form.html", "Title and contact", told)
