"""What every page of a plan needs: who asks, the plan, its template; and what happens when two wrote at once."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.hub.evidence.interface import area_name
from goldenthread.hub.people.interface import Actor, demand, may, members_only
from goldenthread.hub.plans.access import NoPlan, plan_of, plans_in_use
from goldenthread.hub.plans.forms.versioned import Stale
from goldenthread.hub.plans.models import Plan, SignOff
from goldenthread.hub.plans.presenters.conflicts import conflict_of, typed
from goldenthread.hub.plans.presenters.pages import Beside, beside_lines, plan_pages
from goldenthread.hub.plans.states import IN_FORCE, NOTES, OPEN, SIGNABLE
from goldenthread.hub.plans.templates_in_force import template_of
from goldenthread.hub.ui.interface import Page, wording
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate

READ = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")
# Where the plan's words are written.
WRITING = ("plans/form.html", "plans/write.html", "plans/section.html", "plans/priority.html", "plans/table.html")
Crumbs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Here:
    """Who is where, and what they may do there."""

    request: HttpRequest
    actor: Actor
    plan: Plan
    template: PlanTemplate
    area: str
    may_edit: bool
    may_note_progress: bool  # in a plan in force, only how the work goes is written
    may_comment: bool
    sees_costs: bool
    beside: tuple[Beside, ...]  # the plans to choose between; none where there is one plan alone
    which: str  # the plan's number, where an address of the partnership could mean another of its plans

    @property
    def code(self) -> str:
        """The authority's code."""
        return self.plan.partnership

    def url(self, name: str, *args: Any, **query: Any) -> str:
        """An address of this plan. `query`: what is asked there."""
        asked = {key: value for key, value in {"plan": self.which, **query}.items() if value}
        return reverse(name, args=[self.code, *args]) + (f"?{urlencode(asked)}" if asked else "")

    def page(
        self, template: str, title: str, context: Mapping[str, Any], *, crumbs: Crumbs = (), current: str = "plan",
        status: int = 200,
    ) -> HttpResponse:  # fmt: skip
        """A page of this plan."""
        before = [("Members", reverse("members")), (f"{self.area}’s plan", self.url("plan"))]
        hidden = () if may(self.actor, "export", "plan", partnership=self.code) else ("plan-outputs",)
        shown = Page(title, crumbs=tuple([*before, *crumbs] if template != "plans/plan.html" else before[:1]))
        whole = {
            "page": shown,
            "plan_pages": plan_pages(self.code, current, f"?plan={self.which}" if self.which else "", hidden),
            "plan_note": NOTES.get(self.plan.state, ""),
            "signature_note": self.signature_note() if template in WRITING else "",
            "here": self,
            "plan": self.plan,
            **context,
        }
        return render(self.request, template, whole, status=status)

    def signature_note(self) -> str:
        """What saving does to the signatures that were given; '' where there are none to lose."""
        if not self.may_edit or self.plan.state not in SIGNABLE:
            return ""
        signed = SignOff.objects.filter(plan=self.plan, withdrawn_at=None).count()
        if not signed:
            return ""
        return f"{wording.counted(signed, 'signature')} given for these words. What you save is to be signed again."

    def done(self, words: str, name: str, *args: Any, part: str = "") -> HttpResponse:
        """Says what was done and leads on."""
        messages.success(self.request, words)
        return redirect(self.url(name, *args) + (f"#{part}" if part else ""))

    def not_done(self, fault: ValidationError, name: str, *args: Any) -> HttpResponse:
        """Says why nothing was done and leads back."""
        messages.error(self.request, " ".join(fault.messages))
        return redirect(self.url(name, *args))


def here_of(request: HttpRequest, actor: Actor, plan: Plan) -> Here:
    """Who is where."""
    code, state = plan.partnership, plan.state
    edits = may(actor, "edit", "plan", partnership=code)
    plans = plans_in_use(request, code)
    is_only = [each.pk for each in plans] == [plan.pk]
    return Here(
        request, actor, plan, template_of(plan), area_name(code), edits and state in OPEN,
        edits and state in OPEN + IN_FORCE, may(actor, "comment", "plan", partnership=code),
        may(actor, "view", "plan_costs", partnership=code), beside_lines(plans, plan), "" if is_only else str(plan.pk),
    )  # fmt: skip


View = Callable[..., HttpResponse]


def plan_view(
    action: str = "view", methods: Sequence[str] = READ, *, of_progress: bool = False
) -> Callable[[View], View]:
    """A page of a partnership's plan, for who may `view` it; what is sent by a form, for who may do `action`.

    A form that writes is shown in a plan that may be written in alone; one `of_progress` in a plan in force too.
    """

    def around(view: View) -> View:
        @require_http_methods(list(methods))
        @members_only
        @functools.wraps(view)
        def shown(request: HttpRequest, code: str, *args: Any, **named: Any) -> HttpResponse:
            try:
                actor, plan = plan_of(request, code, writes=action == "edit" or request.method == "POST")
            except NoPlan:
                if named or request.method == "POST":
                    raise
                return redirect(f"{reverse('plan', args=[code])}?{urlencode({'then': request.get_full_path()})}")
            if action != "view":
                demand(actor, action, "plan", partnership=code)
            here = here_of(request, actor, plan)
            writable = (*OPEN, *IN_FORCE) if of_progress else OPEN
            if action == "edit" and request.method != "POST" and plan.state not in writable:
                return here.not_done(ValidationError(NOTES[plan.state]), "plan")
            try:
                return view(here, *args, **named)
            except Stale as stale:
                return _conflict(here, stale)
            except Http404:
                if request.method == "POST" and typed(request.POST.dict()):
                    return _gone(here, 404)
                raise

        return shown

    return around


def _conflict(here: Here, stale: Stale) -> HttpResponse:
    """Both texts side by side, with everything that was typed kept in the form below."""
    if stale.conflict is None:
        return _gone(here, 409)
    shown = conflict_of(stale.form, stale.conflict, here.request.get_full_path())
    return here.page("plans/conflict.html", "Somebody else wrote here too", {"conflict": shown}, status=409)


def _gone(here: Here, status: int) -> HttpResponse:
    """What was typed, where there is nothing left to save it in."""
    told = {"typed": typed(here.request.POST.dict())}
    return here.page("plans/gone.html", "This is not there any more", told, status=status)
