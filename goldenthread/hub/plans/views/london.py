"""What is planned across London: for the regional team as a whole, for a borough those who allow contact."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.hub.people.interface import Actor, actor_of, demand, london, may, members_only
from goldenthread.hub.plans.presenters.london import others, overview, themes
from goldenthread.hub.plans.queries.london import across, contactable, icbs, own_themes
from goldenthread.hub.ui.interface import Page


@require_safe
@members_only
def across_london(request: HttpRequest) -> HttpResponse:
    """The overview for who may see it, and others on the same theme for members of partnerships."""
    actor = actor_of(request)
    sees_all = may(actor, "overview", "london")
    if not sees_all:
        demand(actor, "find_others" if actor.partnerships else "overview", "london")
    told: dict[str, Any] = _overview(request) if sees_all else {}
    if actor.partnerships and may(actor, "find_others", "london"):
        told |= _others(request, actor)
    page = Page("Plans across London", crumbs=(("Members", reverse("members")), ("Plans across London", "")))
    return render(request, "plans/across_london.html", {"page": page, **told})


def _overview(request: HttpRequest) -> dict[str, Any]:
    theme, icb = request.GET.get("theme", ""), request.GET.get("icb", "")
    boards, titles = icbs(), themes()
    if (theme and theme not in titles) or (icb and icb not in boards):
        raise Http404("There is no such theme or integrated care board.")
    areas = boards[icb][1] if icb else london()
    return {
        "overview": overview(across(areas), theme),
        "theme_choices": [(key, title, key == theme) for key, title in titles.items()],
        "icb_choices": [(code, name, code == icb) for code, (name, _) in boards.items()],
    }


def _others(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """Of the actor's own themes alone."""
    own = actor.partnerships
    shared, titles, wanted = own_themes(own), themes(), request.GET.get("mine", "")
    if wanted and wanted not in shared:
        raise Http404("None of your priorities has this theme.")
    return {
        "own_choices": [(each, titles.get(each, each), each == wanted) for each in shared],
        "others": others(contactable(own, [wanted] if wanted else shared)),
        "is_member": True,
    }
