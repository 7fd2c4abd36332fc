"""The London page: what all boroughs' figures say, ranked, spread out, on maps and over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from goldenthread.hub.evidence import links
from goldenthread.hub.evidence.compared import View
from goldenthread.hub.evidence.presenters import (
    benchmark,
    comparison,
    controls,
    events,
    newer,
    returns,
    sentences,
    written,
)
from goldenthread.hub.evidence.queries import Benchmark
from goldenthread.hub.ui.interface import Cell, Choice, Page, Select, Table, wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator

from .classes import Class, class_of, classes_of
from .history import history
from .maps import maps, no_figure
from .spread import fit, sound, spread


def page(store: Store, found: Benchmark, view: View) -> dict[str, Any]:
    """The template's context."""
    indicator, build = found.question.indicator, store.build.id
    heading = finding(found)
    ranked = comparison.boroughs(found)
    context = {
        "page": Page(f"London: {heading}", heading, (("Home", "/"), ("London", ""))),
        "indicator": indicator,
        "finding": heading,
        "direction": sentences.direction_and_why(indicator),
        "indicators": indicators(store, indicator),
        "selects": selects(store, found, view),
        "view": view,
        "switches": switches(indicator, view) if controls.can_be_amended(store, [indicator]) else (),
        "permanent": links.london(indicator.id, view.address(build=build)),
        "build_id": build,
        "instead": benchmark.instead(found),
        "newer": newer.lines(store, [indicator]),
        "about": links.benchmark(indicator.id, found.question.area_code),
        "ranked": ranked,
        "absence": _why_nothing(found),
    }
    return context | (_drawn(store, found, ranked) if ranked else {})


def _drawn(store: Store, found: Benchmark, ranked: comparison.Chart) -> dict[str, Any]:
    indicator, period = found.question.indicator, _label(found)
    classes = classes_of([o.value or 0 for o in fit(found)])
    what = f"{sentences.named(next(iter(found.figures.values())), indicator)}, {period}"
    of_boroughs = [(store.area(code).name, found.at(code)) for code in found.boroughs]
    return {
        "period": found.question.period,
        "compared": sentences.finding(found),
        "ranking": sentences.ranking(found),
        "coverage": () if indicator.event else sentences.coverages(found, most=0),
        "warning": benchmark.warning(found),
        "returns": returns.caveats(store, found.figures.values()),
        "no_figure": events.without(found, found.boroughs) or no_figure(of_boroughs, indicator),
        "size": _about_size(indicator),
        "rates": [(each.title, links.london(each.id)) for each in rates_of(store, indicator)],
        "spread": spread(found, f"{what}: how the boroughs are spread"),
        "maps": maps(store, found, classes, what),
        "numbered": bool(classes),
        "classes": _about_classes(classes, found),
        "history": history(store, found, f"{what.removesuffix(f', {period}')}: each borough over time"),
        "table": _table(ranked.table, found, classes, f"{what}: the figures behind the drawings"),
    }


def finding(found: Benchmark) -> str:
    """From which figure in which borough to which; where there is nothing, what is missing."""
    indicator, known = found.question.indicator, sound(found)
    if not known:
        return f"{indicator.title}: no figures of the boroughs"
    name = f"{sentences.named(known[0], indicator)} {wording.in_period(_label(found))}"
    if len(known) == 1:
        return f"{name}: {_end(known, indicator)}, the only borough with a figure to compare"
    if known[0].value == known[-1].value:
        return f"{name}: {written.value(known[0], indicator)} in all {len(known)} boroughs with a figure"
    ends = [[o for o in known if o.value == end.value] for end in (known[0], known[-1])]
    return f"{name}: from {_end(ends[0], indicator)} to {_end(ends[1], indicator)}"


def _end(figures: Sequence[Observation], indicator: Indicator) -> str:
    """'12.3% in Camden', '12.3% in Camden and Brent', '0 in 5 boroughs'."""
    names = [o.area_name for o in figures]
    where = wording.listed(names) if len(names) < 3 else f"{len(names)} boroughs"
    return f"{written.in_words(figures[0], indicator)} in {where}"


def _label(found: Benchmark) -> str:
    return next((o.period_label for (_, p), o in found.figures.items() if p == found.question.period), "")


def _why_nothing(found: Benchmark) -> str:
    """What to say instead of drawings."""
    if not found.question.periods:
        return "This build holds no figures for this indicator. About the data says which sources are not loaded and how to bring them."
    return "No London borough has a figure of its own in this period. The indicator’s own page shows what there is for London and England."


# ------------------------------------------------------------------ choices


def indicators(store: Store, chosen: Indicator) -> Select:
    """Every indicator under its theme."""

    def theme(indicator: Indicator) -> str:
        return indicator.theme.replace("-", " ").capitalize()

    ordered = sorted(store.catalogue.indicators.values(), key=lambda i: (theme(i), i.title))
    choices = [
        Choice(i.id, i.title, i.id == chosen.id, group=name) for name, inside in groupby(ordered, theme) for i in inside
    ]
    return Select("indicator", "Indicator", tuple(choices))


def selects(store: Store, found: Benchmark, view: View) -> tuple[Select, ...]:
    """The choices of period, borough and, where there is one, whom the figures are about."""
    offered = benchmark.selects(store, found, view)
    borough = replace(controls.areas(store, view), label="Borough to point out")
    none = replace(borough.choices[0], text="None")
    return (
        *(select for select in offered if select.name in ("period", "breakdown")),
        replace(borough, choices=(none, *borough.choices[1:])),
    )


def switches(indicator: Indicator, view: View) -> tuple[Choice, ...]:
    """The same page with amendments and as published."""
    kinds = (("", "With amendments"), ("published", "As published"))
    return tuple(
        Choice(value or "amended", words, view.published == bool(value), links.london(indicator.id, view.address(figures=value)))
        for value, words in kinds
    )  # fmt: skip


# ------------------------------------------------------------------ sizes and classes


def rates_of(store: Store, indicator: Indicator) -> list[Indicator]:
    """Rates whose numerator is what this indicator counts, so that boroughs of all sizes can be compared by them."""
    if not written.is_count(indicator) or indicator.value is None:
        return []
    counted = (indicator.value.measure, indicator.value.breakdown)
    return [
        each
        for each in store.catalogue.indicators.values()
        if each.numerator
        and not written.is_count(each)
        and (each.numerator.measure, each.numerator.breakdown) == counted
    ]


def _about_size(indicator: Indicator) -> str:
    if not written.is_count(indicator):
        return ""
    return "These are sizes, not rates: a larger borough has more. Bars and shades show where the most are, not who does better or worse."


def _about_classes(classes: Sequence[Class], found: Benchmark) -> str:
    """How the shades came about, and what they do not say."""
    if not classes:
        return "Too few boroughs have a figure fit to compare, so they are not put in classes."
    told = (
        f"The boroughs are put in {wording.counted(len(classes), 'class', 'classes')} with about as many in each as the "
        "figures allow; equal figures are never parted."
    )
    indicator = found.question.indicator
    if written.is_count(indicator) or written.is_account(indicator):
        return told
    return f"{told} Boroughs of neighbouring classes may differ by chance alone: the bars of the London page show where that can be known."


def _table(table: Table, found: Benchmark, classes: Sequence[Class], caption: str) -> Table:
    """The table behind the bars with each borough's class beside its figure."""
    codes = {o.area_name: o for o in map(found.at, found.boroughs) if o}
    rows = []
    for row in table.rows:
        figure = codes.get(row.heading)
        rows.append(replace(row, cells=(row.cells[0], Cell(_class(figure, classes), numeric=True), *row.cells[1:])))
    columns = (*table.columns[:2], ("Class", True), *table.columns[2:])
    return (
        replace(table, caption=caption, columns=columns, rows=tuple(rows))
        if classes
        else replace(table, caption=caption)
    )


def _class(figure: Observation | None, classes: Sequence[Class]) -> str:
    if figure is None or figure.value is None:
        return "none"
    own = None if figure.small_denominator else class_of(figure.value, classes)
    return f"{own.number} of {len(classes)}" if own else "too few"
