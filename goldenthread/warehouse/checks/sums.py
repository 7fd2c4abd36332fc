"""Authorities add up to their region and to England, wherever every one of them has a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from ..definitions import Catalogue
from .results import CheckResult, Finding, judge
from .scope import measure_ids, of_file

if TYPE_CHECKING:
    from ..store.loading import LoadedFile

DIFFERENCES = """
WITH cells AS (
    SELECT measure_id, breakdown_id, period_id, a.code, a.level, a.region_code, value
    FROM ({file}) o JOIN area a USING (area_id) WHERE measure_id IN ({measures}) AND a.level IN ('country', 'region', 'authority')),
regions AS (
    SELECT measure_id, breakdown_id, period_id, region_code AS code, sum(value) AS summed, count(*) = count(value) AS complete
    FROM cells WHERE level = 'authority' GROUP BY ALL),
sums AS (
    FROM regions
    UNION ALL
    SELECT measure_id, breakdown_id, period_id, 'E92000001', sum(summed), bool_and(complete) FROM regions GROUP BY ALL)
SELECT cells.code, p.text, p.label, b.key, m.name, cells.value, sums.summed
FROM cells JOIN sums USING (measure_id, breakdown_id, period_id, code)
JOIN period p USING (period_id) JOIN breakdown b USING (breakdown_id) JOIN measure m USING (measure_id)
WHERE cells.level <> 'authority' AND sums.complete AND abs(cells.value - sums.summed) > 0.5
ORDER BY p.text, m.name, b.key, cells.code"""


def check_areas_add_up(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, loaded: LoadedFile) -> list[CheckResult]:
    """For each additive measure: the published region and England equal the sum of their authorities."""
    measures = measure_ids(con, loaded, loaded.source.additive)
    if not measures:
        return []
    sql = DIFFERENCES.format(file=of_file(loaded.file_id), measures=", ".join(map(str, measures)))
    findings = [
        Finding(code, period, key, measure, (
            f"{loaded.file.path}: {measure} ({key}), {label}: the authorities of {catalogue.areas[code].name} "
            f"add up to {summed:,.10g}, the published total is {value:,.10g}."
        ))
        for code, period, label, key, measure, value, summed in con.execute(sql).fetchall()
    ]  # fmt: skip
    return judge(catalogue, loaded.source, "sum-of-areas", f"authorities add up: {loaded.file.path}", findings,
                 f"authorities add up to regions and England in {loaded.file.path}")  # fmt: skip
