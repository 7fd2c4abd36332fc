"""Figures for the panels of a dashboard: one indicator by place, by item of a topic and by period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator

from . import queries
from .compared import View, with_chosen
from .forms import BenchmarkQuestion
from .places import ENGLAND, LONDON
from .queries import Benchmark


@dataclass(frozen=True, slots=True)
class Item:
    """One column of a panel: an item of a topic, or one of several indicators. `key`: the breakdown's key text."""

    label: str
    indicator: Indicator
    key: str


@dataclass(frozen=True, slots=True)
class Items:
    """Figures of several items in one period. `periods`: every period any item has, oldest first."""

    items: tuple[Item, ...]
    period: str
    periods: tuple[str, ...]
    figures: Mapping[tuple[int, str, str], Observation]  # (place of the item, area code, period)

    def at(self, item: int, area_code: str, period: str = "") -> Observation | None:
        """The figure; None when nothing is loaded."""
        return self.figures.get((item, area_code, period or self.period))

    @property
    def label(self) -> str:
        """The period as written: '2024/25'."""
        return next((o.period_label for o in self.figures.values() if o.period == self.period), self.period)


class Reader:
    """Reads figures for one page; what two of its panels show is read once."""

    def __init__(self, store: Store, view: View) -> None:
        self.store, self.view = store, view
        self._places: dict[tuple[str, str], Benchmark] = {}
        self._items: dict[tuple[object, ...], Items] = {}

    def places(self, indicator: Indicator, breakdown: Mapping[str, str]) -> Benchmark:
        """One indicator for every place of the page, in every period."""
        name = (indicator.id, key_of(breakdown))
        if name not in self._places:
            self._places[name] = benchmark(self.store, self.view, indicator, breakdown)
        return self._places[name]

    def items(self, wanted: tuple[Item, ...], every_period: bool) -> Items:
        """Several items for every place of the page; in every period for the area that the page is about alone."""
        name = (every_period, *((item.indicator.id, item.key) for item in wanted))
        if name not in self._items:
            about = self.view.area_code or LONDON
            areas = [about] if every_period else [about, LONDON, ENGLAND, *with_chosen(self.view)]
            self._items[name] = items(self.store, self.view, wanted, areas, every_period)
        return self._items[name]


def key_of(items: Mapping[str, str]) -> str:
    """A breakdown's key text: 'total' or 'age=age-10,need=asd'."""
    return ",".join(f"{topic}={item}" for topic, item in sorted(items.items())) or "total"


def benchmark(store: Store, view: View, indicator: Indicator, breakdown: Mapping[str, str]) -> Benchmark:
    """Every period of the compared places, the chosen authority, its neighbours, London and England."""
    key = key_of(breakdown)
    periods = queries.periods(store, indicator.id, key)
    period = view.period or (periods[-1] if periods else "")
    question = BenchmarkQuestion(indicator, view.area, period, periods, view.published, key)
    neighbours = store.neighbours(view.area.code) if view.area else ()
    if period not in periods:
        return Benchmark(question, (), neighbours, {})
    chosen = (view.area.code,) if view.area else ()
    areas = dict.fromkeys([*chosen, *view.places, *(n.neighbour_code for n in neighbours), LONDON, ENGLAND])
    figures = queries.places(store, question, list(areas))
    return Benchmark(question, with_chosen(view), neighbours, figures)


def items_of_topic(
    store: Store, indicator: Indicator, topic: str, fixed: Mapping[str, str], only: Sequence[str]
) -> tuple[Item, ...]:
    """The topic's items that the build has figures for, in the order of `only` or of the vocabulary."""
    known = {item.id: item for item in store.catalogue.vocabularies[topic].items}
    named = [known[name] for name in only or known]
    made = [Item(_label(topic, item.label), indicator, key_of({**fixed, topic: item.id})) for item in named]
    return tuple(item for item in made if queries.periods(store, indicator.id, item.key))


def _label(topic: str, label: str) -> str:
    """An item as it is understood away from its vocabulary: 'Age 16'."""
    return f"Age {label}" if topic.startswith("age") and label[:1].isdigit() else label


def items(
    store: Store, view: View, wanted: tuple[Item, ...], areas: Iterable[str], every_period: bool = False
) -> Items:
    """The figures of these items for these areas, in the period chosen or the latest that any item has."""
    spans = [queries.periods(store, item.indicator.id, item.key) for item in wanted]
    periods = tuple(sorted({period for span in spans for period in span}))
    period = view.period or (periods[-1] if periods else "")
    there = [n for n, span in enumerate(spans) if every_period or period in span]
    figures: dict[tuple[int, str, str], Observation] = {}
    for same in _of_one_indicator(wanted, there):
        keys, indicator = [wanted[n].key for n in same], wanted[same[0]].indicator
        asked = list(dict.fromkeys(areas)), None if every_period else [period], view.published
        for n, found in zip(same, store.query_items(indicator.id, keys, *asked), strict=True):
            figures |= {(n, o.area_code, o.period): o for o in found}
    return Items(wanted, period, periods, figures)


def _of_one_indicator(wanted: tuple[Item, ...], places: list[int]) -> list[list[int]]:
    """The places of items that can be read together: of one indicator, broken down by the same topics."""
    together: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for n in places:
        topics = tuple(part.split("=")[0] for part in wanted[n].key.split(","))
        together.setdefault((wanted[n].indicator.id, topics), []).append(n)
    return list(together.values())
