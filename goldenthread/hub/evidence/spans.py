"""Every period of one indicator for London's authorities: read once for a build, and kept for the plans of all."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator
from goldenthread.warehouse.reader import read_breakdown

from . import queries
from .landscape import Measured
from .places import ENGLAND, LONDON
from .presenters import written

KEPT = 400  # of about fifty kilobytes each: every indicator there is, and as many breakdowns, of two builds
_kept: OrderedDict[tuple[str, str, str, str], Span] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Point:
    """A value at one time. `value` is None exactly when `status` is not 'ok'; `text` says either in words."""

    period: str
    label: str
    value: float | None
    status: str
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """One indicator of everyone or of an item. `measured`: the newest two periods, of neighbours outside London too.

    `points`: every period by area code, oldest first. `label`: of the item, 'all' for everyone.
    """

    measured: Measured
    label: str
    points: Mapping[str, tuple[Point, ...]]


def span(store: Store, indicator_id: str, breakdown: str, area_code: str) -> Span:
    """The indicator for London's authorities, London and England; for an authority elsewhere, for it in their place.

    Raises UnknownName for an indicator or a breakdown that there is not.
    """
    inside = queries.boroughs(store)
    whose = LONDON if area_code in {*inside, LONDON, ENGLAND} else area_code
    name = (store.build.id, indicator_id, breakdown, whose)
    found = _kept.get(name)
    if found is None:
        found = _read(store, indicator_id, breakdown, inside if whose == LONDON else (area_code,))
    with _lock:
        _kept[name] = found
        _kept.move_to_end(name)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


def _read(store: Store, indicator_id: str, breakdown: str, inside: tuple[str, ...]) -> Span:
    indicator = store.catalogue.indicator(indicator_id)
    periods = queries.periods(store, indicator_id, breakdown)
    neighbours = {n.neighbour_code for code in inside for n in store.neighbours(code)}
    places = list(dict.fromkeys([*inside, LONDON, ENGLAND]))
    found = store.query(indicator_id, places, None, breakdown, with_coverage=False) if periods else []
    beside = sorted(neighbours - set(places))
    if periods and beside:
        found += store.query(indicator_id, beside, periods[-1:], breakdown, with_coverage=False)
    newest = periods[-2:]
    figures = {(o.area_code, o.period): o for o in found if o.period in newest}
    before = newest[0] if len(newest) > 1 else ""
    measured = Measured(indicator.title, indicator, breakdown, newest[-1] if newest else "", before, periods, figures)
    label = store.breakdown_label(read_breakdown(breakdown))
    return Span(measured, label, _points(found, indicator, set(places)))


def _points(found: list[Observation], indicator: Indicator, places: set[str]) -> dict[str, tuple[Point, ...]]:
    points: dict[str, list[Point]] = {code: [] for code in places}
    for each in found:
        if each.area_code in places:
            points[each.area_code].append(point(each, indicator))
    return {code: tuple(of_area) for code, of_area in points.items()}


def point(figure: Observation, indicator: Indicator) -> Point:
    """A figure as a point."""
    text = written.value(figure, indicator)
    return Point(figure.period, figure.period_label, figure.value, figure.status, text)
