"""The assessment on one page, and its history."""

from __future__ import annotations

from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.hub.maturity import access, actions, frameworks, queries
from goldenthread.hub.maturity.answered import answered_gaps
from goldenthread.hub.maturity.models import Agreement
from goldenthread.hub.maturity.presenters import history as histories
from goldenthread.hub.maturity.presenters.overview import overview
from goldenthread.hub.maturity.presenters.pages import frame
from goldenthread.hub.people.interface import Actor, may, members_only

from .cycles import unsettled_lines


@require_safe
@members_only
def assessment(request: HttpRequest, code: str) -> HttpResponse:
    """Where a partnership stands, and how far its cycle is."""
    actor = access.reader_of(request, code)
    cycles = queries.cycles_seen(actor, code)
    cycle = queries.cycle_among(cycles, request.GET.get("cycle", ""))
    context = frame(actor, code, "maturity", "Maturity of the SEND partnership", cycle)
    context |= {"cycles": cycles, **_allowed(actor, code)}
    context["none_open"] = not any(each.state == "open" for each in queries.cycles_of(code))
    if cycle is not None:
        framework = frameworks.of_cycle(cycle)
        judged = queries.judgements_of(cycle)
        context |= {
            "framework": framework,
            "unsettled": unsettled_lines(cycle) if context["may_share"] and cycle.state != "open" else [],
            "may_reopen": context["may_open"] and actions.may_reopen(cycle),
            "shown": overview(
                cycle, framework, queries.agreements_of(cycle), judged, actor, answered_gaps(actor, code)
            ),
        }  # fmt: skip
    return render(request, "maturity/overview.html", context)


def _allowed(actor: Actor, code: str) -> dict[str, bool]:
    steps = {"may_open": "open", "may_close": "agree", "may_share": "share", "may_moderate": "moderate"}
    return {name: may(actor, step, "assessment", partnership=code) for name, step in steps.items()}


@require_safe
@members_only
def history(request: HttpRequest, code: str) -> HttpResponse:
    """What was agreed, cycle after cycle."""
    actor = access.reader_of(request, code)
    cycles = queries.cycles_seen(actor, code)[::-1]
    agreements: dict[int, dict[str, Agreement]] = defaultdict(dict)
    for each in Agreement.objects.filter(cycle__partnership=code):
        agreements[each.cycle_id][each.statement] = each
    context = frame(actor, code, "maturity-history", "History of the assessment")
    if cycles:
        context["tables"] = (histories.headlines(cycles, agreements), histories.statements(cycles, agreements))
    return render(request, "maturity/history.html", context | {"cycles": cycles})
