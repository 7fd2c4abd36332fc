"""Figures in answer to a question: which places, which periods, in which order."""

from __future__ import annotations

import functools
import operator

from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation

from .problems import Problem
from .schemas import ObservationQuestion

MOST_PLACES = 200


def found(store: Store, asked: ObservationQuestion) -> tuple[Observation, ...]:
    """Every figure asked for, sorted. Raises Problem, and UnknownName as the store does."""
    if asked.from_year and asked.to_year and asked.from_year > asked.to_year:
        raise Problem(400, f"'from' ({asked.from_year}) is after 'to' ({asked.to_year}). Change them round.")
    if asked.period and (asked.from_year or asked.to_year):
        raise Problem(400, "The question names periods, and 'from' or 'to' as well. Keep one of them.")
    years = asked.from_year or 0, asked.to_year or 9999
    return _read(
        store, tuple(dict.fromkeys(asked.indicator)), _places(store, asked), tuple(asked.period) or None, asked.breakdown,
        asked.figures == "published", asked.release or None, years, asked.sort,
    )  # fmt: skip


@functools.lru_cache(maxsize=4)  # whoever turns pages asks for the same figures again and again
def _read(
    store: Store,
    indicators: tuple[str, ...],
    places: tuple[str, ...] | None,
    periods: tuple[str, ...] | None,
    breakdown: str,
    published: bool,
    release: str | None,
    years: tuple[int, int],
    sort: str,
) -> tuple[Observation, ...]:
    figures = [
        o
        for name in indicators
        for o in store.query(name, places, periods, breakdown, published, release)
        if years[0] <= int(o.period[:4]) <= years[1]
    ]
    return tuple(_sorted(figures, sort))


def _places(store: Store, asked: ObservationQuestion) -> tuple[str, ...] | None:
    told = [name for name, value in (("area", asked.area), ("level", asked.level), ("in", asked.within)) if value]
    if len(told) > 1:
        raise Problem(400, f"The question names places in two ways, by {' and by '.join(told)}. Keep one of them.")
    if asked.within:
        return (*inside(store, asked.within), store.area(asked.within).code)
    if asked.level:
        return tuple(area.code for area in store.areas(asked.level))
    if len(asked.area) > MOST_PLACES:
        raise Problem(
            400, f"The question names {len(asked.area):,} areas; at most {MOST_PLACES} at once. Ask by 'level' or 'in'."
        )
    return tuple(asked.area) or None


def inside(store: Store, text: str) -> tuple[str, ...]:
    """The codes of the authorities in a larger area. Raises Problem for an authority, UnknownName for no area."""
    larger = store.area(text)
    if larger.level == "authority":
        raise Problem(400, f"{larger.name} is one authority, with nothing in it. Ask for it by itself.")
    return store.members(larger.code)


FIELDS = {"indicator": "indicator", "area": "area_code", "name": "area_name", "period": "period"}


def _sorted(figures: list[Observation], order: str) -> list[Observation]:
    """By each key in turn; figures that are absent stand last, whichever way values are sorted."""
    for key in reversed(order.split(",")):
        name, down = key.removeprefix("-"), key.startswith("-")
        if name == "value":
            figures.sort(key=_value, reverse=down)
            figures.sort(key=_is_absent)
        else:
            figures.sort(key=operator.attrgetter(FIELDS[name]), reverse=down)
    return figures


def _value(o: Observation) -> float:
    return o.value or 0.0


def _is_absent(o: Observation) -> bool:
    return o.value is None
