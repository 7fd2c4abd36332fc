"""The figures of an indicator's page, of a dashboard's, of a borough's and one figure alone, as they are taken away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from goldenthread.hub.evidence import links, queries, series
from goldenthread.hub.evidence.compared import View
from goldenthread.hub.evidence.forms import BenchmarkQuestion, FigureQuestion
from goldenthread.hub.evidence.places import ENGLAND, LONDON
from goldenthread.hub.evidence.presenters import returns
from goldenthread.hub.evidence.presenters.dashboard import breakdown_of
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import AreaRecord, Observation
from goldenthread.warehouse.definitions.borough import HeadlineGroup, load_borough_page
from goldenthread.warehouse.definitions.dashboards import Dashboard, Panel

from . import about, citation
from .sources import made_on
from .tables import Table, table_of
from .taken import Kind, Taken


def of_indicator(store: Store, question: BenchmarkQuestion, view: View, site: str) -> Taken:
    """Every figure of the page in every period, or in the view's alone. `site`: 'https://host', for addresses."""
    indicator = question.indicator
    asked = (indicator.id, question.breakdown, question.periods)
    figures = list(_asked(store, view, [asked], view.period, with_coverage=True))
    whom = next((f" ({figure.breakdown_label})" for figure in figures if figure.breakdown != "total"), "")
    about_it = [("Title", indicator.title + whom), ("Question", indicator.question), *_of_view(store, view)]
    address = links.benchmark(indicator.id) + view.address(build=store.build.id)
    tables = (table_of(indicator.short_title + whom, figures, store.catalogue),)
    return _taken(store, "indicator", indicator.id, about_it, site + address, view.published, figures, tables)


def of_dashboard(store: Store, dashboard: Dashboard, view: View, site: str) -> Taken:
    """The figures of every panel, for the places of the view, in every period or in the view's alone."""
    shown = [(panel, tuple(figures_of(store, view, panel))) for panel in dashboard.panels]
    tables = tuple(table_of(title_of(store, panel), found, store.catalogue) for panel, found in shown)
    about_it = [("Title", dashboard.title), ("Question", dashboard.question), ("About", dashboard.about)]
    about_it += _of_view(store, view)
    about_it += [("Missing", f"{one.what} {one.advice}") for one in dashboard.missing]
    about_it += [("Read with care", note) for note in (*dashboard.notes, *(p.note for p in dashboard.panels if p.note))]
    address = site + links.dashboard(dashboard.id, view.address(build=store.build.id))
    once = {(o.indicator, o.area_code, o.period, o.breakdown): o for _, found in shown for o in found}
    figures = list(once.values())
    return _taken(store, "dashboard", dashboard.id, about_it, address, view.published, figures, tables)


def of_borough(store: Store, area: AreaRecord, view: View, site: str) -> Taken:
    """The headline figures of a borough's page, in every period or in the view's alone; a table a group.

    Beside its neighbours, London and England, and beside the places compared where those were chosen.
    """
    beside = replace(view, places=()) if view.compare == LONDON else view
    groups = load_borough_page(store.catalogue).groups
    shown = [(group, tuple(_of_group(store, group, beside))) for group in groups]
    tables = tuple(table_of(group.title, found, store.catalogue) for group, found in shown)
    about_it = [("Title", f"{area.name}: SEND on one page"), ("Question", HEADLINES), *_of_view(store, beside)]
    address = site + links.borough(area.code, view.address(area="", build=store.build.id))
    figures = [figure for _, found in shown for figure in found]
    return _taken(
        store,
        "borough",
        area.code,
        [*about_it, ("Read with care", ON_THE_PAGE)],
        address,
        view.published,
        figures,
        tables,
    )


def of_figure(store: Store, question: FigureQuestion, site: str) -> Taken:
    """One figure, with everything that must be known to use it."""
    indicator, place = question.indicator, (question.area.code, question.period)
    figures = store.query(indicator.id, place[:1], place[1:], question.breakdown, question.published)
    title = citation.title_of(figures[0], indicator)
    address = links.figure(indicator.id, *place, question.breakdown, question.published, store.build.id)
    about_it = [("Title", title), ("Question", indicator.question)]
    about_it.append(("How to cite it", citation.sentence(store, figures[0], indicator, site + address)))
    tables = (table_of(indicator.short_title, figures, store.catalogue),)
    name = "/".join((indicator.id, *place))
    return _taken(store, "figure", name, about_it, site + address, question.published, figures, tables)


HEADLINES = "How does it stand on the headline indicators beside its statistical neighbours, London and England?"
ON_THE_PAGE = (
    "What the page works out from these figures (medians, what is clearly better or worse, what changed and what stands "
    "apart) is not in this file: figures alone do not say whether a difference is more than chance."
)


def _of_group(store: Store, group: HeadlineGroup, view: View) -> Iterator[Observation]:
    """The figures of each headline: the borough's own first, England's last."""
    order = {code: place for place, code in enumerate(places_of(store, view))}
    for each in group.headlines:
        key = series.key_of(each.breakdown)
        item = (each.indicator, key, queries.periods(store, each.indicator, key))
        yield from sorted(
            _asked(store, view, [item], view.period, with_coverage=True), key=lambda o: order[o.area_code]
        )


def _taken(
    store: Store, kind: Kind, name: str, about_it: list[tuple[str, str]], address: str,
    published: bool, figures: list[Observation], tables: tuple[Table, ...],
) -> Taken:  # fmt: skip
    told = about.metadata(store, figures, tables)
    title = about_it[0][1]
    which = "as published, without amendments" if published else "with amendments"
    build = f"{store.build.id}, made {made_on(store)}. The same build always gives the same figures."
    care = [("Read with care", caveat.text) for caveat in returns.caveats(store, figures)]
    beginning = [*about_it, *care, ("Figures shown", which), ("Address", address), ("Build", build)]
    of_it = {"title": title, kind: name, "question": about_it[1][1], "figures_shown": which, "address": address}
    return Taken(
        kind, name, title, store.build.id, store.build.made_at, address, tables, of_it | told,
        tuple(about.lines(told, beginning)),
    )  # fmt: skip


def figures_of(store: Store, view: View, panel: Panel) -> Iterator[Observation]:
    """What a panel shows, in every period or in the view's alone."""
    return _asked(store, view, items_of(store, view, panel), view.period, with_coverage=True)


def drawn_by(store: Store, view: View, panel: Panel) -> Iterator[Observation]:
    """What a panel's chart rests on: in one period, unless it is a chart over time."""
    items = items_of(store, view, panel)
    newest = max((period for _, _, periods in items for period in periods), default="")
    over_time = panel.kind.startswith("over-time")
    return _asked(store, view, items, "" if over_time else view.period or newest, with_coverage=False)


def _asked(
    store: Store, view: View, items: Iterable[tuple[str, str, tuple[str, ...]]], period: str, with_coverage: bool
) -> Iterator[Observation]:
    places, periods = places_of(store, view), [period] if period else None
    for indicator, breakdown, known in items:
        if not period or period in known:
            yield from store.query(indicator, places, periods, breakdown, view.published, with_coverage=with_coverage)


def items_of(store: Store, view: View, panel: Panel) -> list[tuple[str, str, tuple[str, ...]]]:
    """(indicator, breakdown, periods) of each thing a panel sets side by side: one, several or the items of a topic."""
    if panel.topic:
        indicator = store.catalogue.indicators[panel.indicators[0]]
        items = series.items_of_topic(store, indicator, panel.topic, panel.breakdown, panel.only)
        keys = [(item.indicator.id, item.key) for item in items]
    else:
        key = series.key_of(breakdown_of(store, panel, view))
        keys = [(name, key) for name in panel.indicators]
    return [(name, key, queries.periods(store, name, key)) for name, key in keys]


def _of_view(store: Store, view: View) -> list[tuple[str, str]]:
    chosen = [("Chosen authority", view.area.name)] if view.area else []
    return [*chosen, ("Places", wording.counted(len(places_of(store, view)), "place"))]


def places_of(store: Store, view: View) -> list[str]:
    """The places compared, the chosen authority and its neighbours, London and England."""
    own = [view.area_code, *(n.neighbour_code for n in store.neighbours(view.area_code))] if view.area else []
    return list(dict.fromkeys([*own[:1], *view.places, *own[1:], LONDON, ENGLAND]))


def title_of(store: Store, panel: Panel) -> str:
    """A panel's name for a sheet: its own title, or its indicator and whom it is about."""
    titles = (store.catalogue.indicators[name].short_title for name in panel.indicators)
    by = f" by {store.catalogue.vocabularies[panel.topic].title.lower()}" if panel.topic else ""
    of_whom = f" ({store.breakdown_label(panel.breakdown)})" if panel.breakdown else ""
    return panel.title or f"{', '.join(titles)}{by}{of_whom}"
