"""Figures of one area at named periods, for other rooms that add them up: the value, and the count behind it."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goldenthread.warehouse import Store, StoreMissing, UnknownName
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.reader import read_breakdown

from . import links, queries

TOGETHER = 60  # breakdowns in one query; more than a hundred would be read one by one


@dataclass(frozen=True, slots=True)
class FigureAt:
    """One figure at one period. `value` is None exactly when `status` is not 'ok'.

    `count`: the numerator behind a share; None exactly when `count_status` is not 'ok'. `item`: which children it is
    about, in words ('Age 10'). `href`: About this figure.
    """

    indicator: str
    title: str
    breakdown: str
    item: str
    period: str
    label: str
    value: float | None
    status: str
    count: float | None
    count_status: str
    release: str
    href: str


Figures = dict[tuple[str, str, str], FigureAt]


def figures_at(area_code: str, wanted: Iterable[tuple[str, str]], periods: Sequence[str], build: str = "") -> Figures:
    """Figures by (indicator, breakdown, period), for those of these periods that the indicator has anything for.

    A breakdown that the build holds nothing of has no entry, nor has one that the definitions do not offer. Empty
    without a build. Raises BuildGone for a build that is not kept.
    """
    found: Figures = {}
    try:
        store = queries.store_named(build)
    except StoreMissing:
        return found
    known = [period for period in periods if store.has_period(period)]
    for (indicator, _), keys in _by_topics(wanted).items():
        for observation in _asked(store, area_code, indicator, keys, known):
            figure = _figure(store, observation)
            found[indicator, figure.breakdown, figure.period] = figure
    return found


def item_label(breakdown: str, build: str = "") -> str:
    """Which children a breakdown is about, in words; its key where it is not known."""
    try:
        return queries.store_named(build).breakdown_label(read_breakdown(breakdown))
    except (StoreMissing, UnknownName):
        return breakdown


def _by_topics(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, tuple[str, ...]], list[str]]:
    """What can be asked together: breakdowns of one indicator by the same topics."""
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for indicator, breakdown in dict.fromkeys(wanted):
        groups[indicator, tuple(sorted(read_breakdown(breakdown)))].append(breakdown)
    return groups


def _asked(store: Store, area_code: str, indicator: str, keys: list[str], periods: list[str]) -> list[Observation]:
    if not periods:
        return []
    found: list[Observation] = []
    for first in range(0, len(keys), TOGETHER):
        with contextlib.suppress(UnknownName):
            for of_key in store.query_items(indicator, keys[first : first + TOGETHER], [area_code], periods):
                found += of_key
    return found


def _figure(store: Store, each: Observation) -> FigureAt:
    behind = each.cells.get("numerator")
    why = behind.status if behind is not None and behind.status != "ok" else "missing"
    return FigureAt(
        indicator=each.indicator, title=store.catalogue.indicator(each.indicator).title, breakdown=each.breakdown,
        item=each.breakdown_label, period=each.period, label=each.period_label, value=each.value, status=each.status,
        count=each.numerator, count_status="ok" if each.numerator is not None else why, release=each.release,
        href=links.figure(each.indicator, each.area_code, each.period, each.breakdown),
    )  # fmt: skip
