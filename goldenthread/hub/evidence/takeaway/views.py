"""Views of what is taken away: files of figures, and charts as pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from goldenthread.hub.evidence import borough_views, compared, forms, queries
from goldenthread.hub.evidence.asked import OF_A_BOROUGH, OF_A_FIGURE, OF_A_VIEW, only
from goldenthread.hub.evidence.pages import site_of
from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions.dashboards import Dashboard, load_dashboards

from . import charts, london, pictures, subjects
from .charts import Shown
from .formats import read_format, read_picture
from .making import made
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
    """The file. `name`: without its ending."""
    wanted, site = read_format(ending), site_of(request)
    told = {"Content-Type": wanted.content_type, "Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return made(request, store, (*asked, ending, site), told, lambda: wanted.write(gather(site)))


# ------------------------------------------------------------------ charts as pictures


@require_safe
@only(*OF_A_VIEW)
def dashboard_picture(request: HttpRequest, page: str, number: int, ending: str) -> HttpResponseBase:
    """A dashboard's chart as a file."""
    read_picture(ending)
    return _picture(request, dashboard_chart(request, page, number), f"{page}-{number}", ending)


@require_safe
@only(*OF_A_VIEW)
def indicator_picture(request: HttpRequest, indicator_id: str, chart: str, ending: str) -> HttpResponseBase:
    """An indicator's chart as a file."""
    read_picture(ending)
    return _picture(request, indicator_chart(request, indicator_id, chart), f"{indicator_id}-{chart}", ending)


@require_safe
@only(*OF_A_VIEW)
def london_picture(request: HttpRequest, indicator_id: str, chart: str, ending: str) -> HttpResponseBase:
    """A chart of the London page as a file."""
    read_picture(ending)
    return _picture(request, london_chart(request, indicator_id, chart), f"london-{indicator_id}-{chart}", ending)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A chart that a request asks for. `asked`: what sets it apart from every other of this build; `find` draws it."""

    store: Store
    asked: tuple[object, ...]
    find: Callable[[], Shown]


def dashboard_chart(request: HttpRequest, page: str, number: int) -> Wanted:
    """A dashboard's."""
    store = queries.store_of(request.GET)
    wanted, view = read_dashboard(store, page), compared.read_view(store, request.GET)
    asked = ("dashboard", page, number, view.key)
    return Wanted(store, asked, lambda: charts.of_dashboard(store, wanted, number, view))


def indicator_chart(request: HttpRequest, indicator_id: str, chart: str) -> Wanted:
    """The same of an indicator's page."""
    store = queries.store_of(request.GET)
    question, view = charts.read_indicator(store, indicator_id, request.GET)
    asked = ("indicator", indicator_id, chart, question.breakdown, view.key)
    return Wanted(store, asked, lambda: charts.of_indicator(store, question, chart, view))


def london_chart(request: HttpRequest, indicator_id: str, chart: str) -> Wanted:
    """The same of the London page."""
    store = queries.store_of(request.GET)
    question, view = london.read_london(store, indicator_id, request.GET)
    asked = ("london", *question.key, chart, view.key)
    return Wanted(store, asked, lambda: london.of_london(store, question, chart, view))


def _picture(request: HttpRequest, wanted: Wanted, name: str, ending: str) -> HttpResponseBase:
    def draw() -> bytes:
        svg = pictures.as_svg(wanted.find().picture)
        return svg.encode() if ending == "svg" else pictures.as_png(svg)

    named = f'inline; filename="{name}-{wanted.store.build.id}.{ending}"'
    told = {"Content-Type": read_picture(ending), "Content-Disposition": named}
    return made(request, wanted.store, ("picture", *wanted.asked, ending), told, draw)
