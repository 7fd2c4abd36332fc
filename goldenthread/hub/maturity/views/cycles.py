"""Opening, closing, moderating and sharing a cycle."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.hub.audit.interface import Conflict
from goldenthread.hub.maturity import access, actions, frameworks, queries
from goldenthread.hub.maturity.forms import CycleForm, VersionForm
from goldenthread.hub.maturity.models import Cycle
from goldenthread.hub.maturity.presenters.overview import statement_address
from goldenthread.hub.maturity.presenters.pages import frame
from goldenthread.hub.people.interface import Actor, demand, members_only
from goldenthread.hub.ui.interface import wording

Step = Callable[[Actor, Cycle, int], str]


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def open_cycle(request: HttpRequest, code: str) -> HttpResponse:
    """The next cycle, with what it takes over from the last one."""
    actor = access.reader_of(request, code)
    demand(actor, "open", "assessment", partnership=code)
    framework, cycles = frameworks.newest(), queries.cycles_of(code)
    form = CycleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            cycle, _ = actions.open_cycle(by=actor, partnership=code, title=form.cleaned_data["title"])
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, f"{cycle.title} is open.")
            return redirect("maturity", code)
    last = next((each for each in cycles if each.state != "open" and each.framework == framework.id), None)
    carried = queries.carry_into(framework, last)
    context = {
        **frame(actor, code, "maturity-open", "Open a cycle"),
        "form": form, "framework": framework, "last": last, "carried": carried,
        "new": [framework.statements[name].title for name in carried.new] if carried else [],
    }  # fmt: skip
    return render(request, "maturity/open.html", context)


@require_POST
@members_only
def close_cycle(request: HttpRequest, code: str) -> HttpResponse:
    """Closes the open cycle, or says which levels lack something."""

    def step(actor: Actor, cycle: Cycle, version: int) -> str:
        actions.close_cycle(cycle, by=actor, version=version)
        return f"{cycle.title} is closed: it is what the partnership agreed."

    if "sure" not in request.POST:
        return _sure(request, code)
    try:
        return _stepped(request, code, step)
    except actions.RulesBroken as broken:
        actor, cycle = access.reader_of(request, code), _named_cycle(request, code)
        framework = frameworks.of_cycle(cycle)
        lines = [
            (framework.statements[name].title, statement_address(cycle, name), found)
            for name, found in broken.findings.items()
        ]
        context = {**frame(actor, code, "maturity-close", "The cycle cannot be closed yet", cycle), "lines": lines}
        return render(request, "maturity/not_closed.html", context, status=422)


def _sure(request: HttpRequest, code: str) -> HttpResponse:
    """Asks once more, and says what would stay not judged."""
    actor, cycle = access.reader_of(request, code), _named_cycle(request, code)
    demand(actor, "agree", "assessment", partnership=code)
    agreed = [each for each in queries.agreements_of(cycle).values() if each.level is not None and not each.is_carried]
    left = len(frameworks.of_cycle(cycle).statements) - len(agreed)
    words = f"{wording.counted(left, 'statement')} without an agreed level would stay not judged." if left else ""
    context = {
        **frame(actor, code, "maturity-close", f"Close {cycle.title}?", cycle),
        "version": request.POST.get("version", ""), "open_words": words,
        "unsettled": unsettled_lines(cycle),
    }  # fmt: skip
    return render(request, "maturity/sure.html", context)


def unsettled_lines(cycle: Cycle) -> list[tuple[str, str]]:
    """The title and the address of each statement that keeps a cycle from being shared."""
    return [(each.title, statement_address(cycle, each.id)) for each in actions.unsettled(cycle)]


@require_POST
@members_only
def reopen_cycle(request: HttpRequest, code: str) -> HttpResponse:
    """Opens the closed cycle again, so that it can be completed."""

    def step(actor: Actor, cycle: Cycle, version: int) -> str:
        actions.reopen_cycle(cycle, by=actor, version=version)
        return f"{cycle.title} is open again. Close it once it is complete."

    return _stepped(request, code, step)


@require_POST
@members_only
def finish_moderation(request: HttpRequest, code: str) -> HttpResponse:
    """Says that the regional team has looked at everything."""

    def step(actor: Actor, cycle: Cycle, version: int) -> str:
        actions.finish_moderation(cycle, by=actor, version=version)
        return f"{cycle.title} is moderated."

    return _stepped(request, code, step)


@require_POST
@members_only
def share(request: HttpRequest, code: str) -> HttpResponse:
    """Counts a cycle in London's comparison, or withdraws the partnership from it."""
    shared = request.POST.get("shared") == "yes"

    def step(actor: Actor, cycle: Cycle, version: int) -> str:
        actions.share(cycle, by=actor, version=version, shared=shared)
        return "The results count in London’s comparison." if shared else "The partnership no longer counts in London’s comparison."  # fmt: skip

    return _stepped(request, code, step)


def _stepped(request: HttpRequest, code: str, step: Step) -> HttpResponse:
    """One step with a cycle. A button that was pressed on an old page does nothing, and says so."""
    actor, cycle = access.reader_of(request, code), _named_cycle(request, code)
    form = VersionForm(request.POST)
    back = f"{reverse('maturity', args=[code])}?cycle={cycle.pk}"
    try:
        messages.success(request, step(actor, cycle, form.cleaned_data["version"] if form.is_valid() else 0))
    except Conflict:
        messages.error(request, f"Somebody else changed {cycle.title} meanwhile. Look at it and decide again.")
    except ValidationError as fault:
        messages.error(request, wording.listed(fault.messages))
    return redirect(back)


def _named_cycle(request: HttpRequest, code: str) -> Cycle:
    cycle = queries.cycle_among(queries.cycles_of(code), request.POST.get("cycle", ""))
    if cycle is None:
        raise Http404("This partnership has not begun an assessment yet.")
    return cycle
