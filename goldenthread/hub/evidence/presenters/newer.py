"""Releases that are out and not loaded: beside the figures that they would replace, one line each."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions.crosscheck import measures_of
from goldenthread.warehouse.definitions.indicators import Indicator


def lines(store: Store, indicators: Iterable[Indicator]) -> tuple[str, ...]:
    """What newer releases of the publications behind these indicators are out and not loaded; none where there is none."""
    publications = [each for each in store.catalogue.publications.values() if each.out_not_loaded]
    shown = {part.measure for one in indicators for part in (one.value, one.minus, one.numerator, one.denominator) if part}  # fmt: skip
    sources = measures_of(store.catalogue)
    behind = {store.catalogue.sources[source].publication for name in shown for source in sources.get(name, ())}
    return tuple(f"{each.title}: {each.out_not_loaded}" for each in publications if each.id in behind)
