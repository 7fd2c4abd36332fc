"""What was done: one's own events and a partnership's."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.hub.audit.interface import Event, events_of_partnership, events_of_person
from goldenthread.hub.ui.interface import Page

from ..actors import actor_of, london
from ..gate import members_only
from ..policies import demand
from ..presenters.events import lines
from ..presenters.members import partnership_name
from .members import HOME

ON_A_PAGE = 50
LAST_PAGE = 10_000


@require_safe
@members_only
def own_events(request: HttpRequest) -> HttpResponse:
    """What a person did and what was done to them."""
    actor = actor_of(request)
    number = _page_number(request)
    events = events_of_person(actor.key, (number - 1) * ON_A_PAGE, ON_A_PAGE + 1)
    page = Page("What you did", crumbs=(HOME,))
    told = "What you did here, and what others did to your account and your roles, newest first."
    return _shown(request, page, told, events, number)


@require_safe
@members_only
def partnership_events(request: HttpRequest, code: str) -> HttpResponse:
    """What was done with a partnership's things."""
    if code not in london():
        raise Http404(f"There is no London authority with the code '{code[:20]}'.")
    demand(actor_of(request), "view", "audit", partnership=code)
    number = _page_number(request)
    events = events_of_partnership(code, (number - 1) * ON_A_PAGE, ON_A_PAGE + 1)
    page = Page(f"What was done in {partnership_name(code)}", crumbs=(HOME,))
    told = "Every change to what this partnership wrote, and every reading of restricted things, newest first."
    return _shown(request, page, told, events, number)


def _shown(request: HttpRequest, page: Page, told: str, events: list[Event], number: int) -> HttpResponse:
    more = len(events) > ON_A_PAGE
    context = {
        "page": page,
        "told": told,
        "lines": lines(events[:ON_A_PAGE]),
        "older": number + 1 if more else None,
        "newer": number - 1 if number > 1 else None,
    }
    return render(request, "people/events.html", context)


def _page_number(request: HttpRequest) -> int:
    """Which page is asked for. Raises Http404 for what is no page."""
    asked = request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:9]) <= LAST_PAGE):
        raise Http404("There is no such page. Begin at the newest.")
    return int(asked)
