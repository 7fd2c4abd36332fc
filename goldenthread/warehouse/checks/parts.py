"""The items of a breakdown add up to its total, wherever every item has a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from ..definitions import Catalogue
from ..definitions.sources import PartsRule
from .results import CheckResult, Finding, judge
from .scope import measure_ids, of_file

if TYPE_CHECKING:
    from ..store.build import LoadedFile

# `key` without its part of this topic is the key of the total it belongs to.
DIFFERENCES = """
WITH parts AS (
    SELECT breakdown_id, coalesce(nullif(array_to_string(list_filter(split(key, ','), lambda x: x NOT LIKE $topic || '=%'), ','), ''), 'total') AS whole
    FROM breakdown
    WHERE list_has_any(split(key, ','), list_transform($items, lambda i: $topic || '=' || i))),
cells AS (SELECT breakdown_id, period_id, area_id, value FROM ({file}) WHERE measure_id = $measure),
sums AS (
    SELECT w.breakdown_id, period_id, area_id, sum(value) AS summed, count(*) = count(value) AS complete
    FROM cells JOIN parts USING (breakdown_id) JOIN breakdown w ON w.key = parts.whole GROUP BY ALL)
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
    items = [i.id for i in catalogue.vocabularies[rule.topic].items if i.id not in rule.except_items]
    wanted = {"topic": rule.topic, "items": items, "measure": measures[0], "tolerance": rule.tolerance}
    findings = [
        Finding(code, period, f"{key},{rule.topic}=", rule.measure, (
            f"{loaded.file.path}: {rule.measure} ({key}), {area}, {label}: the parts by {rule.topic} add up to "
            f"{summed:,.10g}, the total is {value:,.10g}."
        ))
        for code, area, period, label, key, value, summed in con.execute(DIFFERENCES.format(file=of_file(loaded.file_id)), wanted).fetchall()
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
