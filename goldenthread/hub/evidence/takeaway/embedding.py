"""Views of charts inside other people's pages, and of the code that puts them there."""

from __future__ import annotations

import functools
from collections.abc import Callable
from html import escape
from typing import Any

from csp.decorators import csp_replace
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from goldenthread.hub.evidence import compared, queries
from goldenthread.hub.evidence.asked import heeded
from goldenthread.hub.evidence.pages import remembered, site_of
from goldenthread.hub.ui.interface import Page
from goldenthread.warehouse import StoreMissing

from . import pictures
from .views import Wanted, dashboard_chart, indicator_chart, london_chart

Answer = Callable[..., HttpResponseBase]
ROOM_AROUND_A_CHART = 580  # pixels: finding, key, notes, source and the closed table


def embeddable(view: Answer) -> Answer:
    """Lets any page show this one in a frame, which no other page of the site allows; faults in words as well."""

    @csp_replace({"frame-ancestors": ["*"]})
    @xframe_options_exempt
    @require_safe
    @functools.wraps(view)
    def framed(request: HttpRequest, **asked: Any) -> HttpResponseBase:
        try:
            response = view(request, **asked)
        except (Http404, BadRequest, queries.BuildGone, StoreMissing) as fault:
            response = _fault(request, queries.whose_fault(fault, request))
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return framed


def _fault(request: HttpRequest, fault: Exception) -> HttpResponse:
    """A reader of somebody else's page sees why there is no chart, not their browser's refusal."""
    if isinstance(fault, queries.BuildGone):
        is_kept = isinstance(fault, queries.BuildUnreadable | queries.BuildDamaged)
        why = "can no longer be read" if is_kept else "are no longer kept"
        status, told = 410, f"The figures that this chart was pinned to (build {fault}) {why}."
    elif isinstance(fault, StoreMissing):
        status, told = 503, "There are no figures to draw it from at the moment. Please come back later."
    else:
        status, told = 404 if isinstance(fault, Http404) else 400, str(fault)
    page = Page("This chart cannot be shown")
    return render(request, "evidence/embed_fault.html", {"page": page, "told": told}, status=status)


@embeddable
@heeded
def dashboard_embed(request: HttpRequest, page: str, number: int) -> HttpResponse:
    """A dashboard's chart with its finding, table and source, and a way back."""
    return _embedded(request, dashboard_chart(request, page, number))


@embeddable
@heeded
def indicator_embed(request: HttpRequest, indicator_id: str, chart: str) -> HttpResponse:
    """An indicator's chart in the same way."""
    return _embedded(request, indicator_chart(request, indicator_id, chart))


@embeddable
@heeded
def london_embed(request: HttpRequest, indicator_id: str, chart: str) -> HttpResponse:
    """A chart of the London page in the same way."""
    return _embedded(request, london_chart(request, indicator_id, chart))


def _embedded(request: HttpRequest, wanted: Wanted) -> HttpResponse:
    def draw() -> HttpResponse:
        shown = wanted.find()
        context = {"page": Page(shown.panel.finding), "panel": shown.panel, "source": shown.source, "home": shown.home}
        return render(request, "evidence/embed.html", context)

    return remembered(wanted.store, ("embed", *wanted.asked), draw)


@require_safe
@heeded
def dashboard_code(request: HttpRequest, page: str, number: int) -> HttpResponse:
    """What to paste into another website to show a dashboard's chart there."""
    return _code(request, dashboard_chart(request, page, number), reverse("dashboard_embed", args=[page, number]))


@require_safe
@heeded
def indicator_code(request: HttpRequest, indicator_id: str, chart: str) -> HttpResponse:
    """The same for an indicator's chart."""
    return _code(
        request, indicator_chart(request, indicator_id, chart), reverse("indicator_embed", args=[indicator_id, chart])
    )


@require_safe
@heeded
def london_code(request: HttpRequest, indicator_id: str, chart: str) -> HttpResponse:
    """The same for a chart of the London page."""
    return _code(
        request, london_chart(request, indicator_id, chart), reverse("london_embed", args=[indicator_id, chart])
    )


def _code(request: HttpRequest, wanted: Wanted, path: str) -> HttpResponse:
    """Not kept with the pages of the build: the addresses in it are as this reader reached the site."""
    store, shown = wanted.store, wanted.find()
    view, address = compared.read_view(store, request.GET), site_of(request) + path
    newest, pinned = address + view.address(build=""), address + view.address(build=store.build.id)
    height = pictures.height_of(shown.picture.chart) + ROOM_AROUND_A_CHART
    title = "Show this chart on another website"
    context = {
        "page": Page(title, crumbs=(("Home", "/"), ("The chart’s page", shown.home), (title, ""))),
        "title": shown.picture.chart.title,
        "newest": newest,
        "codes": (
            ("newest", "Always the newest figures", "The finding and the chart change when newer figures come out.",
             _iframe(newest, shown.panel.shown, height)),
            ("pinned", "Today’s figures", f"They stay as they are for as long as build {store.build.id} is kept.",
             _iframe(pinned, shown.panel.shown, height)),
        ),
    }  # fmt: skip
    return render(request, "evidence/embed_code.html", context)


def _iframe(address: str, title: str, height: int) -> str:
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)} (Golden Thread)" width="100%" height="{height}" '
        'loading="lazy"></iframe>'
    )
