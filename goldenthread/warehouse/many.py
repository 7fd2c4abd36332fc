"""Many indicators in one query, each of one breakdown and of few periods: what `Store.query` answers, made when looked at."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from .answers import Observation
from .lookups import Lookups
from .observing import BEFORE_CELLS, WIDTH, Observer
from .queries.indicator import ROLES, SPAN, Ask
from .queries.many import Source, can_be_one_of_many, many_sql, periods_of_many_sql

if TYPE_CHECKING:
    from .reader import Store

Place = tuple[str, str]  # an area's code and a period


class Wanted(NamedTuple):
    """An indicator, the breakdown's key text, and the canonical periods wanted."""

    indicator: str
    breakdown: str
    periods: Sequence[str]


class Figures(Mapping[Place, Observation]):
    """One indicator's figures by area code and period. A page shows few of thousands: each is made when first asked for."""

    def __init__(self, observer: Observer, roles: Sequence[str], rows: dict[Place, tuple[Any, ...]]) -> None:
        self._observer, self._rows = observer, rows
        self._starts = [BEFORE_CELLS + WIDTH * ROLES.index(role) for role in roles]
        self._made: dict[Place, Observation] = {}

    def __getitem__(self, place: Place) -> Observation:
        found = self._made.get(place)
        if found is None:
            row = self._rows[place]
            cells = (row[start : start + WIDTH] for start in self._starts)
            found = self._made[place] = self._observer.observation(
                (*row[:BEFORE_CELLS], *(v for c in cells for v in c))
            )
        return found

    def __iter__(self) -> Iterator[Place]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def query_many(
    store: Store, wanted: Sequence[Wanted], areas: Sequence[str], published: bool
) -> list[Mapping[Place, Observation]]:
    """The figures of each, by area code and period, as `Store.query` answers them without coverage.

    A period for which an indicator has none adds nothing. Raises UnknownName as `Store.query` does.
    """
    read_periods(store, wanted)
    numbers = store._wanted_areas(areas)
    asked = [_asked(store, each, numbers, published) for each in wanted]
    places = [n for n, ask in enumerate(asked) if ask and ask.periods and can_be_one_of_many(ask.indicator)]
    together = [ask for n in places if (ask := asked[n])]
    rows: list[dict[Place, tuple[Any, ...]]] = [{} for _ in together]
    for row in store._connection.rows(many_sql(together, _sources(store, together))) if together else ():
        item, period = divmod(row[1], SPAN)
        rows[item][_place(store._names, row[0], period)] = (row[0], period, *row[2:])
    found: dict[int, Mapping[Place, Observation]] = {
        n: Figures(_observer(store, ask, wanted[n].breakdown), ask.roles, of)
        for n, ask, of in zip(places, together, rows, strict=True)
    }
    return [
        found[n] if n in found else _alone(store, each, ask, areas, published)
        for n, (each, ask) in enumerate(zip(wanted, asked, strict=True))
    ]


def read_periods(store: Store, wanted: Sequence[Wanted]) -> None:
    """Reads in one go for which periods there are any cells, of every measure that is wanted; kept with the store."""
    asks = [_asked(store, each, (1,), True) for each in wanted]
    cells = {each for ask in asks if ask for each in ask.cells.values() if all(each)}
    unread = [each for each in cells if (each, None) not in store._periods]
    if not unread:
        return
    found: dict[tuple[int, int], list[int]] = {each: [] for each in unread}
    for measure, breakdown, period in store._connection.rows(periods_of_many_sql(unread)):
        found[measure, breakdown].append(period)
    store._periods.update({(each, None): tuple(periods) for each, periods in found.items()})


def _asked(store: Store, wanted: Wanted, areas: tuple[int, ...], published: bool) -> Ask | None:
    indicator = store.catalogue.indicator(wanted.indicator)
    ask = store._ask(indicator, store._items(indicator, wanted.breakdown), areas, published, None)
    if ask is None or not wanted.periods:
        return ask
    texts = store._names.periods
    periods = tuple(number for number in store._periods_of(ask) if texts[number].text in wanted.periods)
    return dataclasses.replace(ask, periods=periods)


def _sources(store: Store, asks: Sequence[Ask]) -> list[Source]:
    """Where each role of each question has its cells: in the period itself, or a denominator in an earlier one."""
    return [
        source
        for item, ask in enumerate(asks)
        for role, cells in ask.cells.items()
        if all(cells)
        for period in ask.periods
        for source in _sources_of(store, ask, Source(item, role, period, period))
    ]


def _sources_of(store: Store, ask: Ask, own: Source) -> list[Source]:
    years = ask.indicator.denominator_years_back if own.role == "denominator" else 0
    if not years:
        return [own]
    names, target = store._names, store._names.periods[own.period].start
    held = {number: names.periods[number] for number in store._periods[ask.cells[own.role], None]}
    near = {n: p for n, p in held.items() if target.replace(year=target.year - years) < p.start <= target}
    newest = max((period.start for period in near.values()), default=None)
    return [dataclasses.replace(own, cells_of=n, own_period=p.label) for n, p in near.items() if p.start == newest]


def _place(names: Lookups, area: int, period: int) -> Place:
    return names.areas[area].code, names.periods[period].text


def _observer(store: Store, ask: Ask, breakdown: str) -> Observer:
    label = store.breakdown_label(store._items(ask.indicator, breakdown))
    return Observer(store._names, ask, (breakdown, label), {})


def _alone(
    store: Store, wanted: Wanted, ask: Ask | None, areas: Sequence[str], published: bool
) -> Mapping[Place, Observation]:
    periods = [store._names.periods[number].text for number in ask.periods] if ask else []
    if not periods:
        return {}
    found = store.query(wanted.indicator, areas, periods, wanted.breakdown, published, with_coverage=False)
    return {(o.area_code, o.period): o for o in found}
