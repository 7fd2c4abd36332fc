"""How many authorities of a larger area have a figure of their own, and which do not and why."""

from __future__ import annotations

from .indicator import SPAN

# `answers` is the indicator's own query asked for every member, which has a row for each authority
# of today that existed on the last day of the period, and for any other that the source has. Of an authority that
# did not exist on that day no figure is expected, whatever mark the file has in its row: it counts where it has one.
COVERAGE = """
WITH answers AS (SELECT area_id, period_id, status FROM ({answers})),
members AS (
    SELECT DISTINCT group_id, a.area_id, a.name, a.from_date, a.to_date FROM member m JOIN area a USING (area_id)
    WHERE a.level = 'authority' AND list_contains(${place}::USMALLINT[], group_id))
SELECT group_id, answers.period_id, count(*) FILTER (status = 0), count(*),
       list(name ORDER BY name) FILTER (status > 0), list(status ORDER BY name) FILTER (status > 0)
FROM members JOIN answers USING (area_id) JOIN period ON period.period_id = answers.period_id % {span}
WHERE status = 0 OR (coalesce(from_date <= end_date, true) AND coalesce(to_date >= end_date, true))
GROUP BY group_id, answers.period_id"""


def coverage_sql(answers: str, parameters: int) -> str:
    """Rows of (larger area, period, present, expected, excluded names, their status codes).

    `parameters`: how many the indicator's own query has; the larger areas are the one after them.
    """
    return COVERAGE.format(answers=answers, span=SPAN, place=parameters + 1)
