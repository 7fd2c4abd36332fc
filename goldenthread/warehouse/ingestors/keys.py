"""Resolves what each row is about – area, period, breakdown – into the temp table `row_keys`.

Only the distinct combinations come to Python; the rows stay in DuckDB.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from ..definitions.sources import Layout, PeriodType
from ..definitions.vocabularies import fold
from ..faults import FileFault
from ..periods import PeriodError, read_period
from .areas import UnknownArea, find_area
from .layouts import EES_GEOGRAPHY
from .registers import Breakdown, Registers
from .tables import ROW, quote, text

PRESENCE = "CREATE TEMP TABLE IF NOT EXISTS presence (file_id USMALLINT, period_id USMALLINT, area_id USMALLINT)"


def make_row_keys(
    con: duckdb.DuckDBPyConnection, layout: Layout, registers: Registers, file_id: int, name: str
) -> list[Breakdown]:
    """Makes `row_keys(row, area_id, period_id, breakdown_no[, label])`; returns the row breakdowns by number.

    Rows outside `keep`, skipped areas and skipped periods are left out. Raises FileFault for
    anything unknown and for two rows about the same thing.
    """
    where = _kept(layout)
    _check_identifier(con, layout, name, where)
    areas = _area_keys(con, layout, registers, name, where)
    periods = _period_keys(con, layout, registers, file_id, name, where)
    breakdowns = _breakdown_keys(con, layout, registers, name, where)
    label = f", raw.{quote(layout.measure_column)} AS label" if layout.measure_column else ""
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE row_keys AS
        SELECT {ROW} AS row, area_keys.area_id, period_keys.period_id, breakdown_keys.breakdown_no{label}
        FROM raw
        JOIN area_keys ON {_same(areas, "area_keys")}
        JOIN period_keys ON {_same(periods, "period_keys")}
        JOIN breakdown_keys ON {_same(breakdowns[0], "breakdown_keys")}
        WHERE {where}""")
    _check_one_row_each(con, layout, registers, name)
    con.execute(PRESENCE)
    con.execute(f"INSERT INTO presence SELECT DISTINCT {file_id}, period_id, area_id FROM row_keys")
    return breakdowns[1]


def _kept(layout: Layout) -> str:
    tests = [f"raw.{quote(column)} IN ({', '.join(map(text, values))})" for column, values in layout.keep.items()]
    if layout.measure_column:
        tests.append(f"raw.{quote(layout.measure_column)} IN ({', '.join(map(text, layout.measures))})")
    return " AND ".join(tests) or "true"


def _columns(con: duckdb.DuckDBPyConnection) -> set[str]:
    return {row[0] for row in con.execute("DESCRIBE raw").fetchall()}


def _distinct(con: duckdb.DuckDBPyConnection, columns: list[str], where: str) -> list[tuple[dict[str, str], int]]:
    """Distinct non-null text of the columns with the first row each occurs in."""
    cells = ", ".join(f"coalesce(trim({quote(c)}), '')" for c in columns)
    comma = ", " if columns else ""
    group = f"GROUP BY {cells}" if columns else ""
    rows = con.execute(f"SELECT {cells}{comma}min({ROW}) FROM raw WHERE {where} {group} ORDER BY ALL").fetchall()
    return [(dict(zip(columns, row[:-1], strict=True)), row[-1]) for row in rows]


def _keys_table(
    con: duckdb.DuckDBPyConnection, table: str, columns: list[str], found: list[tuple[dict[str, str], int]], number: str
) -> None:
    data = {c: pa.array([cells[c] for cells, _ in found], pa.string()) for c in columns}
    data[number] = pa.array([n for _, n in found], pa.uint32())
    con.register("found", pa.table(data))
    con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM found")
    con.unregister("found")


def _same(columns: list[str], table: str) -> str:
    return " AND ".join(f"coalesce(trim(raw.{quote(c)}), '') = {table}.{quote(c)}" for c in columns) or "true"


def _check_identifier(con: duckdb.DuckDBPyConnection, layout: Layout, name: str, where: str) -> None:
    column = layout.period.identifier_column
    if column is None:
        return
    for cells, row in _distinct(con, [column], where):
        if cells[column] not in layout.period.identifiers:
            expected = ", ".join(layout.period.identifiers)
            raise FileFault(
                name, f"says '{cells[column]}' where the column map expects {expected}.", row=row, column=column
            )


def _area_keys(
    con: duckdb.DuckDBPyConnection, layout: Layout, registers: Registers, name: str, where: str
) -> list[str]:
    present = _columns(con)
    columns = (
        [c for c in EES_GEOGRAPHY if c in present]
        if layout.area.kind in ("ees", "ees-name")
        else [layout.area.column or ""]
    )
    found = []
    for cells, row in _distinct(con, columns, where):
        try:
            code = find_area(registers.catalogue, layout.area, cells)
        except UnknownArea as fault:
            raise FileFault(name, str(fault), row=row, column=fault.column) from fault
        if code is not None:
            found.append((cells, registers.areas[code]))
    _keys_table(con, "area_keys", columns, found, "area_id")
    return columns


def _period_keys(
    con: duckdb.DuckDBPyConnection, layout: Layout, registers: Registers, file_id: int, name: str, where: str
) -> list[str]:
    column, kinds = layout.period.column, _period_kinds(layout)
    columns = [c for c in (column, layout.measure_column if kinds else None) if c]
    found = []
    for cells, row in _distinct(con, columns, where):
        stamp = cells[column] if column else layout.period.fixed or ""
        if stamp in layout.period.skip:
            continue
        kind = kinds.get(cells.get(layout.measure_column or "", ""), layout.period.type)
        try:
            period = read_period(layout.period.corrections.get(stamp, stamp), kind)
        except PeriodError as fault:
            raise FileFault(name, f"{fault}.", row=row, column=column) from fault
        number = registers.periods.number(period)
        registers.stamps[file_id, number] = stamp
        found.append((cells, number))
    _keys_table(con, "period_keys", columns, found, "period_id")
    return columns


def _period_kinds(layout: Layout) -> dict[str, PeriodType]:
    if layout.measure_column is None:
        return {}
    return {label: c.period_type for label, c in layout.measures.items() if c.period_type is not None}


def _breakdown_keys(
    con: duckdb.DuckDBPyConnection, layout: Layout, registers: Registers, name: str, where: str
) -> tuple[list[str], list[Breakdown]]:
    columns = [c for b in layout.breakdowns for c in (b.topic_column, b.item_column) if c]
    breakdowns: list[Breakdown] = []
    found = []
    for cells, row in _distinct(con, columns, where):
        breakdown = _read_breakdown(layout, registers, cells, name, row)
        if breakdown not in breakdowns:
            breakdowns.append(breakdown)
        found.append((cells, breakdowns.index(breakdown)))
    _keys_table(con, "breakdown_keys", columns, found, "breakdown_no")
    return columns, breakdowns


def _read_breakdown(layout: Layout, registers: Registers, cells: dict[str, str], name: str, row: int) -> Breakdown:
    items = dict(layout.fixed_breakdown)
    for part in layout.breakdowns:
        published = cells[part.item_column]
        topic = part.topic or part.topics.get(cells[part.topic_column or ""])
        if topic is None:
            raise FileFault(
                name, f"'{cells[part.topic_column or '']}' is no breakdown we know.", row=row, column=part.topic_column
            )
        if topic == "total" or published in part.total:
            continue
        item = registers.catalogue.vocabularies[topic].spellings().get(fold(published))
        if item is None:
            raise FileFault(
                name,
                f"'{published}' is not in the vocabulary '{topic}'. Add it there if it is right.",
                row=row,
                column=part.item_column,
            )
        items[topic] = item
    return tuple(sorted(items.items()))


def _check_one_row_each(con: duckdb.DuckDBPyConnection, layout: Layout, registers: Registers, name: str) -> None:
    label = ", label" if layout.measure_column else ""
    twice = con.execute(f"""
        SELECT area_id, period_id, breakdown_no, min(row), max(row) FROM row_keys
        GROUP BY area_id, period_id, breakdown_no{label} HAVING count(*) > 1 ORDER BY min(row) LIMIT 1""").fetchone()
    if twice:
        area = next(code for code, number in registers.areas.items() if number == twice[0])
        raise FileFault(
            name,
            f"is about the same thing as row {twice[3]:,} ({registers.catalogue.areas[area].name}): a row is there twice.",
            row=twice[4],
        )
