"""Figures in answer to a question: which places, which periods, in which order."""

from __future__ import annotations

import operator
from collections.abc import Sequence

from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.reader import read_breakdown

from .problems import Problem
from .schemas import ObservationQuestion

MOST_PLACES = 200


def found(store: Store, asked: ObservationQuestion) -> list[Observation]:
    """Every figure asked for, sorted. Raises Problem, and UnknownName as the store does."""
    places, release = _places(store, asked), asked.release or None
    if asked.from_year and asked.to_year and asked.from_year > asked.to_year:
        raise Problem(400, f"'from' ({asked.from_year}) is after 'to' ({asked.to_year}). Change them round.")
    if asked.period and (asked.from_year or asked.to_year):
        raise Problem(400, "The question names periods, and 'from' or 'to' as well. Keep one of them.")
    breakdown, published = read_breakdown(asked.breakdown), asked.figures == "published"
    figures = [
        o
        for name in dict.fromkeys(asked.indicator)
        for o in store.query(name, places, asked.period or None, breakdown, published, release)
        if _is_between(o, asked)
    ]
    return _sorted(figures, asked.sort)


def _places(store: Store, asked: ObservationQuestion) -> Sequence[str] | None:
    told = [name for name, value in (("area", asked.area), ("level", asked.level), ("in", asked.within)) if value]
    if len(told) > 1:
        raise Problem(400, f"The question names places in two ways, by {' and by '.join(told)}. Keep one of them.")
    if asked.within:
        return [*inside(store, asked.within), store.area(asked.within).code]
    if asked.level:
        return [area.code for area in store.areas(asked.level)]
    if len(asked.area) > MOST_PLACES:
        raise Problem(
            400, f"The question names {len(asked.area):,} areas; at most {MOST_PLACES} at once. Ask by 'level' or 'in'."
        )
    return asked.area or None


def inside(store: Store, text: str) -> tuple[str, ...]:
    """The codes of the authorities in a larger area. Raises Problem for an authority, UnknownName for no area."""
    larger = store.area(text)
    if larger.level == "authority":
        raise Problem(400, f"{larger.name} is one authority, with nothing in it. Ask for it by itself.")
    return store.members(larger.code)


def _is_between(o: Observation, asked: ObservationQuestion) -> bool:
    year = int(o.period[:4])
    return (asked.from_year or 0) <= year <= (asked.to_year or 9999)


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
