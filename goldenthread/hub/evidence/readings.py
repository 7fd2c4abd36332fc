"""Figures of one borough as other rooms need them: a value with its trend, its neighbours, London, and a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goldenthread.warehouse import Store, StoreMissing, UnknownName
from goldenthread.warehouse.definitions.indicators import Indicator
from goldenthread.warehouse.definitions.words import load_words

from . import links, queries
from .middle import middle
from .places import ENGLAND, LONDON
from .presenters import told, written
from .spans import Point, Span, beside, span

NONE: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator's newest figure of one area, with what a reader needs beside it.

    `latest`: of the newest period there is anything for; None when the build has no figure of it at all.
    `trend`: every period, oldest first, `latest` the last of them. `neighbours`: the median of the statistical
    neighbours that have a figure, `neighbours_count` how many they are. `sentence` states the figure, its change, and
    how it stands to London, without claiming more than chance allows. `href`: About this figure; `page`: the indicator.
    `moved`: how it came from the one before, 'up from 58.1%', of accounts 'surplus up from 4.93%'; '' for no change.
    `names`: what it is called in texts beside its title; '{value}' in one stands where the number is.
    `amended`: whether an amendment moved it. `build`: the build it was read from.
    """

    indicator: str
    breakdown: str
    area_code: str
    title: str
    unit: str
    decimals: int
    direction: str
    latest: Point | None
    previous: Point | None
    trend: tuple[Point, ...]
    neighbours: Point | None
    neighbours_count: int
    london: Point | None
    england: Point | None
    sentence: str
    amended: bool
    release: str
    build: str
    href: str
    page: str
    moved: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """An indicator to choose from."""

    id: str
    title: str
    theme: str
    unit: str
    direction: str


def readings(area_code: str, wanted: Sequence[tuple[str, str]], build: str = "") -> dict[tuple[str, str], Reading]:
    """The readings of these (indicator, breakdown) of one area, in the build in force or a kept one.

    What the definitions do not have is left out; everything is while there is no build. Raises BuildGone for one
    that is not kept.
    """
    found: dict[tuple[str, str], Reading] = {}
    try:
        store = queries.store_named(build)
    except StoreMissing:
        return found
    for indicator, breakdown in dict.fromkeys(wanted):
        try:
            found[indicator, breakdown] = _reading(store, area_code, indicator, breakdown)
        except UnknownName:
            continue
    return found


def reading(area_code: str, indicator_id: str, breakdown: str = "total") -> Reading:
    """One reading. Raises UnknownName for an indicator, a breakdown or an area that there is not, and StoreMissing."""
    return _reading(queries.current_store(), area_code, indicator_id, breakdown)


def series(indicator_id: str, breakdown: str, areas: Iterable[str], build: str = "") -> dict[str, tuple[Point, ...]]:
    """Every period of these areas, oldest first; no points where the definitions or the build have nothing of it.

    Raises StoreMissing without a build, BuildGone for one not kept.
    """
    store = queries.store_named(build)
    return {area: _points(store, indicator_id, breakdown, area) for area in areas}


def current_build() -> str:
    """The name of the build in force; '' when there is none."""
    try:
        return queries.current_store().build.id
    except StoreMissing:
        return ""


def offered() -> tuple[Offer, ...]:
    """The indicators that the build has figures of, by theme and title; none without a build."""
    try:
        store = queries.current_store()
    except StoreMissing:
        return ()
    known = sorted(store.catalogue.indicators.values(), key=lambda each: (each.theme, each.title))
    return tuple(
        Offer(each.id, each.title, each.theme, each.unit, each.direction)
        for each in known
        if queries.periods(store, each.id)
    )


def why_not_comparable(indicator_id: str, before: str, after: str, build: str = "") -> str:
    """The reason of the declared break that lies between two periods of an indicator; '' where they can be compared."""
    try:
        indicator = queries.store_named(build).catalogue.indicator(indicator_id)
    except (StoreMissing, UnknownName):
        return ""
    return next((b.reason for b in indicator.breaks if before < b.period <= after), "")


def area_name(code: str) -> str:
    """The name of an area, or its code where there is no such area or no build."""
    try:
        return queries.current_store().area(code).name
    except (StoreMissing, UnknownName):
        return code


def _points(store: Store, indicator_id: str, breakdown: str, area: str) -> tuple[Point, ...]:
    try:
        return span(store, indicator_id, breakdown, area).points.get(area, NONE)
    except UnknownName:
        return NONE


def _reading(store: Store, area_code: str, indicator_id: str, breakdown: str) -> Reading:
    area, found = store.area(area_code), span(store, indicator_id, breakdown, area_code)
    measured, indicator = found.measured, found.measured.indicator
    trend, own = found.points.get(area_code, NONE), measured.at(area_code)
    latest, (middle, count) = trend[-1] if trend else None, _neighbours(store, found, area_code, trend)
    page = links.benchmark(indicator_id, area_code, breakdown=breakdown)
    return Reading(
        indicator=indicator_id, breakdown=breakdown, area_code=area_code,
        title=indicator.title + ("" if found.label == "all" else f" ({found.label})"),
        unit=indicator.unit, decimals=indicator.decimals, direction=indicator.direction,
        latest=latest, previous=trend[-2] if len(trend) > 1 else None, trend=trend,
        neighbours=middle, neighbours_count=count,
        london=_last(found, LONDON), england=_last(found, ENGLAND),
        sentence=told.sentence(measured, area_code, area.name, found.label),
        amended=own is not None and own.amendment is not None, release=own.release if own else "",
        build=store.build.id, page=page,
        href=links.figure(indicator_id, area_code, latest.period, breakdown) if latest else page,
        moved=_moved(trend, indicator), names=_names(store, indicator, found.label),
    )  # fmt: skip


def _names(store: Store, indicator: Indicator, label: str) -> tuple[str, ...]:
    """Of everyone those of the definitions; of an item its short title with the item, since the others mean everyone."""
    if label != "all":
        return (f"{indicator.short_title} ({label})",)
    return load_words(store.catalogue).names.get(indicator.id, ())


def _moved(trend: tuple[Point, ...], indicator: Indicator) -> str:
    known = [point.value for point in trend[-2:] if point.value is not None]
    return written.before_in_words(known[1], known[0], indicator) if len(known) > 1 and known[0] != known[1] else ""


def _last(found: Span, code: str) -> Point | None:
    points = found.points.get(code, NONE)
    return points[-1] if points else None


def _neighbours(store: Store, found: Span, code: str, trend: tuple[Point, ...]) -> tuple[Point | None, int]:
    """The median of the neighbours whose figure can be compared, and how many they are."""
    measured, known = found.measured, beside(store, found, code)
    if not known or not trend or measured.indicator.unit in written.JUDGED:
        return None, 0
    amount = middle(known, measured.indicator)
    text = written.on_account(amount, measured.indicator)
    note = "a figure among them is amended" if any(figure.amendment for figure in known) else ""
    return Point(trend[-1].period, trend[-1].label, amount, "ok", text, amended=note), len(known)
