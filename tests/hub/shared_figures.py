"""The warehouse asked once for every borough, so that a page for each of them can be made in a test.

Shared are the answers of `Store.query` and `Store.query_items`, and which authorities a larger area has: the first time a
question is put it is put for every borough, their neighbours, London and England at once, and each page is then handed the
observations of the areas it asked for. That an area's answer does not depend on who is asked about beside it is proved in
tests/oracles.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import pytest

from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation

LONDON, ENGLAND = "E12000007", "E92000001"
Key = tuple[str, str, str, str]  # indicator, breakdown, area code, period


class SharedFigures:
    """Stands in for the store's questions. `shown`: every observation handed out so far."""

    def __init__(self, store: Store) -> None:
        boroughs = store.members(LONDON)
        near = [n.neighbour_code for borough in boroughs for n in store.neighbours(borough)]
        self.areas = list(dict.fromkeys([*boroughs, LONDON, ENGLAND, *near]))
        self.shown: dict[Key, Observation] = {}
        self._query, self._query_items = Store.query, Store.query_items
        self._members = functools.cache(Store.members)
        self._answers: dict[tuple[object, ...], list[list[Observation]]] = {}

    def stand_in(self, patch: pytest.MonkeyPatch) -> None:
        """Every store is asked through here from now on."""
        patch.setattr(Store, "query", lambda store, *asked, **more: self.query(store, *asked, **more))
        patch.setattr(Store, "members", lambda store, group: self._members(store, group))
        patch.setattr(Store, "query_items", lambda store, *asked, **more: self.query_items(store, *asked, **more))

    def query(
        self,
        store: Store,
        indicator_id: str,
        areas: Sequence[str] | None = None,
        periods: Sequence[str] | None = None,
        breakdown: str | Mapping[str, str] = "total",
        published: bool = False,
        release: str | None = None,
        with_coverage: bool | Collection[str] = True,
    ) -> list[Observation]:
        """As `Store.query`."""
        rest = periods, breakdown, published, release, with_coverage
        return self._shared(
            store, areas, (indicator_id, *rest), lambda some: [self._query(store, indicator_id, some, *rest)]
        )[0]

    def query_items(
        self,
        store: Store,
        indicator_id: str,
        breakdowns: Sequence[str],
        areas: Sequence[str],
        periods: Sequence[str] | None = None,
        published: bool = False,
    ) -> list[list[Observation]]:
        """As `Store.query_items`."""
        return self._shared(
            store, areas, ("items", indicator_id, breakdowns, periods, published),
            lambda some: self._query_items(store, indicator_id, breakdowns, some or (), periods, published),
        )  # fmt: skip

    def _shared(
        self,
        store: Store,
        areas: Sequence[str] | None,
        asked: tuple[object, ...],
        ask: Callable[[Sequence[str] | None], list[list[Observation]]],
    ) -> list[list[Observation]]:
        """A question about an area that is not shared is put to the store as it is."""
        if areas is None or not set(areas) <= set(self.areas):
            return self._seen(ask(areas))
        name = (store.path, *map(_fixed, asked))
        if name not in self._answers:
            self._answers[name] = self._seen(ask(self.areas))
        wanted = set(areas)
        return [[o for o in found if o.area_code in wanted] for found in self._answers[name]]

    def _seen(self, answer: list[list[Observation]]) -> list[list[Observation]]:
        self.shown |= {(o.indicator, o.breakdown, o.area_code, o.period): o for found in answer for o in found}
        return answer


def _fixed(asked: object) -> object:
    """What may name a kept answer."""
    if isinstance(asked, Mapping):
        return tuple(sorted(asked.items()))
    return tuple(asked) if isinstance(asked, Iterable) and not isinstance(asked, str) else asked
