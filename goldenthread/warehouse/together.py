"""Several breakdowns of one indicator in one query: planning and adding up cost as much for twenty as for one."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .answers import Coverage, Observation
from .observing import Observer
from .queries.indicator import SPAN, Ask, can_be_asked_together

if TYPE_CHECKING:
    from .reader import Store

MOST_TOGETHER = 100


def query_items(
    store: Store,
    indicator_id: str,
    breakdowns: Sequence[str],
    areas: Sequence[str],
    periods: Sequence[str] | None,
    published: bool,
    with_coverage: bool,
) -> list[list[Observation]]:
    """Observations of each breakdown in order of period and area, as `Store.query` would answer one by one."""
    indicator = store.catalogue.indicator(indicator_id)
    if len(breakdowns) < 2 or len(breakdowns) > MOST_TOGETHER or not can_be_asked_together(indicator):
        asked = (areas, periods)
        return [store.query(indicator_id, *asked, key, published, with_coverage=with_coverage) for key in breakdowns]
    items = [store._items(indicator, key) for key in breakdowns]
    wanted, kept = store._wanted_areas(areas), store._wanted_periods(periods)
    asks = [store._ask(indicator, each, wanted, published, None) for each in items]
    placed = [
        ask and store._with_places(ask, wanted, [p for p in store._periods_of(ask) if kept is None or p in kept])
        for ask in asks
    ]
    known = [(n, ask) for n, ask in enumerate(placed) if ask is not None and ask.periods]
    answers: list[list[Observation]] = [[] for _ in breakdowns]
    if not known:
        return answers
    together = [ask for _, ask in known]
    rows = store._rows(_together(together), tuple(sorted(items[0])))
    coverage = _coverage(store, together) if with_coverage else [{} for _ in known]
    observers = [
        Observer(store._names, ask, (_key_of(items[n]), store.breakdown_label(items[n])), covered)
        for (n, ask), covered in zip(known, coverage, strict=True)
    ]
    for row in sorted(rows, key=lambda row: (row[1], row[0])):  # period ids are in order of time
        place, period = divmod(row[1], SPAN)
        if period in known[place][1].periods:
            answers[known[place][0]].append(observers[place].observation((row[0], period, *row[2:])))
    return answers


def _together(asks: list[Ask]) -> Ask:
    """One question for all: each of their periods once for every item."""
    grid = tuple((area, place * SPAN + period) for place, ask in enumerate(asks) for area, period in ask.grid)
    periods = tuple(sorted({period for ask in asks for period in ask.periods}))
    items = tuple({role: breakdown for role, (_, breakdown) in ask.cells.items()} for ask in asks)
    return dataclasses.replace(asks[0], periods=periods, grid=grid, items=items)


def _coverage(store: Store, asks: list[Ask]) -> list[dict[tuple[int, int], Coverage]]:
    """The coverage of each question's larger areas, by area id and period id."""
    found: list[dict[tuple[int, int], Coverage]] = [{} for _ in asks]
    larger = [number for number in asks[0].areas if store._names.areas[number].level != "authority"]
    if larger:
        members = store._members_of(larger)
        of_members = _together([store._with_places(ask, members, ask.periods) for ask in asks])
        for (area, number), coverage in store._covered(of_members, larger).items():
            place, period = divmod(number, SPAN)
            if period in asks[place].periods:
                found[place][area, period] = coverage
    return found


def _key_of(items: dict[str, str]) -> str:
    return ",".join(f"{topic}={item}" for topic, item in sorted(items.items())) or "total"
