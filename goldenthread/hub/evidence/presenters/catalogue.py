"""The catalogue: what there is to say of every indicator, theme by theme."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from goldenthread.hub.evidence import links, queries
from goldenthread.hub.ui.interface import Cell, Choice, Page, Row, Summary, Table, wording
from goldenthread.warehouse import Store, reader
from goldenthread.warehouse.definitions.crosscheck import measures_of
from goldenthread.warehouse.definitions.indicators import Indicator

from . import sentences
from .reference import crumbs

ABBREVIATIONS = {"Ehc": "EHC", "Sen": "SEN"}


def theme_title(theme: str) -> str:
    """'ehc-plans' as 'EHC plans'."""
    first, *rest = theme.replace("-", " ").capitalize().split()
    return " ".join([ABBREVIATIONS.get(first, first), *rest])


def themes(store: Store) -> dict[str, int]:
    """Themes in order of name, each with how many indicators it has."""
    found = [indicator.theme for indicator in store.catalogue.indicators.values()]
    return {theme: found.count(theme) for theme in sorted(set(found))}


def page(store: Store, theme: str) -> dict[str, Any]:
    """A table of every indicator, or all there is to say of those of one theme."""
    known = sorted(store.catalogue.indicators.values(), key=lambda each: each.title)
    shown = [indicator for indicator in known if theme in ("", indicator.theme)]
    title = f"Catalogue of indicators: {theme_title(theme)}" if theme else "Catalogue of indicators"
    return {
        "page": Page(title, crumbs=crumbs("Catalogue")),
        "title": title,
        "count": wording.counted(len(shown), "indicator"),
        "themes": _choices(store, theme, len(known)),
        "table": None if theme else _table(store, shown),
        "entries": [_entry(store, indicator) for indicator in shown] if theme else [],
    }


def _choices(store: Store, theme: str, every: int) -> list[Choice]:
    address = reverse("catalogue")
    of_themes = [
        Choice(name, f"{theme_title(name)} ({count})", name == theme, f"{address}?theme={name}")
        for name, count in themes(store).items()
    ]
    return [Choice("", f"All ({every})", not theme, address), *of_themes]


def _table(store: Store, indicators: list[Indicator]) -> Table:
    rows = tuple(
        Row(
            each.title,
            (
                Cell("Figures", links.benchmark(each.id), f"{each.title}:"),
                Cell(theme_title(each.theme), f"{reverse('catalogue')}?theme={each.theme}#{each.id}", f"{each.title} in the catalogue:"),
                Cell(unit(each)), Cell(sentences.direction(each).rstrip(".")), Cell(held(store, each)),
            ),
        )
        for each in indicators
    )  # fmt: skip
    names = ("Indicator", "Its page", "Theme", "Unit", "Direction", "Periods held")
    return Table("Every indicator", tuple((name, False) for name in names), rows)


def _entry(store: Store, indicator: Indicator) -> dict[str, Any]:
    small = indicator.small_denominator
    lines = [
        Summary("Question", (indicator.question,)),
        Summary("Definition", (indicator.definition,)),
        Summary("Unit", (f"{unit(indicator)}, {wording.counted(indicator.decimals, 'decimal place')}",)),
        Summary("Direction", tuple(filter(None, ["".join(sentences.direction_and_why(indicator))]))),
        Summary("Breakdowns", (_breakdowns(store, indicator),)),
        Summary("Sources", tuple(sources(store, indicator))),
        Summary("Periods held", (held(store, indicator),)),
        Summary("London, latest", (latest(store, indicator),)),
        *([Summary("Small numbers", (f"Marked † below {small.minimum:,}. {small.reason}",))] if small and small.minimum else []),
        Summary("Read with care", indicator.caveats),
        Summary("Id", (indicator.id + (f" ({indicator.code})" if indicator.code else ""),)),
    ]  # fmt: skip
    return {"id": indicator.id, "title": indicator.title, "href": links.benchmark(indicator.id), "lines": lines}


def unit(indicator: Indicator) -> str:
    """'Per cent', 'Per 1,000', 'Percentage points', 'Pounds per plan'."""
    if indicator.unit == "percent":
        return "Per cent"
    return indicator.unit.replace("-10000", "-10,000").replace("-1000", "-1,000").replace("-", " ").capitalize()


def _breakdowns(store: Store, indicator: Indicator) -> str:
    titles = [
        " by ".join(store.catalogue.vocabularies[topic].title.lower() for topic in topics)
        for topics in indicator.breakdowns
    ]
    return wording.listed(titles).capitalize() or "None: everyone together"


def sources(store: Store, indicator: Indicator) -> list[str]:
    """The tables that the indicator's numbers come from, each with its publication."""
    measures = measures_of(store.catalogue)
    parts = (indicator.value, indicator.minus, indicator.numerator, indicator.denominator)
    found = {name for part in parts if part for name in measures.get(part.measure, ())}
    named = (store.catalogue.sources[name] for name in sorted(found))
    return [f"{each.title} ({store.catalogue.publications[each.publication].title})" for each in named]


def held(store: Store, indicator: Indicator) -> str:
    """'2019 to 2025 (7)', or what there is instead."""
    periods = queries.periods(store, indicator.id, _first_key(store, indicator))
    if not periods:
        return "none in this build"
    return periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]} ({len(periods)})"


def _first_key(store: Store, indicator: Indicator) -> str:
    """Everyone where there is such a figure, else the first breakdown there is."""
    if queries.periods(store, indicator.id):
        return "total"
    return next(iter(queries.breakdowns_on_offer(store, indicator)), "total")


def latest(store: Store, indicator: Indicator) -> str:
    """How many of the 33 boroughs have a figure in the latest period, and which have none and why."""
    key = _first_key(store, indicator)
    periods, inside = queries.periods(store, indicator.id, key), queries.boroughs(store)
    if not periods:
        return "No figures in this build"
    asked: dict[str, Any] = {"areas": inside, "periods": [periods[-1]], "breakdown": key, "with_coverage": False}
    found = {o.area_code: o for o in store.query(indicator.id, **asked)}
    absent = [
        f"{store.area(code).name} ({wording.NO_FIGURE[found[code].status if code in found else 'missing']})"
        for code in inside
        if code not in found or found[code].value is None
    ]
    label = next((o.period_label for o in found.values()), periods[-1])
    whom = "" if key == "total" else f" ({store.breakdown_label(reader.read_breakdown(key))})"
    told = f"{len(inside) - len(absent)} of {len(inside)} boroughs have a figure{whom} {wording.in_period(label)}"
    if len(absent) == len(inside):
        return f"No borough has a figure of its own {wording.in_period(label)}"
    return f"{told}; without one: {wording.listed(absent)}" if absent else told
