"""Counts over a whole build, for pages about the data: what changed between two releases, and where cells are absent."""

from __future__ import annotations

from collections.abc import Sequence

from ..answers import AbsenceCount, ChangeCount
from ..ingestors.registers import STATUSES
from ..store.connection import Connection

# As in changes.py, but only of some areas, and counted where they lie: a release may differ in 70,000 cells.
CHANGES = """
WITH pairs AS (
    SELECT o.file_id AS old_file, n.file_id AS new_file, o.source
    FROM file o JOIN file n USING (source) WHERE o.release = $older AND n.release = $newer),
wanted AS (SELECT area_id FROM area WHERE list_contains($codes, code)),
cells AS (SELECT * FROM (FROM observation UNION ALL FROM superseded_observation) SEMI JOIN wanted USING (area_id)),
old AS (SELECT p.source, c.* FROM cells c JOIN pairs p ON c.file_id = p.old_file),
new AS (SELECT p.source, c.* FROM cells c JOIN pairs p ON c.file_id = p.new_file),
changed AS (
    SELECT coalesce(old.source, new.source) AS source, coalesce(old.measure_id, new.measure_id) AS measure_id,
           coalesce(old.area_id, new.area_id) AS area_id,
           CASE WHEN old.status IS NULL THEN 'added' WHEN new.status IS NULL THEN 'removed'
                WHEN old.status = 0 AND new.status = 0 THEN 'revised' WHEN old.status = 0 THEN 'withdrawn'
                WHEN new.status = 0 THEN 'supplied' ELSE 'restated' END AS kind
    FROM old FULL JOIN new ON old.source = new.source AND old.measure_id = new.measure_id
         AND old.breakdown_id = new.breakdown_id AND old.period_id = new.period_id AND old.area_id = new.area_id
    WHERE old.value IS DISTINCT FROM new.value OR old.status IS DISTINCT FROM new.status)
SELECT source, m.name, a.code, kind, count(*)
FROM changed JOIN measure m USING (measure_id) JOIN area a USING (area_id) GROUP BY ALL ORDER BY ALL"""

ABSENCES = """
SELECT f.source, t.status, sum(t.cells)::BIGINT
FROM tally t JOIN file f USING (file_id) WHERE t.status > 0 GROUP BY ALL ORDER BY ALL"""


def count_changes(connection: Connection, older: str, newer: str, codes: Sequence[str]) -> list[ChangeCount]:
    """How many cells of these areas differ, in order of source, measure, area and kind."""
    rows = connection.rows(CHANGES, {"older": older, "newer": newer, "codes": list(codes)})
    return [ChangeCount(*row) for row in rows]


def count_absences(connection: Connection) -> list[AbsenceCount]:
    """How many cells of each source hold which symbol."""
    return [AbsenceCount(source, STATUSES[status], count) for source, status, count in connection.rows(ABSENCES)]
