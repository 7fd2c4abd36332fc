"""Views of the search and of the data reference: where figures come from and how to read them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.warehouse import Store, UnknownName

from . import queries
from .forms import near
from .pages import remembered
from .presenters import catalogue as catalogue_presenter
from .presenters import reference as reference_presenter
from .presenters import releases as releases_presenter
from .presenters import search as search_presenter
from .search import search as find


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Whatever answers to the words typed. Never kept: what people may type has no end."""
    store = queries.current_store()
    return render(request, "evidence/search.html", search_presenter.page(store, find(store, request.GET.get("q", ""))))


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Everything about the data in one place."""
    store = queries.current_store()
    return remembered(
        store, ("reference",), lambda: render(request, "evidence/reference.html", reference_presenter.hub(store))
    )


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every indicator; with `theme`, all there is to say of those of one theme."""
    store, theme = queries.current_store(), request.GET.get("theme", "")
    themes = catalogue_presenter.themes(store)
    if theme and theme not in themes:
        raise Http404(near("theme", theme, themes))

    def draw() -> HttpResponse:
        return render(request, "evidence/catalogue.html", catalogue_presenter.page(store, theme))

    return remembered(store, ("catalogue", theme), draw)


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """Every publication with its releases, files and when the next is expected."""
    store = queries.current_store()
    return remembered(
        store, ("releases",), lambda: render(request, "evidence/releases.html", releases_presenter.page(store))
    )


@require_safe
def release_changes(request: HttpRequest, older: str, newer: str) -> HttpResponse:
    """What changed between two releases of a publication."""
    store = queries.current_store()
    pair = _pair(store, older, newer)

    def draw() -> HttpResponse:
        return render(request, "evidence/changes.html", releases_presenter.changes(store, *pair))

    return remembered(store, ("changes", *pair), draw)


def _pair(store: Store, older: str, newer: str) -> tuple[str, str]:
    """Two releases that the build can compare. Http404 with what there is instead."""
    pairs = releases_presenter.comparable(store)
    if (older, newer) in pairs:
        return older, newer
    if (newer, older) in pairs:
        raise Http404(f"{newer} is the older of the two: put it first.")
    known = [release.id for release in store.releases()]
    for asked in (older, newer):
        if asked not in known:
            raise Http404(near("release in this build called", asked, known))
    raise Http404(str(UnknownName(f"{older} and {newer} have no table in common, so there is nothing to compare.")))


@require_safe
def symbols(request: HttpRequest) -> HttpResponse:
    """What stands in place of a number or beside one, and where."""
    store = queries.current_store()
    return remembered(
        store, ("symbols",), lambda: render(request, "evidence/symbols.html", reference_presenter.symbols(store))
    )


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the pages in plain English."""
    store = queries.current_store()
    return remembered(
        store, ("glossary",), lambda: render(request, "evidence/glossary.html", reference_presenter.glossary(store))
    )


@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """Where the figures must be read with care."""
    store = queries.current_store()
    return remembered(
        store, ("quality",), lambda: render(request, "evidence/quality.html", reference_presenter.quality(store))
    )
