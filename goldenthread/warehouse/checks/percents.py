"""A published percentage is its numerator over its denominator, to the publisher's rounding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from ..definitions import Catalogue
from ..definitions.sources import PercentRule
from .results import CheckResult, Finding, judge
from .scope import measure_ids, of_file

if TYPE_CHECKING:
    from ..store.build import LoadedFile

DIFFERENCES = """
WITH cells AS (
    SELECT measure_id, key, period_id, area_id, value,
           coalesce(nullif(array_to_string(list_filter(split(key, ','), lambda x: NOT list_contains($carried, split_part(x, '=', 1))), ','), ''), 'total') AS whole
    FROM ({file}) JOIN breakdown USING (breakdown_id)
    WHERE measure_id IN ($percent, $numerator, $denominator) AND value IS NOT NULL)
SELECT a.code, a.name, p.text, p.label, n.key, pc.value, n.value, d.value
FROM (FROM cells WHERE measure_id = $percent) pc
JOIN (FROM cells WHERE measure_id = $numerator) n USING (key, period_id, area_id)
JOIN (FROM cells WHERE measure_id = $denominator) d
  ON d.key = CASE WHEN $of_whole THEN pc.whole ELSE pc.key END AND d.period_id = pc.period_id AND d.area_id = pc.area_id
JOIN area a ON a.area_id = pc.area_id JOIN period p ON p.period_id = pc.period_id
WHERE d.value = 0 OR abs(pc.value - 100 * n.value / d.value) > $tolerance + 1e-9
ORDER BY p.text, n.key, a.code"""


def check_percents(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, loaded: LoadedFile) -> list[CheckResult]:
    """For each percent rule of the source: percent equals 100 × numerator ÷ denominator."""
    return [result for rule in loaded.source.percents for result in _check_rule(con, catalogue, loaded, rule)]


def carried_topics(loaded: LoadedFile, measure: str) -> list[str]:
    """Topics that the columns of a measure carry themselves, such as need in number_asd."""
    columns = loaded.source.layout_of(loaded.file).measures.values()
    return sorted({topic for column in columns if column.measure == measure for topic in column.breakdown})


def _check_rule(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, loaded: LoadedFile, rule: PercentRule
) -> list[CheckResult]:
    numbers = [measure_ids(con, loaded, [measure]) for measure in (rule.percent, rule.numerator, rule.denominator)]
    if not all(numbers):
        return []
    carried = carried_topics(loaded, rule.percent)
    # A share of all plans: the denominator is the total, unless it is broken down by the same columns.
    of_whole = rule.denominator == rule.numerator or not carried_topics(loaded, rule.denominator)
    wanted = dict(zip(("percent", "numerator", "denominator"), (n[0] for n in numbers), strict=True))
    rows = con.execute(
        DIFFERENCES.format(file=of_file(loaded.file_id)),
        {**wanted, "carried": carried, "of_whole": bool(carried) and of_whole, "tolerance": rule.tolerance},
    ).fetchall()
    findings = [
        Finding(code, period, key, rule.percent, (
            f"{loaded.file.path}: {rule.percent} ({key}), {area}, {label}: published {percent:g}, "
            f"but {top:,.10g} of {bottom:,.10g} is {f'{100 * top / bottom:.2f}' if bottom else 'not defined'}."
        ))
        for code, area, period, label, key, percent, top, bottom in rows
    ]  # fmt: skip
    name = f"percentages agree: {rule.percent}: {loaded.file.path}"
    return judge(
        catalogue,
        loaded.source,
        "percent",
        name,
        findings,
        f"{rule.percent} agrees with its parts in {loaded.file.path}",
    )
