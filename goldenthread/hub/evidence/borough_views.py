"""Views of the boroughs: the list of all, and the page of one."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.warehouse import Store, UnknownName
from goldenthread.warehouse.answers import AreaRecord

from . import compared, links, queries
from .asked import heeded
from .compared import View
from .pages import remembered, site_of
from .presenters import size as size_presenter
from .presenters.borough import page as borough_presenter


@require_safe
@heeded
def boroughs(request: HttpRequest) -> HttpResponse:
    """Every borough; with `area`, on to the page of that authority, given by code, number or name."""
    store, asked = queries.store_of(request.GET), request.GET.get("area", "").strip()
    if asked:
        try:
            area = authority(store, asked)
        except Http404 as fault:
            context = borough_presenter.index(store, asked[:60], str(fault))
            return render(request, "evidence/boroughs.html", context, status=404)
        return HttpResponseRedirect(_address(area, request.GET))

    def draw() -> HttpResponse:
        return render(request, "evidence/boroughs.html", borough_presenter.index(store))

    return remembered(store, ("boroughs",), draw)


@require_safe
@heeded
def borough(request: HttpRequest, code: str) -> HttpResponse:
    """One authority on one page. Whatever else it is called by leads to the one address that has its code."""
    store = queries.store_of(request.GET)
    area = authority(store, code)
    if code != area.code or "area" in request.GET:
        chosen = authority(store, request.GET["area"]) if request.GET.get("area") else area
        return HttpResponseRedirect(_address(chosen, request.GET))
    view = read(store, area, request.GET)

    def draw() -> HttpResponse:
        context, size = borough_presenter.page(store, area, view), size_presenter.size(store, area, view)
        for name, more in (("notes", size.notes), ("returns", size.returns)):
            context[name] = list(dict.fromkeys([*context[name], *more]))
        return render(request, "evidence/borough.html", context | {"size": size})

    return remembered(store, ("borough", view.key, site_of(request)), draw)


def read(store: Store, area: AreaRecord, query: QueryDict) -> View:
    """The view of the authority's page. BadRequest as `read_view`, and for a breakdown."""
    asked = query.copy()
    asked["area"] = area.code
    view = compared.read_view(store, asked)
    if view.breakdown:
        raise BadRequest("The page of a borough is about everyone. Choose a dashboard to see one group alone.")
    return view


def authority(store: Store, text: str) -> AreaRecord:
    """An authority of today by its code, number, name or former code. Http404 with what may have been meant."""
    try:
        area = store.area(text)
    except UnknownName as fault:
        raise Http404(str(fault)) from fault
    if area.level != "authority":
        raise Http404(f"{area.name} is not a local authority, so it has no page of this kind.")
    ended = store.catalogue.areas[area.code].to_date
    if ended is not None:
        raise Http404(
            f"{area.name} ended as an authority in {ended.year}. Its figures are still on the pages of the indicators."
        )
    return area


def _address(area: AreaRecord, query: QueryDict) -> str:
    """The authority's address with what else was asked."""
    kept = query.copy()
    kept.pop("area", None)
    for name in [name for name in kept if not any(kept.getlist(name))]:
        del kept[name]
    return links.borough(area.code, f"?{kept.urlencode()}" if kept else "")
