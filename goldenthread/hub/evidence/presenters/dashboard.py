"""A dashboard page: one renderer for every definition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from goldenthread.hub.evidence import links, queries, series
from goldenthread.hub.evidence.compared import View
from goldenthread.hub.evidence.places import LONDON
from goldenthread.hub.evidence.queries import Benchmark
from goldenthread.hub.evidence.series import Items, Reader
from goldenthread.hub.ui.interface import Choice, Page, Select
from goldenthread.warehouse import Store, reader
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions import dashboards as definitions
from goldenthread.warehouse.definitions.dashboards import Dashboard
from goldenthread.warehouse.definitions.indicators import Indicator

from . import comparison, controls, newer, other_kind, returns, sentences, trend, written
from .benchmark import breakdown_choice
from .panels import grid_panel, item_panel, parts_panel
from .panels.shapes import Panel, no_period

COMPARED = ("boroughs", "parts", "heat-map")  # kinds of panels that set places side by side
UNLIKE = ("sen-provision", "school-phase")  # topics of which nobody would ask which item is the highest


def page(store: Store, dashboard: Dashboard, view: View, group: str) -> dict[str, Any]:
    """The template's context. `group`: the heading under which the page stands."""
    view, compares = heeded(store, dashboard, view), any(one.kind in COMPARED for one in dashboard.panels)
    figures = Reader(store, view)
    panels = [panel(figures, one) for one in dashboard.panels]
    crumbs = (("Home", "/"), ("Dashboards", links.dashboards()), (dashboard.title, ""))
    who = view.area.name if view.area else "London"
    return {
        "page": Page(f"{dashboard.title}: {who}", dashboard.question, crumbs),
        "dashboard": dashboard,
        "group": group,
        "who": who,
        "panels": panels,
        "newer": newer.lines(store, _indicators(store, dashboard)),
        "returns": returns.caveats(store, (o for one in dashboard.panels for o in shown_by(figures, one))),
        "selects": selects(store, view, dashboard)
        if has_places(figures, dashboard)
        else (_period(store, view, dashboard),),
        **controls.shared(store, view, links.dashboard(dashboard.id), _indicators(store, dashboard), compares),
        "permanent": links.dashboard(dashboard.id, view.address(build=store.build.id)),
        "build_id": store.build.id,
    }


def heeded(store: Store, dashboard: Dashboard, view: View) -> View:
    """The view without what can make no difference to this page, so that it is neither offered, carried on nor warned of."""
    if view.breakdown and not _keys(store, dashboard):
        view = replace(view, breakdown="")
    if view.area and not has_places(Reader(store, view), dashboard):
        view = replace(view, area=None, compare=LONDON, places=queries.boroughs(store))
    return view


def has_places(figures: Reader, dashboard: Dashboard) -> bool:
    """Whether any place has a figure of its own here; False only where every chart shows larger areas alone."""
    for one in dashboard.panels:
        if one.kind not in ("boroughs", "over-time"):
            return True
        indicator = figures.store.catalogue.indicator(one.indicators[0])
        found = figures.places(indicator, breakdown_of(figures.store, one, figures.view)).figures.values()
        if not found or any(o.value is not None and o.area_level == "authority" for o in found):
            return True
    return not dashboard.panels


def _indicators(store: Store, dashboard: Dashboard) -> list[Indicator]:
    return [store.catalogue.indicator(name) for one in dashboard.panels for name in one.indicators]


def selects(store: Store, view: View, dashboard: Dashboard) -> tuple[Select, ...]:
    """The form's choices: authority, comparison, period, about whom."""
    compares = any(one.kind in COMPARED for one in dashboard.panels)
    return (
        controls.areas(store, view),
        *([controls.comparison(store, view)] if compares else []),
        _period(store, view, dashboard),
        *about_whom(store, view, dashboard),
    )


def _period(store: Store, view: View, dashboard: Dashboard) -> Select:
    return Select("period", "Period", tuple(periods(store, view, dashboard)))


def about_whom(store: Store, view: View, dashboard: Dashboard) -> list[Select]:
    """The breakdowns that any chart about everyone has, under the titles of their topics; no choice where there is none."""
    keys = _keys(store, dashboard)
    if not keys:
        return []
    if view.breakdown:
        keys.setdefault(view.breakdown)
    by_topic = sorted(keys, key=lambda key: tuple(sorted(reader.read_breakdown(key))))  # stable: items keep their order
    choices = [breakdown_choice(store, key, key == view.breakdown) for key in by_topic]
    return [Select("breakdown", "About whom", (Choice("", "Everyone", not view.breakdown), *choices))]


def _keys(store: Store, dashboard: Dashboard) -> dict[str, None]:
    """Every breakdown that a chart about everyone has."""
    indicators = {
        name: None for one in dashboard.panels if not one.topic and not one.breakdown for name in one.indicators
    }
    offered = (queries.breakdowns_on_offer(store, store.catalogue.indicator(name)) for name in indicators)
    return dict.fromkeys(key for keys in offered for key in keys if key != "total")


def breakdown_of(store: Store, one: definitions.Panel, view: View) -> dict[str, str]:
    """Whom a panel is about: as its definition says, else as the reader chose where every indicator of it has that."""
    if one.topic or one.breakdown or not view.breakdown:
        return one.breakdown
    chosen = reader.read_breakdown(view.breakdown)
    topics = tuple(sorted(chosen))
    has_it = all(topics in {tuple(sorted(t)) for t in store.catalogue.indicator(i).breakdowns} for i in one.indicators)
    return chosen if has_it and queries.periods(store, one.indicators[0], view.breakdown) else {}


def _not_chosen(store: Store, one: definitions.Panel, view: View) -> tuple[str, ...]:
    """What to say of a panel that is not about those whom the reader chose."""
    if not view.breakdown or series.key_of(breakdown_of(store, one, view)) == view.breakdown:
        return ()
    whom = store.breakdown_label(reader.read_breakdown(view.breakdown))
    if one.topic or one.breakdown:
        return (f"This chart has a breakdown of its own, so it is not about “{whom}” alone.",)
    return (f"This chart is about everyone: its figures are not published for “{whom}” here.",)


def periods(store: Store, view: View, dashboard: Dashboard) -> list[Choice]:
    """The latest of each chart, or one of the periods that any chart of the page has, newest first."""
    there: set[str] = set()
    for one in dashboard.panels:
        for item in _wanted(store, one, view) if one.topic or len(one.indicators) > 1 else ():
            there |= set(queries.periods(store, item.indicator.id, item.key))
        if not one.topic:
            key = series.key_of(breakdown_of(store, one, view))
            there |= {p for name in one.indicators for p in queries.periods(store, name, key)}
    if view.period:
        there.add(view.period)
    listed = [Choice(period, period, period == view.period) for period in sorted(there, reverse=True)]
    return [Choice("", "The latest of each", not view.period), *listed]


def panel(figures: Reader, one: definitions.Panel) -> Panel:
    """One panel of any kind."""
    made = _places(figures, one) if one.kind in ("boroughs", "over-time") else _items(figures, one)
    shown = [figures.store.catalogue.indicator(name) for name in one.indicators]
    return replace(made, caveats=written.essential(shown))


def shown_by(figures: Reader, one: definitions.Panel) -> Iterable[Observation]:
    """The figures that a panel shows in its chart or in the table behind it."""
    if one.kind in ("boroughs", "over-time"):
        indicator = figures.store.catalogue.indicator(one.indicators[0])
        found = figures.places(indicator, breakdown_of(figures.store, one, figures.view))
        shown = (found.question.period, found.previous_period) if found.figures else ()
        return [o for o in found.figures.values() if one.kind == "over-time" or o.period in shown]
    return figures.items(_wanted(figures.store, one, figures.view), one.kind == "over-time-items").figures.values()


def _places(figures: Reader, one: definitions.Panel) -> Panel:
    store, view = figures.store, figures.view
    indicator = store.catalogue.indicator(one.indicators[0])
    whom = breakdown_of(store, one, view)
    found = figures.places(indicator, whom)
    shown = one.title or f"{indicator.short_title}{_of_whom(store, whom)}"
    if not found.figures:
        return Panel(
            shown,
            indicator.title,
            absent=_no_period(store, indicator, view, found.question.periods),
            note=one.note or "",
        )
    finding = sentences.finding(found)
    coverage: tuple[str, ...] = ()
    if one.kind == "over-time":
        chart = trend.over_time(found)
        finding = sentences.moved(found) or finding
    else:
        chart = comparison.boroughs(found, controls.among(store, view), "Place")
        coverage = sentences.coverages(found)
    return Panel(
        finding=finding, shown=f"{indicator.title}{_of_whom(store, whom)}",
        direction=sentences.direction_and_why(indicator),
        coverage=(*_not_chosen(store, one, view), *filter(None, [sentences.ranking(found) if one.kind == "boroughs" else ""]), *coverage),
        chart=chart, absent="" if chart else _too_little(one),
        note=one.note or "", more=_more(found, view),
    )  # fmt: skip


def _no_period(store: Store, indicator: Indicator, view: View, held: tuple[str, ...]) -> str:
    return no_period(view.period, held, other_kind.instead(store, indicator, view.period, held))


def _too_little(one: definitions.Panel) -> str:
    if one.kind == "over-time":
        return "There are too few figures to draw over time."
    return "None of the places compared has a figure of its own in this period."


def _of_whom(store: Store, whom: Mapping[str, str]) -> str:
    return f": {store.breakdown_label(whom)}" if whom else ""


def _more(found: Benchmark, view: View) -> tuple[tuple[str, str], ...]:
    """The indicator's own page and its figures to take away."""
    question = found.question
    borough = question.area_code if question.area_code in found.boroughs else ""
    chosen: dict[str, Any] = {"breakdown": question.breakdown, "published": question.published}
    return (
        (f"{question.indicator.short_title}: definition, neighbours and every year", links.benchmark(question.indicator.id, borough, **chosen)),
        ("These figures as CSV", links.download(question.indicator.id, borough, **chosen)),
    )  # fmt: skip


def _wanted(store: Store, one: definitions.Panel, view: View) -> tuple[series.Item, ...]:
    indicators = [store.catalogue.indicator(name) for name in one.indicators]
    if one.topic:
        return series.items_of_topic(store, indicators[0], one.topic, one.breakdown, one.only)
    key = series.key_of(breakdown_of(store, one, view))
    return tuple(series.Item(i.short_title, i, key) for i in indicators if queries.periods(store, i.id, key))


def _items(figures: Reader, one: definitions.Panel) -> Panel:
    store, view = figures.store, figures.view
    indicator = store.catalogue.indicator(one.indicators[0])
    by = f" by {store.catalogue.vocabularies[one.topic].title.lower()}" if one.topic else ""
    title = one.title or f"{indicator.short_title}{by}"
    found = figures.items(_wanted(store, one, view), every_period=one.kind == "over-time-items")
    if not found.figures:
        return Panel(
            title, indicator.title, absent=_no_period(store, indicator, view, found.periods), note=one.note or ""
        )
    chart, finding = _drawn(one, found, view, title)
    return Panel(
        finding=_about(store, one, view, finding), shown=title, direction=sentences.directions(item.indicator for item in found.items), chart=chart,
        coverage=_not_chosen(store, one, view),
        absent="" if chart else "No figure here can be drawn; the page of the indicator says why each is absent.",
        note=one.note or "", more=_more_of_items(found, view),
    )  # fmt: skip


def _about(store: Store, one: definitions.Panel, view: View, finding: str) -> str:
    """A finding with whom it is about before it, where that is not everyone."""
    whom = breakdown_of(store, one, view)
    subject = one.title if one.breakdown and one.title else store.breakdown_label(whom)
    return f"{subject}. {finding}" if whom else finding


def _drawn(one: definitions.Panel, found: Items, view: View, title: str) -> tuple[comparison.Chart | None, str]:
    match one.kind:
        case "items" | "several":
            in_full = one.kind == "several" or one.topic in UNLIKE
            return item_panel.chart(found, view, title), item_panel.finding(found, view, in_full)
        case "parts":
            return parts_panel.chart(found, view, title), parts_panel.finding(found, view)
        case "heat-map":
            return grid_panel.places_by_items(found, view, title), grid_panel.finding(found, view)
    return grid_panel.items_by_years(found, view, title), grid_panel.finding_over_time(found, view)


def _more_of_items(found: Items, view: View) -> tuple[tuple[str, str], ...]:
    seen = {item.indicator.id: item for item in found.items}
    return tuple(
        (f"{item.indicator.short_title}: definition and every year", links.benchmark(item.indicator.id, breakdown=item.key, published=view.published))
        for item in list(seen.values())[:6]
    )  # fmt: skip


def index(store: Store, groups: definitions.Dashboards, view: View) -> dict[str, Any]:
    """Every page by heading."""
    listed = [
        (group, [(page, links.dashboard(page.id, view.address())) for page in groups.of_group(group.id)])
        for group in groups.groups
    ]
    page = Page("Dashboards", "Every page of figures, by subject.", (("Home", "/"), ("Dashboards", "")))
    return {
        "page": page,
        "select": controls.areas(store, view),
        "groups": [(group, pages) for group, pages in listed if pages],
    }
