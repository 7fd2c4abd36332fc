"""Addresses of evidence pages. Queries are written in one order, so that one page has one address."""

from __future__ import annotations

import functools
from urllib.parse import urlencode

from django.urls import reverse


def figure(
    indicator: str, area: str, period: str, breakdown: str = "total", published: bool = False, build: str = ""
) -> str:
    """'About this figure' for one value; `build` pins it."""
    pinned = {"build": build} if build else {}
    return _with(_figure_path(indicator, area, period), _chosen("", "", breakdown, published) | pinned)


def figure_file(
    indicator: str, area: str, period: str, ending: str, breakdown: str = "total", published: bool = False,
    build: str = "",
) -> str:  # fmt: skip
    """One value as a file."""
    pinned = {"build": build} if build else {}
    path = reverse("figure_file", args=[indicator, area, period, ending])
    return _with(path, _chosen("", "", breakdown, published) | pinned)


@functools.lru_cache(maxsize=20_000)  # a benchmark page asks for a hundred and fifty
def _figure_path(indicator: str, area: str, period: str) -> str:
    return reverse("figure", args=[indicator, area, period])


def benchmark(
    indicator: str, area: str = "", period: str = "", breakdown: str = "total", published: bool = False
) -> str:
    """The benchmark page of an indicator, with what was chosen."""
    return _with(reverse("benchmark", args=[indicator]), _chosen(area, period, breakdown, published))


def download(
    indicator: str, area: str = "", period: str = "", breakdown: str = "total", published: bool = False
) -> str:
    """The same figures as CSV; without a period, of every period."""
    return _with(figures_file("indicator", indicator, "csv"), _chosen(area, period, breakdown, published))


def figures_file(kind: str, name: str, ending: str, query: str = "") -> str:
    """A file of the figures of an 'indicator', a 'dashboard' or a 'borough', with the query of a view ('' or '?…')."""
    return reverse(f"{kind}_file", args=[name, ending]) + query


def picture(kind: str, name: str, chart: str | int, ending: str, query: str = "") -> str:
    """A chart as a file. `chart`: its number on a dashboard, or its name on the page of an indicator or of London."""
    return reverse(f"{kind}_picture", args=[name, chart, ending]) + query


def embed_code(kind: str, name: str, chart: str | int, query: str = "") -> str:
    """The code that shows a chart on another website."""
    return reverse(f"{kind}_code", args=[name, chart]) + query


def dashboards() -> str:
    """The list of dashboards."""
    return reverse("dashboards")


def dashboard(page: str, query: str = "") -> str:
    """A dashboard, with the query of a view ('' or '?…')."""
    return reverse("dashboard", args=[page]) + query


def boroughs() -> str:
    """The list of boroughs."""
    return reverse("boroughs")


def borough(code: str, query: str = "") -> str:
    """The page of an authority, with the query of a view ('' or '?…')."""
    return reverse("borough", args=[code]) + query


def london(indicator: str, query: str = "") -> str:
    """All boroughs on one indicator, with the query of a view ('' or '?…')."""
    return f"{reverse('london')}?{urlencode({'indicator': indicator})}{query.replace('?', '&', 1)}"


def indicators() -> str:
    """The list of indicators."""
    return reverse("indicators")


def amendment(amendment_id: str) -> str:
    """An entry of the amendments ledger."""
    return f"{reverse('amendments')}#{amendment_id}"


def _with(path: str, query: dict[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def _chosen(area: str, period: str, breakdown: str, published: bool) -> dict[str, str]:
    told = {
        "area": area,
        "period": period,
        "breakdown": "" if breakdown == "total" else breakdown,
        "figures": "published" if published else "",
    }
    return {name: value for name, value in told.items() if value}
