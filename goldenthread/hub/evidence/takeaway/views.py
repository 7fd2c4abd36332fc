"""Views of what is taken away: files of figures, and charts as pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from goldenthread import __version__
from goldenthread.hub.evidence import borough_views, compared, forms, queries
from goldenthread.hub.evidence.asked import OF_A_BOROUGH, OF_A_FIGURE, OF_A_VIEW, only
from goldenthread.hub.evidence.pages import site_of
from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions.dashboards import Dashboard, load_dashboards

from . import charts, london, pictures, subjects
from .charts import Shown
from .formats import read_format, read_picture
from .taken import Taken

# ------------------------------------------------------------------ files of figures


@require_safe
@only(*OF_A_VIEW)
def indicator_file(request: HttpRequest, indicator_id: str, ending: str) -> HttpResponseBase:
    """The figures of an indicator's page: of every period, or of one when the query names it."""
    read_format(ending)
    store = queries.store_of(request.GET)
    question, view = charts.read_indicator(store, indicator_id, request.GET)
    asked = ("indicator", indicator_id, question.breakdown, view.key)
    name = "-".join(filter(None, [indicator_id, view.area_code, view.period, store.build.id]))
    return _file(request, store, asked, name, ending, lambda site: subjects.of_indicator(store, question, view, site))


@require_safe
@only(*OF_A_VIEW)
def dashboard_file(request: HttpRequest, page: str, ending: str) -> HttpResponseBase:
    """The figures of a dashboard: every chart's, in every period or in the one that the query names."""
    read_format(ending)
    store = queries.store_of(request.GET)
    wanted, view = read_dashboard(store, page), compared.read_view(store, request.GET)
    name = "-".join(filter(None, [page, view.area_code, view.period, store.build.id]))
    asked = ("dashboard", page, view.key)
    return _file(request, store, asked, name, ending, lambda site: subjects.of_dashboard(store, wanted, view, site))


@require_safe
@only(*OF_A_BOROUGH)
def borough_file(request: HttpRequest, code: str, ending: str) -> HttpResponseBase:
    """The headline figures of a borough's page, in every period or in the one that the query names."""
    read_format(ending)
    store = queries.store_of(request.GET)
    area = borough_views.authority(store, code)
    view = borough_views.read(store, area, request.GET)
    name = "-".join(filter(None, [slugify(area.name), "headlines", view.period, store.build.id]))
    asked = ("borough", view.key)
    return _file(request, store, asked, name, ending, lambda site: subjects.of_borough(store, area, view, site))


@require_safe
@only(*OF_A_FIGURE)
def figure_file(request: HttpRequest, indicator_id: str, area_code: str, period: str, ending: str) -> HttpResponseBase:
    """One figure, as its own page shows it."""
    read_format(ending)
    store = queries.store_of(request.GET)
    question = forms.read_figure(store, indicator_id, area_code, period, request.GET)
    name = "-".join([indicator_id, area_code, period, store.build.id])
    asked = ("figure", *map(str, question.key))
    return _file(request, store, asked, name, ending, lambda site: subjects.of_figure(store, question, site))


def read_dashboard(store: Store, page: str) -> Dashboard:
    """The dashboard's definition; Http404 naming near spellings."""
    known = load_dashboards(store.catalogue).pages
    if page not in known:
        raise Http404(forms.near("dashboard", page, known))
    return known[page]


def _file(
    request: HttpRequest, store: Store, asked: tuple[str, ...], name: str, ending: str, gather: Callable[[str], Taken]
) -> HttpResponseBase:
    """The file, or 304 before any work is done for whoever has it. `name`: of the file, without its ending."""
    wanted, site = read_format(ending), site_of(request)
    response = HttpResponse(content_type=wanted.content_type)
    response["ETag"] = _tag(store, *asked, ending, site)
    unchanged = get_conditional_response(request, etag=response["ETag"], response=None)
    if unchanged is not None:
        return unchanged
    response.content = wanted.write(gather(site))
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


def _tag(store: Store, *asked: str) -> str:
    """A name for these bytes: the same build, question and version of the site always give the same."""
    told = "\n".join((store.build.id, __version__, *asked))
    return quote_etag(hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32])


# ------------------------------------------------------------------ charts as pictures


@require_safe
@only(*OF_A_VIEW)
def dashboard_picture(request: HttpRequest, page: str, number: int, ending: str) -> HttpResponse:
    """A dashboard's chart as a file."""
    read_picture(ending)
    store, shown = dashboard_chart(request, page, number)
    return _picture(store, shown, f"{page}-{number}", ending)


@require_safe
@only(*OF_A_VIEW)
def indicator_picture(request: HttpRequest, indicator_id: str, chart: str, ending: str) -> HttpResponse:
    """An indicator's chart as a file."""
    read_picture(ending)
    store, shown = indicator_chart(request, indicator_id, chart)
    return _picture(store, shown, f"{indicator_id}-{chart}", ending)


@require_safe
@only(*OF_A_VIEW)
def london_picture(request: HttpRequest, indicator_id: str, chart: str, ending: str) -> HttpResponse:
    """A chart of the London page as a file."""
    read_picture(ending)
    store, shown = london_chart(request, indicator_id, chart)
    return _picture(store, shown, f"london-{indicator_id}-{chart}", ending)


def dashboard_chart(request: HttpRequest, page: str, number: int) -> tuple[Store, Shown]:
    """The chart that a request asks for, and the build it is of."""
    store = queries.store_of(request.GET)
    wanted, view = read_dashboard(store, page), compared.read_view(store, request.GET)
    return store, charts.of_dashboard(store, wanted, number, view)


def indicator_chart(request: HttpRequest, indicator_id: str, chart: str) -> tuple[Store, Shown]:
    """The same of an indicator's page."""
    store = queries.store_of(request.GET)
    question, view = charts.read_indicator(store, indicator_id, request.GET)
    return store, charts.of_indicator(store, question, chart, view)


def london_chart(request: HttpRequest, indicator_id: str, chart: str) -> tuple[Store, Shown]:
    """The same of the London page."""
    store = queries.store_of(request.GET)
    question, view = london.read_london(store, indicator_id, request.GET)
    return store, london.of_london(store, question, chart, view)


def _picture(store: Store, shown: Shown, name: str, ending: str) -> HttpResponse:
    svg = pictures.as_svg(shown.picture)
    content = svg.encode() if ending == "svg" else pictures.as_png(svg)
    response = HttpResponse(content, content_type=read_picture(ending))
    response["Content-Disposition"] = f'inline; filename="{name}-{store.build.id}.{ending}"'
    return response
