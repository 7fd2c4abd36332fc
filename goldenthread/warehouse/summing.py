"""The rows of a file that were added up on load into one figure, so that a sum can be checked by hand."""

from __future__ import annotations

from .answers import Observation
from .definitions import Catalogue
from .definitions.sources import Source
from .lookups import Lookups
from .queries.indicator import breakdown_key
from .store.connection import Connection

ROWS = """
SELECT DISTINCT row FROM (FROM observation UNION ALL FROM superseded_observation)
WHERE file_id = ? AND area_id = ? AND period_id = ? AND row IS NOT NULL AND list_contains(?, measure_id::UBIGINT << 32 | breakdown_id)
ORDER BY row"""


def rows_added_up(
    connection: Connection, names: Lookups, catalogue: Catalogue, observation: Observation
) -> dict[str, tuple[int, ...]]:
    """Role → the rows behind its sum, for each role whose cell has no row of its own.

    A role is left out where the build no longer holds the rows (the shipped figures keep sums alone), and
    where the sum is of an area's authorities: each of those has a page of its own.
    """
    indicator = catalogue.indicator(observation.indicator)
    items = dict(pair.split("=") for pair in observation.breakdown.split(",") if "=" in pair)
    found = {}
    for role, cell in observation.cells.items():
        part = getattr(indicator, "value" if role == "previous" else role)
        if cell.row is not None or role == "previous":
            continue
        own_period = observation.denominator_period if role == "denominator" else None
        for file_id, file in names.files.items():
            if file.path != cell.file:
                continue
            parts = _parts(catalogue.sources[file.source], part.measure, breakdown_key(part, items))
            ids = [names.measures.get(m, 0) << 32 | names.breakdowns.get(b, 0) for m, b in parts]
            for period_id in names.period_ids(own_period or observation.period):
                place = [file_id, names.area_id(observation.area_code), period_id, ids]
                rows = connection.rows(ROWS, place) if ids else []
                if rows:
                    found[role] = tuple(row[0] for row in rows)
    return found


def _parts(source: Source, measure: str, key: str) -> list[tuple[str, str]]:
    """(measure, breakdown) of everything that the source's definition adds up into this measure and breakdown."""
    rollups = [r for r in source.rollups if r.measure == measure and f"{r.topic}={r.into}" == key]
    sums = [made for made in source.sums if made.measure == measure]
    return [
        *((measure, f"{rollup.topic}={item}") for rollup in rollups for item in rollup.items),
        *((part, key) for made in sums for part in made.of),
    ]
