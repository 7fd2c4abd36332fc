"""Resolves what each row is about – area, period, breakdown – into the temp table `row_keys`.

Only the distinct combinations come to Python; the rows stay in DuckDB.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from ..definitions.sources import Layout, PeriodType
from ..definitions.vocabularies import fold
from ..faults import FileFault
from ..periods import PeriodError, read_period
from .areas import NAMING, UnknownArea, find_area
from .registers import Breakdown, Registers
from .tables import ROW, make_table, quote, text

PRESENCE = "CREATE TABLE IF NOT EXISTS presence (file_id USMALLINT, period_id USMALLINT, area_id USMALLINT)"


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
    _check_rows_kept(con, layout, name)
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


Published = tuple[str | None, ...]


@dataclass(frozen=True)
class Place:
    """A distinct combination of cells: as published, trimmed with blanks as '', and its first row."""

    published: Published
    cells: dict[str, str]
    row: int


def _distinct(con: duckdb.DuckDBPyConnection, columns: list[str], where: str) -> list[Place]:
    """The distinct combinations of these columns with the first row each occurs in."""
    named = "".join(f"raw.{quote(c)}, " for c in columns)
    group = "GROUP BY ALL" if columns else ""
    rows = con.execute(f"SELECT {named}min({ROW}) FROM raw WHERE {where} {group} ORDER BY ALL").fetchall()
    return [
        Place(row[:-1], {c: (v or "").strip() for c, v in zip(columns, row, strict=False)}, row[-1]) for row in rows
    ]


def _keys_table(
    con: duckdb.DuckDBPyConnection, table: str, columns: list[str], found: list[tuple[Place, int]], number: str
) -> None:
    texts = {column: [place.published[i] for place, _ in found] for i, column in enumerate(columns)}
    make_table(con, table, texts, {number: [n for _, n in found]})


def _same(columns: list[str], table: str) -> str:
    return " AND ".join(f"raw.{quote(c)} IS NOT DISTINCT FROM {table}.{quote(c)}" for c in columns) or "true"


def _check_identifier(con: duckdb.DuckDBPyConnection, layout: Layout, name: str, where: str) -> None:
    column = layout.period.identifier_column
    if column is None:
        return
    for place in _distinct(con, [column], where):
        cells, row = place.cells, place.row
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
        [c for c in NAMING.get(layout.area.kind, ()) if c in present]
        if layout.area.kind in NAMING
        else [layout.area.column or ""]
    )
    found = []
    for place in _distinct(con, columns, where):
        cells, row = place.cells, place.row
        try:
            code = find_area(registers.catalogue, layout.area, cells)
        except UnknownArea as fault:
            raise FileFault(name, str(fault), row=row, column=fault.column) from fault
        if code is not None:
            found.append((place, registers.areas[code]))
    _keys_table(con, "area_keys", columns, found, "area_id")
    return columns


def _period_keys(
    con: duckdb.DuckDBPyConnection, layout: Layout, registers: Registers, file_id: int, name: str, where: str
) -> list[str]:
    column, kinds = layout.period.column, _period_kinds(layout)
    columns = [c for c in (column, layout.measure_column if kinds else None) if c]
    found = []
    for place in _distinct(con, columns, where):
        cells, row = place.cells, place.row
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
        found.append((place, number))
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
    for place in _distinct(con, columns, where):
        cells, row = place.cells, place.row
        breakdown = _read_breakdown(layout, registers, cells, name, row)
        if breakdown not in breakdowns:
            breakdowns.append(breakdown)
        found.append((place, breakdowns.index(breakdown)))
    _keys_table(con, "breakdown_keys", columns, found, "breakdown_no")
    return columns, breakdowns


def _read_breakdown(layout: Layout, registers: Registers, cells: dict[str, str], name: str, row: int) -> Breakdown:
    items = dict(layout.fixed_breakdown)
    for part in layout.breakdowns:
        published, heading = cells[part.item_column], cells.get(part.topic_column or "", "")
        topic = part.topic or part.topics.get(heading)
        if topic is None:
            raise FileFault(
                name,
                f"'{heading}' is no breakdown we know. Add it to the source's topics if it is right.",
                row=row,
                column=part.topic_column,
            )
        if published in part.total or (topic == "total" and fold(published) in (fold(heading), "total", "all")):
            continue
        if topic == "total":
            raise FileFault(
                name, f"'{published}' stands under '{heading}', which has no parts.", row=row, column=part.item_column
            )
        item = registers.catalogue.vocabularies[topic].spellings.get(fold(published))
        if item is None:
            raise FileFault(
                name,
                f"'{published}' is not in the vocabulary '{topic}'. Add it there if it is right.",
                row=row,
                column=part.item_column,
            )
        items[topic] = item
    return tuple(sorted(items.items()))


def _check_rows_kept(con: duckdb.DuckDBPyConnection, layout: Layout, name: str) -> None:
    """Stops a file of which nothing, or nothing of some measure, is left: its labels must have changed."""
    if con.execute("SELECT NOT EXISTS (FROM row_keys)").fetchall()[0][0]:
        raise FileFault(name, "none of its rows is one that the column map keeps: the labels may have changed.")
    if layout.measure_column:
        found = {row[0] for row in con.execute("SELECT DISTINCT label FROM row_keys").fetchall()}
        for label in layout.measures:
            if label not in found:
                raise FileFault(
                    name, f"no row is labelled '{label}': it may have been renamed.", column=layout.measure_column
                )


def _check_one_row_each(con: duckdb.DuckDBPyConnection, layout: Layout, registers: Registers, name: str) -> None:
    label = ", label" if layout.measure_column else ""
    twice = con.execute(f"""
        SELECT area_id, period_id, breakdown_no, min(row), max(row) FROM row_keys
        GROUP BY area_id, period_id, breakdown_no{label} HAVING count(*) > 1 ORDER BY min(row) LIMIT 1""").fetchone()
    if twice:
        area = next(code for code, number in registers.areas.items() if number == twice[0])
        raise FileFault(
            name,
            f"is about the same thing as row {twice[3]:,} ({registers.catalogue.areas[area].name}): a row is there twice. Download it again.",
            row=twice[4],
        )
