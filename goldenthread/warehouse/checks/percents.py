"""A published percentage is its numerator over its denominator, to the publisher's rounding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from ..definitions import Catalogue
from ..definitions.sources import PercentRule
from .results import CheckResult, Finding, judge
from .scope import measure_ids, of_file

if TYPE_CHECKING:
    from ..store.loading import LoadedFile

# A share of all plans has the total as its denominator: the breakdown without the topic that the columns carry.
DIFFERENCES = """
WITH cells AS (
    SELECT measure_id, breakdown_id, period_id, area_id, value FROM ({file})
    WHERE measure_id IN ({percent}, {numerator}, {denominator}) AND value IS NOT NULL),
shares AS (
    SELECT cells.*, CASE WHEN $of_whole THEN coalesce(part.whole_id, breakdown_id) ELSE breakdown_id END AS of_id
    FROM cells LEFT JOIN (FROM breakdown_part WHERE list_contains($carried, topic)) part USING (breakdown_id)
    WHERE measure_id = {percent})
SELECT a.code, a.name, p.text, p.label, b.key, s.value, n.value, d.value
FROM shares s
JOIN (FROM cells WHERE measure_id = {numerator}) n USING (breakdown_id, period_id, area_id)
JOIN (FROM cells WHERE measure_id = {denominator}) d
  ON d.breakdown_id = s.of_id AND d.period_id = s.period_id AND d.area_id = s.area_id
JOIN area a ON a.area_id = s.area_id JOIN period p ON p.period_id = s.period_id JOIN breakdown b ON b.breakdown_id = s.breakdown_id
WHERE d.value = 0 OR abs(s.value - 100 * n.value / d.value) > $tolerance + 1e-9
ORDER BY p.text, b.key, a.code"""


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
    percent, numerator, denominator = (found[0] for found in numbers)
    sql = DIFFERENCES.format(
        file=of_file(loaded.file_id), percent=percent, numerator=numerator, denominator=denominator
    )
    wanted = {"carried": carried, "of_whole": bool(carried) and of_whole, "tolerance": rule.tolerance}
    rows = con.execute(sql, wanted).fetchall()
    findings = [
        Finding(code, period, key, rule.percent, (
            f"{loaded.file.path}: {rule.percent} ({key}), {area}, {label}: published {published:g}, "
            f"but {top:,.10g} of {bottom:,.10g} is {f'{100 * top / bottom:.2f}' if bottom else 'not defined'}."
        ))
        for code, area, period, label, key, published, top, bottom in rows
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
