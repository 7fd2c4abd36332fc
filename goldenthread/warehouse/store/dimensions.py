"""Writes what the numbers in the observation table stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import duckdb

from ..definitions import Catalogue
from ..definitions.sources import Source
from ..ingestors.registers import Registers, breakdown_key

if TYPE_CHECKING:
    from .loading import LoadedFile

HOW_TO_LOAD = "Put the published file in the data folder under this path and build again: "


def write_dimensions(
    con: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    registers: Registers,
    loaded: list[LoadedFile],
    absent: list[tuple[Source, str]],
) -> None:
    """Fills the small tables: areas, members, measures, breakdowns, periods, files, columns, stamps."""
    areas = registers.areas
    _insert(con, "area", [
        (areas[a.code], a.code, a.name, a.level, a.old_code, a.region_code, a.from_date, a.to_date) for a in catalogue.areas.values()
    ])  # fmt: skip
    _insert(
        con,
        "member",
        [(areas[m.group_code], areas[m.area_code], m.from_date, m.to_date) for m in catalogue.memberships],
    )
    _insert(con, "measure", [(number, name) for name, number in registers.measures.items()])
    _insert(con, "breakdown", [(number, breakdown_key(key)) for key, number in registers.breakdowns.items()])
    _insert(con, "period", [(n, p.type, p.text, p.label, p.start, p.end) for p, n in registers.periods.items()])
    _insert(con, "file", [_file_row(catalogue, file) for file in loaded])
    _insert(con, "file_column", registers.columns.items())
    _insert(
        con, "stamp", [(file_id, period_id, stamp) for (file_id, period_id), stamp in sorted(registers.stamps.items())]
    )
    _insert(con, "not_loaded", [(s.id, s.title, how_to_load(s, path)) for s, path in absent])


def write_breakdown_parts(con: duckdb.DuckDBPyConnection, registers: Registers) -> None:
    """A temp table for the checks: each breakdown's topics and items, and the breakdown it is a part of."""
    con.execute(BREAKDOWN_PART)
    known = dict(registers.breakdowns.items())
    rows = []
    for key, number in known.items():
        for topic, item in key:
            whole = tuple(part for part in key if part[0] != topic)
            if whole in known:
                rows.append((number, topic, item, known[whole]))
    _insert(con, "breakdown_part", rows)


BREAKDOWN_PART = (
    "CREATE TABLE memory.main.breakdown_part (breakdown_id UINTEGER, topic VARCHAR, item VARCHAR, whole_id UINTEGER)"
)


def how_to_load(source: Source, path: str) -> str:
    """What to do about a source of which nothing is there (path ''), or one of its files."""
    return source.not_here if source.not_here and not path else HOW_TO_LOAD + (path or source.files[0].path)


def _file_row(catalogue: Catalogue, loaded: LoadedFile) -> tuple[object, ...]:
    source, file = loaded.source, loaded.file
    rank = next(r.rank for r in catalogue.publications[source.publication].releases if r.id == file.release)
    return (
        loaded.file_id, source.id, file.release, file.path, loaded.sha256, loaded.size_bytes, loaded.rows,
        source.precedence, rank, source.standing,
    )  # fmt: skip


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Sequence[object]]) -> None:
    """Inserts tuples in column order, a column at a time: some hundred times faster than one INSERT a row."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    if not columns:
        return
    kinds = [row[1] for row in con.execute(f"DESCRIBE {table}").fetchall()]
    values = ", ".join(f"unnest(${i}::{kind}[])" for i, kind in enumerate(kinds, start=1))
    con.execute(f"INSERT INTO {table} SELECT {values}", columns)
