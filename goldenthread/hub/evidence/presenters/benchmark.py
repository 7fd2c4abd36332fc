"""The benchmark page: the finding, the choices, the charts and what a reader must know."""

from __future__ import annotations

from typing import Any

from goldenthread.hub.evidence import links
from goldenthread.hub.evidence.compared import View
from goldenthread.hub.evidence.places import ENGLAND, LONDON
from goldenthread.hub.evidence.queries import Benchmark
from goldenthread.hub.ui.interface import Choice, Page, Select, wording
from goldenthread.warehouse import Store, reader

from . import comparison, controls, returns, sentences, trend, written


def page(store: Store, found: Benchmark, view: View) -> dict[str, Any]:
    """The template's context."""
    question, build = found.question, store.build.id
    indicator = question.indicator
    finding = sentences.finding(found)
    context = {
        "page": Page(
            f"{finding} – {indicator.short_title}",
            finding,
            (("Home", "/"), ("Indicators", links.indicators()), (indicator.title, "")),
        ),
        "indicator": indicator,
        "finding": finding,
        "direction": sentences.direction_and_why(indicator),
        "selects": selects(store, found, view),
        **controls.shared(store, view, links.benchmark(indicator.id), [indicator]),
        "permanent": links.benchmark(indicator.id) + view.address(build=build),
        "build_id": build,
        "instead": instead(found),
        "caveats": indicator.caveats,
        "empty": not found.figures,
    }
    if not found.figures:
        return context
    area = question.area_code
    return context | {
        "ranking": sentences.ranking(found),
        "coverage": sentences.coverages(found),
        "warning": warning(found),
        "returns": returns.caveats(store, found.figures.values()),
        "amended": [o for o in map(found.at, (area, LONDON)) if o and o.amendment],
        "boroughs": comparison.boroughs(found, controls.among(store, view), _heading(view)),
        "neighbours": comparison.neighbours(found),
        "trend": trend.over_time(found),
        "period": question.period,
        "about": _about(found),
    }


def selects(store: Store, found: Benchmark, view: View) -> tuple[Select, ...]:
    """The form's choices of authority, comparison, period and, where there is a choice, whom the figures are about."""
    labels = {period: o.period_label for (_, period), o in found.figures.items()}
    periods = [Choice(p, labels.get(p, p), p == found.question.period) for p in reversed(found.question.periods)]
    return (
        controls.areas(store, view),
        controls.comparison(store, view),
        Select("period", "Period", tuple(periods)),
        *_breakdown_select(store, found),
    )


def _heading(view: View) -> str:
    return "Borough" if view.compare == LONDON else "Place"


def _breakdown_select(store: Store, found: Benchmark) -> list[Select]:
    """Items under the titles of their topics, and what the address asks for where that is not among them."""
    chosen = found.question.breakdown
    keys = dict.fromkeys((*found.question.breakdowns, chosen))
    if len(keys) < 2:
        return []
    return [Select("breakdown", "About whom", tuple(breakdown_choice(store, key, key == chosen) for key in keys))]


def breakdown_choice(store: Store, key: str, selected: bool) -> Choice:
    """A breakdown to choose, under the title of its topic."""
    if key == "total":
        return Choice("", "All, not broken down", selected)
    items = reader.read_breakdown(key)
    topics = wording.listed([store.catalogue.vocabularies[topic].title for topic in sorted(items)])
    return Choice(key, store.breakdown_label(items), selected, group=topics)


def instead(found: Benchmark) -> str:
    """What to say where the period asked for is not there for this breakdown; '' otherwise."""
    question = found.question
    label = next((o.period_label for (_, period), o in found.figures.items() if period == question.period), "")
    return f"There are no such figures for {question.instead_of}. These are for {label}." if question.instead_of else ""


def warning(found: Benchmark) -> str:
    """What to say when the chosen borough's figure is counted on too few; '' otherwise."""
    area, indicator = found.question.area, found.question.indicator
    figure = found.at(area.code) if area else None
    if figure is None or not written.is_small(figure) or indicator.small_denominator is None:
        return ""
    return (
        f"{figure.area_name}’s figure is counted on {written.part(figure.denominator)}, fewer than "
        f"{indicator.small_denominator.minimum}. {indicator.small_denominator.reason}"
    )


def _about(found: Benchmark) -> tuple[tuple[str, str], ...]:
    """Links to 'About this figure' for the figures of the finding."""
    question = found.question
    codes = [question.area.code] if question.area else []
    figures = [o for o in map(found.at, [*codes, LONDON, ENGLAND]) if o]
    return tuple(
        (
            f"{o.area_name}, {o.period_label}: {written.value(o, question.indicator)}",
            links.figure(o.indicator, o.area_code, o.period, o.breakdown, question.published),
        )
        for o in figures
    )
