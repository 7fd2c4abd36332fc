"""One indicator × 33 boroughs × all years, against SQL written by hand for the same figures."""

from __future__ import annotations

import statistics
from pathlib import Path

from goldenthread.warehouse.reader import open_store

from .timing import held_to, spread, times_in_ms

INDICATOR = "ehc-plans-issued-in-20-weeks"
LONDON = "E12000007"
REPEATS = 200
# Value, parts and the cells they come from: what a row of the answer carries, and nothing else.
BARE = """
WITH v AS (FROM observation WHERE measure_id = {v} AND breakdown_id = 1),
     n AS (FROM observation WHERE measure_id = {n} AND breakdown_id = 1),
     d AS (FROM observation WHERE measure_id = {d} AND breakdown_id = 1)
SELECT a.code, a.name, p.text, p.label, v.value, v.status, n.value, n.status, d.value, d.status, f.path, f.release,
       v.row, vc.name, n.row, nc.name, d.row, dc.name
FROM v LEFT JOIN n USING (area_id, period_id) LEFT JOIN d USING (area_id, period_id)
JOIN area a USING (area_id) JOIN period p USING (period_id) JOIN file f ON f.file_id = v.file_id
JOIN file_column vc ON vc.column_id = v.column_id JOIN file_column nc ON nc.column_id = n.column_id
JOIN file_column dc ON dc.column_id = d.column_id
WHERE a.code IN ({codes}) ORDER BY p.start_date, a.code"""


def measure(store_folder: Path) -> dict[str, object]:
    """Median milliseconds of the query and of the bare SQL, taken in turn, and their ratio."""
    store = open_store(store_folder)
    boroughs = store.members(LONDON)
    indicator = store.catalogue.indicator(INDICATOR)
    measures = dict(store._connection.rows("SELECT name, measure_id FROM measure"))
    parts = {"v": indicator.value, "n": indicator.numerator, "d": indicator.denominator}
    bare = BARE.format(
        codes=", ".join(f"'{code}'" for code in boroughs),
        **{k: measures[part.measure] for k, part in parts.items() if part},
    )
    asked = times_in_ms(lambda: store.query(INDICATOR, areas=boroughs), REPEATS)
    plain = times_in_ms(lambda: store._connection.rows(bare), REPEATS)
    again = times_in_ms(lambda: store.query(INDICATOR, areas=boroughs), REPEATS)
    with_coverage = times_in_ms(lambda: store.query(INDICATOR, areas=(*boroughs, LONDON, "E92000001")), REPEATS // 4)
    median = statistics.median(asked + again)
    store.close()
    return {
        "rows": len(boroughs),
        "query_ms": spread(asked + again),
        "bare_sql_ms": spread(plain),
        "with_london_england_and_coverage_ms": spread(with_coverage),
        "median": held_to(median, 10, "ms"),
        "ratio": held_to(median / statistics.median(plain), 3, "times the bare SQL"),
    }
