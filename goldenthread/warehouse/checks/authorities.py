"""An authority that existed and is not in the file has vanished: a person must say why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from ..definitions import Catalogue
from .results import CheckResult, Finding, judge

if TYPE_CHECKING:
    from ..store.loading import LoadedFile

# An authority is expected when it existed from the first day of the period to the last; in a file
# restated for today's boundaries, when it exists today.
VANISHED = """
SELECT a.code, a.name, p.text, p.label
FROM (SELECT DISTINCT period_id FROM presence WHERE file_id = $file) JOIN period p USING (period_id)
JOIN area a ON a.level = 'authority' AND ($today OR coalesce(a.from_date, p.start_date) <= p.start_date)
           AND coalesce(a.to_date, p.end_date) >= p.end_date AND (a.to_date IS NULL OR NOT $today) AND ($region IS NULL OR a.region_code = $region)
ANTI JOIN presence here ON here.file_id = $file AND here.period_id = p.period_id AND here.area_id = a.area_id
ORDER BY p.start_date, a.code"""
LONDON = "E12000007"


def check_no_authority_vanished(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, loaded: LoadedFile
) -> list[CheckResult]:
    """Every authority in scope has a row in every period of the file, or its absence is declared."""
    source, name = loaded.source, f"no authority vanished: {loaded.file.path}"
    if source.scope == "partial":
        return []
    region = LONDON if source.scope == "london" else None
    rows = con.execute(
        VANISHED, {"file": loaded.file_id, "region": region, "today": source.boundaries == "of-today"}
    ).fetchall()
    findings = [
        Finding(
            code,
            period,
            "total",
            "",
            f"{loaded.file.path}: {area} ({code}) has no row for {label}, although it existed.",
        )
        for code, area, period, label in rows
    ]
    return judge(
        catalogue, source, "absent-authority", name, findings, f"every authority in scope is in {loaded.file.path}"
    )
