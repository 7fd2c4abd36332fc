"""Views: read what is asked, fetch it, hand it to a presenter."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.warehouse.definitions.dashboards import load_dashboards

from . import compared, forms, queries
from .asked import heeded
from .pages import remembered, site_of
from .presenters import benchmark as benchmark_presenter
from .presenters import dashboard as dashboard_presenter
from .presenters import data as data_presenter
from .presenters import figure as figure_presenter
from .presenters import headline as headline_presenter
from .takeaway import citation


@require_safe
@heeded
def headline(request: HttpRequest) -> HttpResponse:
    """The four headline cards."""
    store, published = queries.store_of(request.GET), forms.read_figures(request.GET)

    def draw() -> HttpResponse:
        return render(request, "evidence/headline.html", headline_presenter.page(store, published))

    return remembered(store, ("headline", published), draw)


@require_safe
@heeded
def benchmark(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """One indicator: the boroughs side by side, neighbours, and change over time."""
    store = queries.store_of(request.GET)
    question, view = compared.read_page(store, indicator_id, request.GET)

    def draw() -> HttpResponse:
        found = queries.benchmark(store, question, compared.with_chosen(view), every_coverage=False)
        return render(request, "evidence/benchmark.html", benchmark_presenter.page(store, found, view))

    return remembered(store, ("benchmark", *question.key, view.key, site_of(request)), draw)


@require_safe
@heeded
def dashboards(request: HttpRequest) -> HttpResponse:
    """Every dashboard by subject."""
    store = queries.store_of(request.GET)
    view = compared.read_view(store, request.GET)

    def draw() -> HttpResponse:
        context = dashboard_presenter.index(store, load_dashboards(store.catalogue), view)
        return render(request, "evidence/dashboards.html", context)

    return remembered(store, ("dashboards", view.key), draw)


@require_safe
@heeded
def dashboard(request: HttpRequest, page: str) -> HttpResponse:
    """One dashboard, drawn from its definition."""
    store = queries.store_of(request.GET)
    known = load_dashboards(store.catalogue)
    wanted = known.pages.get(page)
    if wanted is None:
        raise Http404(forms.near("dashboard", page, known.pages))
    view = compared.read_view(store, request.GET)
    group = next(group.title for group in known.groups if group.id == wanted.group)

    def draw() -> HttpResponse:
        return render(request, "evidence/dashboard.html", dashboard_presenter.page(store, wanted, view, group))

    return remembered(store, ("dashboard", page, view.key, site_of(request)), draw)


@require_safe
@heeded
def figure(request: HttpRequest, indicator_id: str, area_code: str, period: str) -> HttpResponse:
    """Everything about one value."""
    store = queries.store_of(request.GET)
    question = forms.read_figure(store, indicator_id, area_code, period, request.GET)

    def draw() -> HttpResponse:
        found = queries.figure(store, question)
        context = figure_presenter.page(store, found, question.published)
        pinned = site_of(request) + context["permanent"]
        context["citation"] = citation.sentence(store, context["shown"], question.indicator, pinned)
        return render(request, "evidence/figure.html", context)

    return remembered(store, ("figure", *question.key, site_of(request)), draw)


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator by theme."""
    return render(request, "evidence/indicators.html", data_presenter.indicators(queries.current_store()))


@require_safe
def amendments(request: HttpRequest) -> HttpResponse:
    """The amendments ledger."""
    return render(request, "evidence/amendments.html", data_presenter.ledger(queries.current_store()))


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What is loaded and what is not."""
    return render(request, "evidence/data.html", data_presenter.about(queries.current_store()))
