"""A question in parts that are read together, each with how many figures it has: so a page reads only its own."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation

MOST_FIGURES = 3_000  # of one part, unless one breakdown alone has more
MOST_BREAKDOWNS = 100  # that the store reads in one query


@dataclass(frozen=True, slots=True)
class Slice:
    """One breakdown of one indicator. `periods`: those asked for that it has; `figures`: of all areas in them."""

    indicator: str
    breakdown: str
    periods: tuple[str, ...]
    figures: int

    @property
    def like(self) -> tuple[str, ...]:
        """What slices that can be read in one query have in common: the indicator and the topics."""
        return (self.indicator, *(item.partition("=")[0] for item in self.breakdown.split(",")))


@dataclass(frozen=True, slots=True)
class Part:
    """Slices of one indicator and the same topics, in order."""

    slices: tuple[Slice, ...]
    figures: int


def in_parts(slices: Sequence[Slice]) -> Iterator[Part]:
    """Neighbours put together as far as they may be. The same slices always make the same parts."""
    for _, alike in itertools.groupby(slices, key=lambda each: each.like):
        held: list[Slice] = []
        for each in alike:
            if held and (len(held) == MOST_BREAKDOWNS or _figures(held) + each.figures > MOST_FIGURES):
                yield Part(tuple(held), _figures(held))
                held = []
            held.append(each)
        yield Part(tuple(held), _figures(held))


def _figures(slices: Sequence[Slice]) -> int:
    return sum(each.figures for each in slices)


@functools.lru_cache(maxsize=24)  # whoever turns pages asks for the same part again
def read_part(
    store: Store, part: Part, places: tuple[str, ...], published: bool, release: str | None
) -> tuple[tuple[Observation, ...], ...]:
    """The figures of each slice, in order of period and area."""
    name, periods = part.slices[0].indicator, sorted({period for each in part.slices for period in each.periods})
    keys = [each.breakdown for each in part.slices]
    if release is None and len(keys) > 1:
        return tuple(map(tuple, store.query_items(name, keys, places, periods, published, with_coverage=True)))
    return tuple(tuple(store.query(name, places, periods, key, published, release)) for key in keys)
