"""Which of the breakdowns that an indicator offers a build can answer."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from .definitions import Catalogue
from .definitions.indicators import Indicator
from .lookups import Lookups
from .queries.indicator import breakdown_key
from .store.connection import Connection

# The number stands in the text: asked by parameter, DuckDB takes thirty times as long the first time.
HELD = "SELECT breakdown_id FROM held WHERE measure_id = {}"


def breakdowns_held(
    connection: Connection, names: Lookups, catalogue: Catalogue, indicator: Indicator
) -> list[dict[str, str]]:
    """{topic: item} of each, in the order of the indicator's topics and, within them, of each topic's items."""
    part = indicator.value or indicator.numerator
    if part is None or not indicator.breakdowns:
        return []
    held = {row[0] for row in connection.rows(HELD.format(names.measures.get(part.measure, 0)))}
    offered = (_items_of(catalogue, topics) for topics in indicator.breakdowns)
    return [items for each in offered for items in each if names.breakdowns.get(breakdown_key(part, items)) in held]


def _items_of(catalogue: Catalogue, topics: Sequence[str]) -> Iterable[dict[str, str]]:
    """Every combination of the topics' items, in the order of the vocabularies."""
    in_order = [[item.id for item in catalogue.vocabularies[topic].items] for topic in topics]
    return (dict(zip(topics, chosen, strict=True)) for chosen in itertools.product(*in_order))
