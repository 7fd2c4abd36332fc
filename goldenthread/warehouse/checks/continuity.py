"""Series: a change of source is a break somebody must have declared, and a sudden fall is pointed out."""

from __future__ import annotations

import itertools

import duckdb

from ..definitions import Catalogue
from ..definitions.indicators import Indicator
from .results import CheckResult, failed, passed

SOURCES_BY_PERIOD = """
SELECT p.text, p.label, string_agg(DISTINCT f.source, ',')
FROM slices s ANTI JOIN superseded USING (measure_id, breakdown_id, period_id, file_id)
JOIN measure m USING (measure_id) JOIN breakdown b USING (breakdown_id) JOIN period p USING (period_id) JOIN file f USING (file_id)
WHERE m.name = ? AND b.key = ? GROUP BY p.text, p.label, p.start_date ORDER BY p.start_date"""

# The census rule X01 of the domain: a caseload that falls by more than 15 % in a year is first doubted.
FALLS = """
SELECT a.name, p.label, was.value, now.value
FROM observation now JOIN measure m USING (measure_id) JOIN breakdown b USING (breakdown_id)
JOIN period p USING (period_id) JOIN area a USING (area_id)
JOIN period before ON before.type = p.type AND before.text = (p.text::INTEGER - 1)::VARCHAR
JOIN observation was ON was.measure_id = now.measure_id AND was.breakdown_id = now.breakdown_id
                    AND was.area_id = now.area_id AND was.period_id = before.period_id
WHERE m.name = 'ehc-plans' AND b.key = 'total' AND p.type = 'january' AND a.level = 'authority'
  AND was.value >= 100 AND now.value < 0.85 * was.value
ORDER BY p.text, a.name"""


def check_breaks_are_declared(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> list[CheckResult]:
    """Where an indicator's series passes from one source to another, its definition declares a break."""
    return [result for indicator in catalogue.indicators.values() for result in _check_breaks(con, indicator)]


def _check_breaks(con: duckdb.DuckDBPyConnection, indicator: Indicator) -> list[CheckResult]:
    part = indicator.value or indicator.numerator
    if part is None:
        return []
    key = ",".join(f"{t}={i}" for t, i in sorted(part.breakdown.items())) or "total"
    rows = con.execute(SOURCES_BY_PERIOD, [part.measure, key]).fetchall()
    changes = [(text, label) for (_, _, old), (text, label, new) in itertools.pairwise(rows) if old != new]
    declared = {each.period for each in indicator.breaks}
    name = "breaks are declared"
    undeclared = [
        failed(name, f"indicator {indicator.id} changes its source at {label} without a declared break.")
        for text, label in changes
        if text not in declared
    ]
    held = [passed(name, f"{indicator.id} declares each change of source")] if changes else []
    return undeclared or held


def check_jumps(con: duckdb.DuckDBPyConnection) -> list[CheckResult]:
    """Warns of each authority whose plans fell by more than 15 % in a year."""
    return [
        CheckResult(
            "plans fell sharply", "warning", False, f"{area}: EHC plans fell from {was:,.0f} to {now:,.0f} in {label}."
        )
        for area, label, was, now in con.execute(FALLS).fetchall()
    ]
