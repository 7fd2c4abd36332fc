"""The periods of several breakdowns of one measure, each with those of some areas that have a cell in it."""

from __future__ import annotations

from collections.abc import Sequence

from .indicator import listed

COUNTS = """
SELECT breakdown_id, period_id, list(DISTINCT area_id) FILTER (area_id IN ({areas}))
FROM ({cells}) GROUP BY breakdown_id, period_id"""
# As in indicator.py: of two files of one release, the one that takes precedence gives the figure.
AS_RELEASED = """
SELECT c.* FROM (FROM observation WHERE {where} UNION ALL FROM superseded_observation WHERE {where}) c
JOIN file USING (file_id)
QUALIFY rank() OVER (PARTITION BY breakdown_id, period_id ORDER BY precedence DESC, release_rank DESC) = 1"""


def counts_sql(
    measure: int, breakdowns: Sequence[int], areas: Sequence[int], file_ids: tuple[int, ...] | None = None
) -> str:
    """Rows of (breakdown id, period id, the `areas` with a cell or NULL). `file_ids`: those of a pinned release."""
    where = f"measure_id = {measure} AND breakdown_id IN ({listed(breakdowns)})"
    cells = f"FROM observation WHERE {where}"
    if file_ids is not None:
        cells = AS_RELEASED.format(where=f"{where} AND file_id IN ({listed(file_ids)})")
    return COUNTS.format(areas=listed(areas), cells=cells)
