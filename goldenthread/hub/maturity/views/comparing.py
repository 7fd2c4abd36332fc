"""Beside other partnerships: counts for members, the heat map for the regional team."""

from __future__ import annotations

from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.hub.evidence.interface import area_name
from goldenthread.hub.maturity import access, frameworks, queries
from goldenthread.hub.maturity.compared import comparison_for
from goldenthread.hub.maturity.models import Agreement, Cycle
from goldenthread.hub.maturity.presenters.comparison import heat_map, newest_closed, own_headlines, table_of
from goldenthread.hub.maturity.presenters.pages import frame
from goldenthread.hub.people.interface import actor_of, demand, london, may, members_only
from goldenthread.hub.ui.interface import Page


@require_safe
@members_only
def comparison(request: HttpRequest, code: str) -> HttpResponse:
    """How many other partnerships stand at each level."""
    actor = access.reader_of(request, code)
    cycle = next((each for each in queries.cycles_of(code) if each.state != "open"), None)
    framework = frameworks.of_cycle(cycle) if cycle else frameworks.newest()
    found = comparison_for(actor, framework)
    own = own_headlines(cycle, queries.agreements_of(cycle) if cycle else {})
    context = {
        **frame(actor, code, "maturity-comparison", "Beside other partnerships", cycle),
        "tables": [table_of(each, framework, own) for each in found.tables], "why_not": found.why_not,
        "made_on": found.made_on, "framework": framework, "sees_all": may(actor, "overview", "london"),
    }  # fmt: skip
    return render(request, "maturity/comparison.html", context)


@require_safe
@members_only
def all_of_london(request: HttpRequest) -> HttpResponse:
    """Every partnership by pillar, for the regional team."""
    actor = actor_of(request)
    demand(actor, "overview", "london")
    framework = frameworks.newest()
    cycles = newest_closed(list(Cycle.objects.filter(framework=framework.id)))
    agreements: dict[int, dict[str, Agreement]] = defaultdict(dict)
    for each in Agreement.objects.filter(cycle__in=[cycle.pk for cycle in cycles.values()]):
        agreements[each.cycle_id][each.statement] = each
    names = {code: area_name(code) for code in london()}
    context = {
        "page": Page(title="Maturity across London", crumbs=(("Members", reverse("members")), ("Maturity across London", ""))),
        "lines": heat_map(names, cycles, agreements, framework), "framework": framework,
    }  # fmt: skip
    return render(request, "maturity/london.html", context)
