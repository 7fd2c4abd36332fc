"""What must be said of figures that rest on a return whose total is amended and whose details nobody can correct."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.hub.evidence import links
from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.amendments import Amendment, SameReturn
from goldenthread.warehouse.definitions.indicators import Indicator


@dataclass(frozen=True, slots=True)
class Caveat:
    """An amendment's note on the other figures of the same return, and where the ledger has the amendment."""

    text: str
    href: str


def caveats(store: Store, figures: Iterable[Observation | None]) -> tuple[Caveat, ...]:
    """The notes that these figures call for, each once: none where no figure rests on such a return."""
    notes = [(entry, same) for entry in store.catalogue.amendments.values() for same in entry.same_return]
    periods = {entry.period_of(same) for entry, same in notes}
    seen = {(o.indicator, o.breakdown, o.area_code, o.period) for o in figures if o and o.value is not None and o.period in periods}  # fmt: skip
    return tuple(
        Caveat(same.note, links.amendment(entry.id)) for entry, same in notes if _touches(store, entry, same, seen)
    )


def _touches(store: Store, entry: Amendment, same: SameReturn, seen: set[tuple[str, str, str, str]]) -> bool:
    known = store.catalogue.indicators
    then = {(name, breakdown == "total", area) for name, breakdown, area, period in seen if period == entry.period_of(same)}  # fmt: skip
    kinds = {(name, is_whole) for name, is_whole, _ in then}
    resting = {(name, is_whole) for name, is_whole in kinds if _rests_on(known[name], entry, same, is_whole)}
    areas = {area for name, is_whole, area in then if (name, is_whole) in resting}
    return any(area in entry.areas or not set(entry.areas).isdisjoint(store.members(area)) for area in areas)


def _rests_on(indicator: Indicator, entry: Amendment, same: SameReturn, is_whole: bool) -> bool:
    """Whether a figure of the indicator (`is_whole`: of everyone) is counted from the return and not amended with its total."""
    for part in (indicator.value, indicator.minus, indicator.numerator, indicator.denominator):
        if part is None:
            continue
        of_group = bool(part.breakdown) or part.as_published or not is_whole
        is_amended = part.measure == entry.measure and same.period is None
        if part.measure in same.measures or (is_amended and of_group):
            return True
    return False
