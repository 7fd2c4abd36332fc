"""How many authorities of a larger area have a figure of their own, and which do not and why."""

from __future__ import annotations

from collections.abc import Sequence

# `members` is the indicator's own query, asked for every member; an authority counts as expected
# when it exists on the last day of the period.
COVERAGE = """
WITH answers AS (SELECT area_id, period_id, status FROM ({answers})),
larger AS (SELECT unnest([{larger}])::USMALLINT AS larger_id),
expected AS (
    SELECT larger_id, period_id, a.area_id, a.name
    FROM larger JOIN member m ON m.group_id = larger_id JOIN area a ON a.area_id = m.area_id AND a.level = 'authority'
    CROSS JOIN (SELECT DISTINCT period_id FROM answers) JOIN period USING (period_id)
    WHERE coalesce(a.from_date, end_date) <= end_date AND coalesce(a.to_date, end_date) >= end_date)
SELECT larger_id, period_id, count(*) FILTER (status = 0), count(*),
       list(name ORDER BY name) FILTER (status IS DISTINCT FROM 0),
       list(coalesce(status, {missing}) ORDER BY name) FILTER (status IS DISTINCT FROM 0)
FROM expected LEFT JOIN answers USING (area_id, period_id)
GROUP BY larger_id, period_id"""


def coverage_sql(answers: str, larger: Sequence[int], missing: int) -> str:
    """Rows of (larger area, period, present, expected, excluded names, their status codes)."""
    return COVERAGE.format(answers=answers, larger=", ".join(map(str, larger)), missing=missing)
