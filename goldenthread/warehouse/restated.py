"""Totals that a newer release of the same table states otherwise than the release before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .answers import Status
from .ingestors.registers import STATUSES

if TYPE_CHECKING:
    from .reader import Store

# One reading of the cells that were replaced and of the few that stand in their place. The number of the breakdown
# stands in the text, so that whatever has none of it is not read at all.
RESTATED = """
WITH older AS (SELECT * FROM superseded_observation WHERE breakdown_id = {whole}),
newer AS (SELECT * FROM observation WHERE breakdown_id = {whole} AND measure_id IN (SELECT DISTINCT measure_id FROM older))
SELECT a.code, m.name, p.text, p.label, f.release, g.release, older.value, older.status, newer.value, newer.status
FROM older JOIN newer USING (measure_id, breakdown_id, period_id, area_id)
JOIN file f ON f.file_id = older.file_id JOIN file g ON g.file_id = newer.file_id AND g.source = f.source
JOIN measure m USING (measure_id) JOIN period p USING (period_id) JOIN area a USING (area_id)
WHERE older.value IS DISTINCT FROM newer.value OR older.status <> newer.status
QUALIFY rank() OVER (PARTITION BY measure_id, period_id, area_id ORDER BY f.release_rank DESC) = 1
ORDER BY a.area_id, m.name, p.start_date DESC"""


@dataclass(frozen=True, slots=True)
class Restated:
    """A published total as the newest release gives it and as the one before did. A value is None where it is absent."""

    measure: str
    period: str
    period_label: str
    older_release: str
    newer_release: str
    older: float | None
    older_status: Status
    newer: float | None
    newer_status: Status


def restated_totals(store: Store) -> Mapping[str, tuple[Restated, ...]]:
    """By the code of the area they are about, in order of measure and then newest period first."""
    found: dict[str, list[Restated]] = {}
    sql = RESTATED.format(whole=store._names.breakdowns.get("total", 0))
    for code, *rest, older, older_status, newer, newer_status in store._connection.rows(sql):
        measure, period, label, before, after = rest
        found.setdefault(code, []).append(
            Restated(
                measure, period, label, before, after, older, STATUSES[older_status], newer, STATUSES[newer_status]
            )
        )
    return {code: tuple(restated) for code, restated in found.items()}
