"""Amendments laid over the published figures: both stay in the store, and the larger areas move with them."""

from __future__ import annotations

import duckdb

from ..definitions import Catalogue
from ..definitions.amendments import Amendment
from ..faults import WarehouseError
from ..ingestors.registers import STATUS_CODE, Registers
from ..periods import Period

PUBLISHED = """
    SELECT o.area_id, o.value, f.path, o.row FROM observation o JOIN period p USING (period_id) JOIN file f USING (file_id)
    WHERE measure_id = ? AND breakdown_id = ? AND p.text = ? AND p.type = ? AND area_id IN ({areas})"""


def write_amended(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, registers: Registers) -> None:
    """Writes the used value of each amended area, and of each larger area recomputed with it.

    Raises WarehouseError when the ledger's published value is not the one in the source: then the
    publisher has changed the figure and a person must look at the amendment again.
    """
    for amendment in catalogue.amendments.values():
        kinds = [
            p for p, _ in registers.periods.items() if p.text == amendment.period and _is_kind(catalogue, amendment, p)
        ]
        for period in kinds:
            _apply(con, registers, amendment, period)
    con.execute(MERGED)


# A larger area that several amendments move, moves by all of them together.
MERGED = """
CREATE TABLE memory.main.merged AS
SELECT measure_id, breakdown_id, period_id, area_id,
       CASE WHEN count(used_value) = count(*) THEN any_value(o.value) + sum(used_value - o.value) END AS used_value,
       max(used_status) AS used_status, min(amendment) AS amendment
FROM amended a JOIN observation o USING (measure_id, breakdown_id, period_id, area_id) GROUP BY ALL;
DELETE FROM amended;
INSERT INTO amended FROM memory.main.merged;"""


def _is_kind(catalogue: Catalogue, amendment: Amendment, period: Period) -> bool:
    source = catalogue.sources[amendment.source]
    return any(source.layout_of(file).period.type == period.type for file in source.files)


def _apply(con: duckdb.DuckDBPyConnection, registers: Registers, amendment: Amendment, period: Period) -> None:
    codes = (*amendment.areas, *amendment.recompute)
    numbers = {registers.areas[code]: code for code in codes}
    measure, total = registers.measures.number(amendment.measure), registers.breakdowns.number(())
    sql = PUBLISHED.format(areas=", ".join(map(str, numbers)))
    rows = con.execute(sql, [measure, total, period.text, period.type]).fetchall()
    published = {numbers[area_id]: value for area_id, value, _, _ in rows}
    if amendment.area not in published:
        return  # the source of the amended figure is not loaded
    for area_id, value, path, row in rows:
        if numbers[area_id] in amendment.areas and value != amendment.published_value:
            raise _changed(amendment, value, path if row is None else f"{path}, row {row:,}")
    place = [measure, total, registers.periods.number(period)]
    used = [(code, *_used(amendment, value)) for code, value in published.items() if value is not None]
    con.executemany(
        "INSERT INTO amended VALUES (?, ?, ?, ?, ?, ?, ?)",
        [[*place, registers.areas[code], value, status, amendment.id] for code, value, status in used],
    )


def _used(amendment: Amendment, published: float) -> tuple[float | None, int]:
    """The used value and status of one area. A larger area moves by the same difference as the amended one."""
    if amendment.used_value is None:
        return None, STATUS_CODE["u"]
    return published + amendment.used_value - amendment.published_value, STATUS_CODE["ok"]


def _changed(amendment: Amendment, value: float | None, place: str) -> WarehouseError:
    said = "no figure" if value is None else f"{value:,.10g}"
    return WarehouseError(
        f"{place}: says {said} where amendment {amendment.id} says that {amendment.published_value:,.10g} was "
        f"published. Look at the amendment again before building."
    )
