"""A newer release that lacks what the older one gave may be a file cut short: somebody should look."""

from __future__ import annotations

import duckdb

from .results import CheckResult

# Pairs of files of one source that overlap; of the older one's figures, those still in force
# because the newer one gives the measure but not for this breakdown and period.
LACKING = """
WITH given AS (SELECT DISTINCT s.*, source, release_rank, path FROM slices s JOIN file USING (file_id)),
pairs AS (
    SELECT DISTINCT n.file_id AS newer_id, n.path AS newer, o.file_id, o.path AS older
    FROM given n JOIN given o USING (source, measure_id, breakdown_id, period_id) WHERE n.release_rank > o.release_rank),
supplied AS (SELECT DISTINCT file_id AS newer_id, measure_id FROM given)
SELECT newer, older, list(DISTINCT p.label ORDER BY p.label), count(DISTINCT (breakdown_id, period_id))
FROM pairs JOIN given USING (file_id) JOIN supplied USING (newer_id, measure_id) JOIN period p USING (period_id)
ANTI JOIN superseded s ON s.file_id = given.file_id AND s.measure_id = given.measure_id
                      AND s.breakdown_id = given.breakdown_id AND s.period_id = given.period_id
GROUP BY newer, older ORDER BY newer, older"""


def check_newer_releases_are_whole(con: duckdb.DuckDBPyConnection) -> list[CheckResult]:
    """Warns of each file that lacks breakdowns or periods which an older release of it gave."""
    return [
        CheckResult(
            "newer releases are whole", "warning", False,
            f"{newer} lacks figures that {older} gave, so the older ones stay in use: {count:,} breakdowns "
            f"and periods, in {', '.join(periods)}. Is the newer file whole?",
        )
        for newer, older, periods, count in con.execute(LACKING).fetchall()
    ]  # fmt: skip
