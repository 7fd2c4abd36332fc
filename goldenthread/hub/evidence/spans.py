"""Every period of one indicator for London's authorities: read once for a build, and kept for the plans of all."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator
from goldenthread.warehouse.reader import read_breakdown

from . import queries
from .landscape import Measured
from .places import ENGLAND, LONDON
from .presenters import amended, written

Figures = Mapping[tuple[str, str], Observation]  # by area code and period
Kept = TypeVar("Kept")
KEPT = 400  # of about fifty kilobytes each: every indicator there is, and as many breakdowns, of two builds
_kept: OrderedDict[tuple[str, str, str, str], Span] = OrderedDict()
_beside: OrderedDict[tuple[str, str, str, str], Figures] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Point:
    """A value at one time. `value` is None exactly when `status` is not 'ok'; `text` says either in words.

    `release`: the one it was read from; '' for a median of several. `amended`: that it is, with the published figure, ''
    for one that is as its publisher gave it; `marked`: the text with that beside it.
    """

    period: str
    label: str
    value: float | None
    status: str
    text: str
    release: str = ""
    amended: str = ""

    @property
    def marked(self) -> str:
        """'100,917 (amended; 99,116 published)'."""
        return f"{self.text} ({self.amended})" if self.amended else self.text


@dataclass(frozen=True, slots=True)
class Span:
    """One indicator of everyone or of an item. `measured`: the newest two periods.

    `points`: every period by area code, oldest first. `label`: of the item, 'all' for everyone.
    """

    measured: Measured
    label: str
    points: Mapping[str, tuple[Point, ...]]


def span(store: Store, indicator_id: str, breakdown: str, area_code: str) -> Span:
    """The indicator for London's authorities, London and England; for an authority elsewhere, for it in their place.

    Raises UnknownName for an indicator or a breakdown that there is not.
    """
    inside, whose = _group(store, area_code)
    name = (store.build.id, indicator_id, breakdown, whose)
    return _once(_kept, name, lambda: _read(store, indicator_id, breakdown, (*inside, LONDON, ENGLAND)))


def beside(store: Store, found: Span, area_code: str) -> list[Observation]:
    """The figures of an area's statistical neighbours in the period shown, as far as they can be compared."""
    inside, whose = _group(store, area_code)
    measured = found.measured
    name = (store.build.id, measured.indicator.id, measured.key, whose)
    outside = _once(_beside, name, lambda: _read_beside(store, measured, inside))
    codes = [n.neighbour_code for n in store.neighbours(area_code)]
    known = [outside.get((code, measured.period)) or measured.at(code) for code in codes]
    return [o for o in known if o is not None and o.value is not None and not o.small_denominator and not o.left_out]


def _group(store: Store, area_code: str) -> tuple[tuple[str, ...], str]:
    """The authorities that are read together with this one, and their name."""
    boroughs = queries.boroughs(store)
    return (boroughs, LONDON) if area_code in {*boroughs, LONDON, ENGLAND} else ((area_code,), area_code)


def _once(
    kept: OrderedDict[tuple[str, str, str, str], Kept], name: tuple[str, str, str, str], read: Callable[[], Kept]
) -> Kept:
    """What is kept under this name, read on first use. Two threads may read it at once, which harms nobody."""
    found = kept.get(name)
    if found is None:
        found = read()
        with _lock:
            kept[name] = found
            while len(kept) > KEPT:
                kept.popitem(last=False)
    return found


def _read(store: Store, indicator_id: str, breakdown: str, places: tuple[str, ...]) -> Span:
    indicator = store.catalogue.indicator(indicator_id)
    periods = queries.periods(store, indicator_id, breakdown)
    found = store.query(indicator_id, places, None, breakdown, with_coverage=False) if periods else []
    newest = periods[-2:]
    figures = {(o.area_code, o.period): o for o in found if o.period in newest}
    before = newest[0] if len(newest) > 1 else ""
    measured = Measured(indicator.title, indicator, breakdown, newest[-1] if newest else "", before, periods, figures)
    return Span(measured, store.breakdown_label(read_breakdown(breakdown)), _points(found, indicator))


def _read_beside(store: Store, measured: Measured, inside: tuple[str, ...]) -> Figures:
    """The newest figures of neighbours that are not among the authorities themselves."""
    codes = {n.neighbour_code for code in inside for n in store.neighbours(code)} - set(inside)
    if not measured.period or not codes:
        return {}
    asked = (measured.indicator.id, sorted(codes), [measured.period], measured.key)
    return {(o.area_code, o.period): o for o in store.query(*asked, with_coverage=False)}


def _points(found: list[Observation], indicator: Indicator) -> dict[str, tuple[Point, ...]]:
    points: dict[str, list[Point]] = {}
    for each in found:
        points.setdefault(each.area_code, []).append(point(each, indicator))
    return {code: tuple(of_area) for code, of_area in points.items()}


def point(figure: Observation, indicator: Indicator) -> Point:
    """A figure as a point."""
    text = written.in_words(figure, indicator, with_note=True)
    note = amended.beside_published(figure, indicator)
    return Point(figure.period, figure.period_label, figure.value, figure.status, text, figure.release, note)
