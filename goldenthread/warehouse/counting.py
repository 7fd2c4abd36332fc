"""How many figures a question has, period by period, without reading them: `Store.query` answers exactly so many."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from .queries.counts import counts_sql
from .queries.indicator import Ask

if TYPE_CHECKING:
    from .reader import Store

Cells = dict[int, dict[int, set[int]]]  # areas whose figure nobody expects, by breakdown id and period id


def count_figures(
    store: Store,
    indicator_id: str,
    breakdowns: Sequence[str],
    areas: Sequence[str] | None,
    periods: Sequence[str] | None,
    release: str | None,
) -> list[dict[str, int]]:
    """For each of the different breakdowns: canonical period → figures, oldest first. Raises UnknownName as `Store.query` does."""
    indicator = store.catalogue.indicator(indicator_id)
    wanted, kept = store._wanted_areas(areas), store._wanted_periods(periods)
    asks = [
        store._ask(indicator, store._items(indicator, key), wanted, True, release) for key in dict.fromkeys(breakdowns)
    ]
    found = _cells(store, [ask for ask in asks if ask], wanted)
    expected: dict[int, set[int]] = {}
    counted = []
    for ask in asks:
        tally: dict[str, int] = {}
        for period, unexpected in sorted(found.get(ask.cells[ask.base][1], {}).items()) if ask else ():
            if kept is not None and period not in kept:
                continue
            if period not in expected:
                expected[period] = {area for area in wanted if store._names.is_expected(area, period)}
            text = store._names.periods[period].text
            tally[text] = tally.get(text, 0) + len(expected[period] | unexpected)
        counted.append(tally)
    return counted


def _cells(store: Store, asks: Sequence[Ask], wanted: Collection[int]) -> Cells:
    """Every breakdown's periods, each with the areas that have a cell though none may be expected of them."""
    if not asks:
        return {}
    breakdowns = sorted({ask.cells[ask.base][1] for ask in asks})
    dated = [area for area in wanted if store._names.is_dated(area)]
    measure, file_ids = asks[0].cells[asks[0].base][0], asks[0].file_ids
    found: Cells = {}
    for breakdown, period, areas in store._connection.rows(counts_sql(measure, breakdowns, dated, file_ids)):
        found.setdefault(breakdown, {})[period] = set(areas or ())
    return found
