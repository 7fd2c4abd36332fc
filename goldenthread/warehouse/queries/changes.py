"""What changed between two releases: every cell of the datasets both have, compared one by one."""

from __future__ import annotations

from ..answers import Change, Status
from ..ingestors.registers import STATUSES
from ..store.connection import Connection

# Columns that carry the same measure and breakdown are the same column, whatever a release calls them.
CHANGES = """
WITH pairs AS (
    SELECT o.file_id AS old_file, n.file_id AS new_file, o.source
    FROM file o JOIN file n USING (source) WHERE o.release = $older AND n.release = $newer),
cells AS (FROM observation UNION ALL FROM superseded_observation),
old AS (SELECT p.source, p.old_file, c.* FROM cells c JOIN pairs p ON c.file_id = p.old_file),
new AS (SELECT p.source, p.old_file, c.* FROM cells c JOIN pairs p ON c.file_id = p.new_file)
SELECT coalesce(old.source, new.source), m.name, b.key, a.code, a.name, p.text,
       old.value, old.status, new.value, new.status, old.row, new.row, coalesce(nc.name, oc.name)
FROM old FULL JOIN new ON old.source = new.source AND old.measure_id = new.measure_id AND old.breakdown_id = new.breakdown_id
                      AND old.period_id = new.period_id AND old.area_id = new.area_id
JOIN measure m ON m.measure_id = coalesce(old.measure_id, new.measure_id)
JOIN breakdown b ON b.breakdown_id = coalesce(old.breakdown_id, new.breakdown_id)
JOIN period p ON p.period_id = coalesce(old.period_id, new.period_id)
JOIN area a ON a.area_id = coalesce(old.area_id, new.area_id)
LEFT JOIN file_column oc ON oc.column_id = old.column_id LEFT JOIN file_column nc ON nc.column_id = new.column_id
WHERE old.value IS DISTINCT FROM new.value OR old.status IS DISTINCT FROM new.status
ORDER BY 1, 2, 3, p.start_date, a.area_id"""


def list_changes(connection: Connection, older: str, newer: str) -> list[Change]:
    """Changes in order of source, measure, breakdown, period and area."""
    rows = connection.rows(CHANGES, {"older": older, "newer": newer})
    return [_change(*row) for row in rows]


def _change(
    source: str, measure: str, breakdown: str, code: str, area: str, period: str, old_value: float | None, old_status: int | None,
    new_value: float | None, new_status: int | None, old_row: int | None, new_row: int | None, column: str,
) -> Change:  # fmt: skip
    return Change(
        source=source, measure=measure, breakdown=breakdown, area_code=code, area_name=area, period=period,
        kind=_kind(old_status, new_status), old_value=old_value, old_status=_status(old_status),
        new_value=new_value, new_status=_status(new_status), old_row=old_row, new_row=new_row, column=column,
    )  # fmt: skip


def _status(code: int | None) -> Status:
    return "missing" if code is None else STATUSES[code]


def _kind(old: int | None, new: int | None) -> str:
    if old is None or new is None:
        return "added" if old is None else "removed"
    if old == 0 and new == 0:
        return "revised"
    if old != 0 and new != 0:
        return "restated"
    return "withdrawn" if old == 0 else "supplied"
