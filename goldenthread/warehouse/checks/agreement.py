"""Two publications of one thing must agree; where they are known not to, the difference is reported."""

from __future__ import annotations

import duckdb

from ..definitions import Catalogue
from ..definitions.agreements import Agreement
from .results import CheckResult, failed, passed

PAIRS = """
WITH one AS (SELECT period_id, area_id, value, status FROM observation JOIN measure USING (measure_id) WHERE name = $measure AND breakdown_id = 1),
     two AS (SELECT period_id, area_id, value, status FROM observation JOIN measure USING (measure_id) WHERE name = $other AND breakdown_id = 1)
SELECT a.code, a.name, p.text, p.label, one.value, two.value,
       (one.status = 0) <> (two.status = 0) OR abs(one.value - two.value) > $tolerance + 1e-9
FROM one JOIN two USING (period_id, area_id) JOIN area a USING (area_id) JOIN period p USING (period_id)
WHERE a.level = 'authority' AND list_contains($periods, p.text)
ORDER BY p.text, a.code"""


def check_agreements(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> list[CheckResult]:
    """Every agreement of the definitions: undeclared differences fail, declared ones are warnings."""
    return [result for agreement in catalogue.agreements.values() for result in _check(con, agreement)]


def _check(con: duckdb.DuckDBPyConnection, agreement: Agreement) -> list[CheckResult]:
    name = f"publications agree: {agreement.id}"
    rows = con.execute(PAIRS, {
        "measure": agreement.measure, "other": agreement.other, "periods": list(agreement.periods), "tolerance": agreement.tolerance,
    }).fetchall()  # fmt: skip
    if not rows:
        return []  # one of the two is not loaded
    known = {(each.area, each.period): each.reason for each in agreement.known_differences}
    results = [passed(name, f"{agreement.title}: {sum(not row[6] for row in rows):,} of {len(rows):,} figures agree")]
    for code, area, period, label, value, other, differs in rows:
        if not differs:
            continue
        text = f"{agreement.title}: {area}, {label}: {_said(value)} against {_said(other)}."
        reason = known.get((code, period))
        results.append(CheckResult(name, "warning", False, f"{text} {reason}") if reason else failed(name, text))
    return results


def _said(value: float | None) -> str:
    return "no figure" if value is None else f"{value:,.10g}"
