"""The items of a breakdown add up to its total, wherever every item has a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from ..definitions import Catalogue
from ..definitions.sources import PartsRule
from .results import CheckResult, Finding, judge
from .scope import measure_ids, of_file

if TYPE_CHECKING:
    from ..store.loading import LoadedFile

DIFFERENCES = """
WITH cells AS (FROM ({file}) WHERE measure_id = {measure}),
sums AS (
    SELECT part.whole_id AS breakdown_id, period_id, area_id, sum(value) AS summed, count(*) = count(value) AS complete
    FROM cells JOIN breakdown_part part USING (breakdown_id)
    WHERE part.topic = $topic AND NOT list_contains($left_out, part.item) GROUP BY ALL)
SELECT a.code, a.name, p.text, p.label, b.key, cells.value, sums.summed
FROM cells JOIN sums USING (breakdown_id, period_id, area_id)
JOIN area a USING (area_id) JOIN period p USING (period_id) JOIN breakdown b USING (breakdown_id)
WHERE sums.complete AND abs(cells.value - sums.summed) > $tolerance + 1e-9
ORDER BY p.text, b.key, a.code"""


def check_parts_add_up(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, loaded: LoadedFile) -> list[CheckResult]:
    """For each parts rule of the source: the total equals the sum of the topic's items."""
    return [result for rule in loaded.source.parts for result in _check_rule(con, catalogue, loaded, rule)]


def _check_rule(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, loaded: LoadedFile, rule: PartsRule
) -> list[CheckResult]:
    measures = measure_ids(con, loaded, [rule.measure])
    if not measures:
        return []
    sql = DIFFERENCES.format(file=of_file(loaded.file_id), measure=measures[0])
    wanted = {"topic": rule.topic, "left_out": list(rule.except_items), "tolerance": rule.tolerance}
    findings = [
        Finding(code, period, f"{key},{rule.topic}=", rule.measure, (
            f"{loaded.file.path}: {rule.measure} ({key}), {area}, {label}: the parts by {rule.topic} add up to "
            f"{summed:,.10g}, the total is {value:,.10g}."
        ))
        for code, area, period, label, key, value, summed in con.execute(sql, wanted).fetchall()
    ]  # fmt: skip
    name = f"parts add up: {rule.measure} by {rule.topic}: {loaded.file.path}"
    return judge(
        catalogue,
        loaded.source,
        "sum-of-parts",
        name,
        findings,
        f"{rule.measure} by {rule.topic} adds up in {loaded.file.path}",
    )
