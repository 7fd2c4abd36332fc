"""Figures in answer to a question: how many there are, and those of a page, in order."""

from __future__ import annotations

import functools
import hashlib
import itertools
import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.cache import caches

from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation

from . import breakdowns, ranges
from .answers import FURTHEST
from .parts import Part, Slice, in_parts, read_part
from .places import places
from .problems import Problem
from .schemas import ObservationQuestion

MOST_SORTED = 30_000  # ten indicators over every area and period are fewer


@dataclass(frozen=True, slots=True)
class Found:
    """A question understood: its parts in the order of the answer, and how many figures they have."""

    store: Store
    parts: tuple[Part, ...]
    places: tuple[str, ...]
    published: bool
    release: str | None
    sort: str
    in_turn: bool  # whether the figures of one slice stand together in the answer

    def __len__(self) -> int:
        return sum(part.figures for part in self.parts)

    def __getitem__(self, wanted: slice) -> Sequence[Observation]:
        """The figures of a page. Only the parts that it touches are read, where the order allows it."""
        start, stop = wanted.start, min(wanted.stop, len(self))
        if not self.in_turn:
            return _sorted_whole(self)[start:stop]
        kept: list[Observation] = []
        begins = 0
        for part in self.parts:
            if begins < stop and begins + part.figures > start:
                figures = list(itertools.chain.from_iterable(_in_order(self, part)))
                kept += figures[max(0, start - begins) : stop - begins]
            begins += part.figures
        return kept


def found(store: Store, asked: ObservationQuestion) -> Found:
    """The question, counted and not yet read. Raises Problem, and UnknownName as the store does."""
    ranges.check_range(asked)
    wanted = places(store, asked)
    if joined := next((name for name in asked.indicator if "," in name), ""):
        repeated = "&".join(f"indicator={name.strip()}" for name in joined.split(","))
        raise Problem(400, f"For several indicators repeat the name: {repeated[:200]}")
    slices = [one for name in dict.fromkeys(asked.indicator) for one in _slices(store, asked, name, wanted)]
    keys = asked.sort.split(",")
    leading = list(itertools.takewhile(lambda key: key.removeprefix("-") in RANKS, keys))
    in_turn = _tell_apart(slices, leading)
    parts = tuple(in_parts(_ranked(slices, leading)))
    answer = Found(store, parts, wanted, asked.figures == "published", asked.release or None, asked.sort, in_turn)
    if not in_turn and len(answer) > MOST_SORTED:
        advice = "Begin 'sort' with indicator,breakdown or ask for fewer."
        raise Problem(400, f"These are {len(answer):,} figures; in this order at most {MOST_SORTED:,}. {advice}")
    if len(answer) > FURTHEST:
        raise Problem(400, f"These are {len(answer):,} figures; at most {FURTHEST:,} in one question. Ask for fewer.")
    return answer


def _slices(store: Store, asked: ObservationQuestion, name: str, wanted: tuple[str, ...]) -> Iterator[Slice]:
    keys = breakdowns.named(store, store.catalogue.indicator(name), asked.breakdown)
    counted = _counted(store, name, keys, wanted, tuple(asked.period) or None, asked.release or None)
    keeps = ranges.kept_periods(asked, name, sorted({period for each in counted for period in each}))
    for key, figures in zip(keys, counted, strict=True):
        kept = {period: count for period, count in figures.items() if keeps(period)}
        if kept:
            yield Slice(name, key, tuple(kept), sum(kept.values()))


def _counted(
    store: Store,
    indicator: str,
    keys: tuple[str, ...],
    wanted: tuple[str, ...],
    periods: tuple[str, ...] | None,
    release: str | None,
) -> list[dict[str, int]]:
    """As `Store.count_figures`, asked of the store once for a build."""
    asked = hashlib.sha256(repr((indicator, keys, wanted, periods, release)).encode("utf-8", "replace")).hexdigest()
    key = f"counted:{store.build.id}:{asked}"
    found: list[dict[str, int]] | None = caches["figures"].get(key)
    if found is None:
        found = store.count_figures(indicator, keys, wanted, periods, release)
        caches["figures"].set(key, found)
    return found


# ------------------------------------------------------------------ order

RANKS = ("indicator", "breakdown")  # keys that are the same for every figure of a slice
FIELDS = {"indicator": "indicator", "area": "area_code", "name": "area_name", "period": "period"}


def _tell_apart(slices: Sequence[Slice], leading: Sequence[str]) -> bool:
    """Whether these keys, which the order begins with, leave no two slices level."""
    names = [key.removeprefix("-") for key in leading]
    return len({tuple(getattr(each, name) for name in names) for each in slices}) == len(slices)


def _ranked(slices: Sequence[Slice], keys: Sequence[str]) -> list[Slice]:
    """Slices by these keys: indicators by id, breakdowns as the definitions have them."""
    ranked, places_of = list(slices), _places_of(each.breakdown for each in slices)
    for key in reversed(keys):
        by_indicator = key.removeprefix("-") == "indicator"
        ranked.sort(
            key=lambda each, b=by_indicator: each.indicator if b else places_of[each.breakdown],  # type: ignore[misc]
            reverse=key.startswith("-"),
        )
    return ranked


def _places_of(keys: Iterator[str]) -> dict[str, int]:
    return {key: place for place, key in enumerate(dict.fromkeys(keys))}


def _in_order(found: Found, part: Part) -> Iterator[list[Observation]]:
    """The figures of each slice of a part, sorted within it."""
    for figures in read_part(found.store, part, found.places, found.published, found.release):
        yield _sorted(list(figures), found.sort, {})


@functools.lru_cache(maxsize=4)  # whoever turns pages asks for the same figures again and again
def _sorted_whole(found: Found) -> tuple[Observation, ...]:
    read = [read_part(found.store, part, found.places, found.published, found.release) for part in found.parts]
    figures = [figure for part in read for of_slice in part for figure in of_slice]
    return tuple(_sorted(figures, found.sort, _places_of(one.breakdown for part in found.parts for one in part.slices)))


def _sorted(figures: list[Observation], order: str, places_of: dict[str, int]) -> list[Observation]:
    """By each key in turn; figures that are absent stand last, whichever way values are sorted."""
    for key in reversed(order.split(",")):
        name, down = key.removeprefix("-"), key.startswith("-")
        if name == "value":
            figures.sort(key=_value, reverse=down)
            figures.sort(key=_is_absent)
        elif name == "breakdown":
            figures.sort(key=lambda figure: places_of.get(figure.breakdown, 0), reverse=down)
        else:
            figures.sort(key=operator.attrgetter(FIELDS[name]), reverse=down)
    return figures


def _value(o: Observation) -> float:
    return o.value or 0.0


def _is_absent(o: Observation) -> bool:
    return o.value is None
