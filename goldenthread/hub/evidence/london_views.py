"""The London page: read what is asked, fetch it, hand it to its presenter."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.warehouse import Store

from . import compared, forms, queries
from .asked import heeded
from .compared import View
from .forms import BenchmarkQuestion
from .pages import remembered, site_of
from .places import LONDON
from .presenters.london import page as london_presenter

FIRST = "ehc-plans-issued-in-20-weeks"


@require_safe
@heeded
def london(request: HttpRequest) -> HttpResponse:
    """All boroughs on one indicator."""
    store = queries.store_of(request.GET)
    question, view = read(store, request.GET)

    def draw() -> HttpResponse:
        found = queries.benchmark(store, question, every_coverage=False)
        return render(request, "evidence/london.html", london_presenter.page(store, found, view))

    return remembered(store, ("london", *question.key, view.key, site_of(request)), draw)


def read(store: Store, query: QueryDict) -> tuple[BenchmarkQuestion, View]:
    """What is asked. BadRequest for an unknown indicator, period, breakdown or kind of figures, a place elsewhere or a comparison."""
    wanted = query.get("indicator") or FIRST
    if wanted not in store.catalogue.indicators:
        raise BadRequest(forms.near("indicator", wanted, store.catalogue.indicators) + " Choose one from the list.")
    question, view = compared.read_page(store, wanted, query)
    if view.compare != LONDON:
        raise BadRequest(
            "The London page shows the London boroughs and no other set of places. Leave out compare and place."
        )
    if question.area and question.area.code not in queries.boroughs(store):
        raise BadRequest(f"{question.area.name} is not a London borough. Choose a borough from the list.")
    return question, view
