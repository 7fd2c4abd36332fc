"""A dashboard page: one renderer for every definition."""

from __future__ import annotations

from typing import Any

from goldenthread.hub.evidence import links, queries, series
from goldenthread.hub.evidence.compared import NEIGHBOURS, OWN_SET, View, comparisons
from goldenthread.hub.evidence.places import ENGLAND, LONDON
from goldenthread.hub.evidence.queries import Benchmark, boroughs
from goldenthread.hub.evidence.series import Items, Reader
from goldenthread.hub.ui.interface import Choice, Page, Select
from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions import dashboards as definitions
from goldenthread.warehouse.definitions.dashboards import Dashboard

from . import comparison, sentences, trend
from .panels import grid_panel, item_panel, parts_panel
from .panels.shapes import Panel, no_period

UNLIKE = ("sen-provision", "school-phase")  # topics of which nobody would ask which item is the highest


def page(store: Store, dashboard: Dashboard, view: View, group: str) -> dict[str, Any]:
    """The template's context. `group`: the heading under which the page stands."""
    reader = Reader(store, view)
    panels = [panel(reader, one) for one in dashboard.panels]
    crumbs = (("Home", "/"), ("Dashboards", links.dashboards()), (dashboard.title, ""))
    who = view.area.name if view.area else "London"
    return {
        "page": Page(f"{dashboard.title}: {who}", dashboard.question, crumbs),
        "dashboard": dashboard,
        "group": group,
        "who": who,
        "panels": panels,
        "selects": selects(store, view, dashboard),
        "sets": [(code, store.area(code).name, code in view.places) for code in boroughs(store)],
        "has_own_set": view.compare == OWN_SET,
        "view": view,
        "switches": switches(dashboard, view),
        "permanent": links.dashboard(dashboard.id, view.address(build=store.build.id)),
        "build_id": store.build.id,
    }


def selects(store: Store, view: View, dashboard: Dashboard) -> tuple[Select, ...]:
    """The form's choices: authority, comparison, period."""
    areas = [Choice(code, store.area(code).name, code == view.area_code) for code in boroughs(store)]
    if view.area and view.area.code not in boroughs(store):
        areas.append(Choice(view.area.code, view.area.name, True))
    offered = [(code, words) for code, words in comparisons(store) if code != NEIGHBOURS or view.area]
    others = [Choice(code, words, code == view.compare) for code, words in offered]
    if view.compare not in {code for code, _ in offered} | {OWN_SET}:
        others.append(Choice(view.compare, store.area(view.compare).name, True))
    return (
        Select("area", "Borough", (Choice("", "No borough: London as a whole", not view.area), *areas)),
        Select("compare", "Compare with", tuple(others)),
        Select("period", "Period", tuple(periods(store, view, dashboard))),
    )


def periods(store: Store, view: View, dashboard: Dashboard) -> list[Choice]:
    """The latest of each chart, or one of the periods that any chart of the page has, newest first."""
    there: set[str] = set()
    for one in dashboard.panels:
        for item in _wanted(store, one) if one.topic or len(one.indicators) > 1 else ():
            there |= set(queries.periods(store, item.indicator.id, item.key))
        if not one.topic:
            there |= {p for name in one.indicators for p in queries.periods(store, name, series.key_of(one.breakdown))}
    if view.period:
        there.add(view.period)
    listed = [Choice(period, period, period == view.period) for period in sorted(there, reverse=True)]
    return [Choice("", "The latest of each", not view.period), *listed]


def switches(dashboard: Dashboard, view: View) -> tuple[Choice, ...]:
    """The same page with amendments and as published."""
    return tuple(
        Choice(value or "amended", words, view.published == bool(value), links.dashboard(dashboard.id, view.address(figures=value)))
        for value, words in (("", "With amendments"), ("published", "As published"))
    )  # fmt: skip


def panel(reader: Reader, one: definitions.Panel) -> Panel:
    """One panel of any kind."""
    return _places(reader, one) if one.kind in ("boroughs", "over-time") else _items(reader, one)


def _places(reader: Reader, one: definitions.Panel) -> Panel:
    store, view = reader.store, reader.view
    indicator = store.catalogue.indicator(one.indicators[0])
    found = reader.places(indicator, one.breakdown)
    shown = one.title or f"{indicator.short_title}{_of_whom(store, one)}"
    if not found.figures:
        return Panel(shown, indicator.title, absent=no_period(view.period, found.question.periods), note=one.note or "")
    finding = sentences.finding(found)
    coverage: tuple[str, ...] = ()
    if one.kind == "over-time":
        chart = trend.over_time(found, store.build.id)
        finding = sentences.moved(found) or finding
    else:
        chart = comparison.boroughs(found, store.build.id, among(store, view), "Place")
        coverage = tuple(
            filter(None, [sentences.coverage(found.at(LONDON)), sentences.coverage(found.at(ENGLAND), most=0)])
        )
    return Panel(
        finding=finding, shown=f"{indicator.title}{_of_whom(store, one)}",
        direction=sentences.direction_and_why(indicator),
        coverage=(*filter(None, [sentences.ranking(found) if one.kind == "boroughs" else ""]), *coverage),
        chart=chart, absent="" if chart else _too_little(one),
        note=one.note or "", more=_more(found, view),
    )  # fmt: skip


def _too_little(one: definitions.Panel) -> str:
    if one.kind == "over-time":
        return "There are too few figures to draw over time."
    return "None of the places compared has a figure of its own in this period."


def _of_whom(store: Store, one: definitions.Panel) -> str:
    return f": {store.breakdown_label(one.breakdown)}" if one.breakdown else ""


def _more(found: Benchmark, view: View) -> tuple[tuple[str, str], ...]:
    """The indicator's own page and its figures to take away."""
    question = found.question
    borough = question.area_code if question.area_code in found.boroughs else ""
    chosen: dict[str, Any] = {"breakdown": question.breakdown, "published": question.published}
    return (
        (f"{question.indicator.short_title}: definition, neighbours and every year", links.benchmark(question.indicator.id, borough, **chosen)),
        ("These figures as CSV", links.download(question.indicator.id, borough, **chosen)),
    )  # fmt: skip


def among(store: Store, view: View) -> str:
    """The places compared, in words that end a title."""
    if view.compare == OWN_SET:
        return "the places chosen"
    if view.compare == NEIGHBOURS:
        return f"{view.area.name if view.area else ''} and its statistical neighbours"
    if view.compare == LONDON:
        return "London boroughs"
    return f"authorities of {store.area(view.compare).name}"


def _wanted(store: Store, one: definitions.Panel) -> tuple[series.Item, ...]:
    indicators = [store.catalogue.indicator(name) for name in one.indicators]
    if one.topic:
        return series.items_of_topic(store, indicators[0], one.topic, one.breakdown, one.only)
    key = series.key_of(one.breakdown)
    return tuple(series.Item(i.short_title, i, key) for i in indicators if queries.periods(store, i.id, key))


def _items(reader: Reader, one: definitions.Panel) -> Panel:
    store, view = reader.store, reader.view
    indicator = store.catalogue.indicator(one.indicators[0])
    by = f" by {store.catalogue.vocabularies[one.topic].title.lower()}" if one.topic else ""
    title = one.title or f"{indicator.short_title}{by}"
    found = reader.items(_wanted(store, one), every_period=one.kind == "over-time-items")
    if not found.figures:
        return Panel(title, indicator.title, absent=no_period(view.period, found.periods), note=one.note or "")
    chart, finding = _drawn(one, found, view, title, store.build.id)
    return Panel(
        finding=finding, shown=title, direction=sentences.direction_and_why(indicator), chart=chart,
        absent="" if chart else "No figure here can be drawn; the page of the indicator says why each is absent.",
        note=one.note or "", more=_more_of_items(found, view),
    )  # fmt: skip


def _drawn(
    one: definitions.Panel, found: Items, view: View, title: str, build: str
) -> tuple[comparison.Chart | None, str]:
    match one.kind:
        case "items" | "several":
            in_full = one.kind == "several" or one.topic in UNLIKE
            return item_panel.chart(found, view, title, build), item_panel.finding(found, view, in_full)
        case "parts":
            return parts_panel.chart(found, view, title, build), parts_panel.finding(found, view)
        case "heat-map":
            return grid_panel.places_by_items(found, view, title, build), grid_panel.finding(found, view)
    return grid_panel.items_by_years(found, view, title, build), grid_panel.finding_over_time(found, view)


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
    areas = [Choice(code, store.area(code).name, code == view.area_code) for code in boroughs(store)]
    select = Select("area", "Borough", (Choice("", "No borough: London as a whole", not view.area), *areas))
    return {"page": page, "select": select, "groups": [(group, pages) for group, pages in listed if pages]}
