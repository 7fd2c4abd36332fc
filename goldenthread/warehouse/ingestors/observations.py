"""Turns the columns of `raw` into tidy observations, one row per published cell, in table `staged`."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from ..definitions.sources import Layout, MeasureColumn, Rollup, Source, SumOfMeasures
from ..faults import FileFault
from .layouts import SECOND_COPY
from .registers import STATUS_CODE, UNKNOWN_SYMBOL, Breakdown, Registers
from .tables import ROW, quote, text

STAGED = """
    CREATE TEMP TABLE IF NOT EXISTS staged (
        measure_id USMALLINT, breakdown_id UINTEGER, period_id USMALLINT, area_id USMALLINT,
        value DOUBLE, status UTINYINT, file_id USMALLINT, column_id UINTEGER, row UINTEGER)"""
SLICES = """
    CREATE TEMP TABLE IF NOT EXISTS slices (
        measure_id USMALLINT, breakdown_id UINTEGER, period_id USMALLINT, file_id USMALLINT)"""


def stage_observations(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    layout: Layout,
    registers: Registers,
    file_id: int,
    breakdowns: list[Breakdown],
    name: str,
) -> None:
    """Appends every figure of the file just read to `staged`; raises FileFault at a symbol never seen."""
    con.execute(STAGED)
    con.execute(SLICES)
    _check_second_copies(con, layout, name)
    combined = _combine_breakdowns(con, layout, registers, breakdowns)
    if layout.measure_column:
        _stage_long(con, layout, registers, file_id, combined)
    else:
        _stage_wide(con, layout, registers, file_id, combined)
    _check_symbols(con, registers, file_id, name)
    supplied = {column.measure for column in layout.measures.values()}
    for rollup in source.rollups:
        if rollup.measure in supplied:
            _stage_rollup(con, rollup, registers, file_id)
    for made in source.sums:
        if set(made.of) <= supplied:
            _stage_sum(con, made, registers, file_id)


def _check_second_copies(con: duckdb.DuckDBPyConnection, layout: Layout, name: str) -> None:
    for column in layout.repeated:
        differs = con.execute(
            f"SELECT min({ROW}) FROM raw WHERE {quote(column)} IS DISTINCT FROM {quote(column + SECOND_COPY)}"
        ).fetchone()
        if differs and differs[0] is not None:
            raise FileFault(
                name, "the two columns of this name differ, so neither can be used.", row=differs[0], column=column
            )


def _combine_breakdowns(
    con: duckdb.DuckDBPyConnection, layout: Layout, registers: Registers, breakdowns: list[Breakdown]
) -> dict[Breakdown, str]:
    """Adds to `row_keys` one id column for each breakdown that columns carry; returns their names."""
    carried = sorted({tuple(sorted(c.breakdown.items())) for c in layout.measures.values()})
    names = {extra: f"breakdown_{i}" for i, extra in enumerate(carried)}
    data = {
        names[extra]: pa.array(
            [registers.breakdowns.number(tuple(sorted({**dict(rows), **dict(extra)}.items()))) for rows in breakdowns],
            pa.uint32(),
        )
        for extra in carried
    }
    data["breakdown_no"] = pa.array(range(len(breakdowns)), pa.uint32())
    con.register("combined", pa.table(data))
    con.execute(
        "CREATE OR REPLACE TEMP TABLE placed AS SELECT * FROM row_keys JOIN combined USING (breakdown_no) ORDER BY row"
    )
    con.unregister("combined")
    return names


def _figure(layout: Layout, column: MeasureColumn, cell: str) -> tuple[str, str]:
    """SQL for a cell's number (NULL when it is none) and for the code of its absence."""
    trimmed = f"trim(coalesce({cell}, ''))"
    cleaned = f"rtrim({trimmed}, '%')" if column.percent_text else trimmed
    cleaned = f"replace({cleaned}, ',', '')" if column.comma_thousands else cleaned
    number = f"TRY_CAST({cleaned} AS DOUBLE)"
    scaled = f"{number} * {column.scale!r}" if column.scale != 1 else number
    words = {**dict.fromkeys(map(str.strip, layout.zero_symbols), 0.0), **layout.words}
    said = "".join(f"WHEN {trimmed} = {text(word)} THEN {meant!r} " for word, meant in words.items())
    value = f"CASE {said}WHEN isfinite({number}) THEN {scaled} END"
    known = " ".join(f"WHEN {text(symbol)} THEN {STATUS_CODE[ours]}" for symbol, ours in layout.symbols.items())
    absence = f"CASE {trimmed} {known} ELSE {UNKNOWN_SYMBOL} END" if known else str(UNKNOWN_SYMBOL)
    return value, absence


def _stage_wide(
    con: duckdb.DuckDBPyConnection, layout: Layout, registers: Registers, file_id: int, combined: dict[Breakdown, str]
) -> None:
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE kept AS SELECT placed.*, raw.* FROM placed JOIN raw ON raw.{ROW} = placed.row ORDER BY placed.row"
    )
    selects, slices = [], []
    for name, column in layout.measures.items():
        place = combined[tuple(sorted(column.breakdown.items()))]
        measure = registers.measures.number(column.measure)
        value, absence = _figure(layout, column, quote(name))
        selects.append(f"""
            SELECT {measure}, {place}, period_id, area_id, value, CASE WHEN value IS NULL THEN absence ELSE 0 END,
                   {file_id}, {registers.columns.number((file_id, name))}, row
            FROM (SELECT {place}, period_id, area_id, row, {value} AS value, {absence} AS absence FROM kept)""")
        slices.append(f"SELECT DISTINCT {measure}, {place}, period_id, {file_id} FROM placed")
    con.execute("INSERT INTO staged " + " UNION ALL ".join(selects))
    con.execute("INSERT INTO slices " + " UNION ALL ".join(slices))


def _stage_long(
    con: duckdb.DuckDBPyConnection, layout: Layout, registers: Registers, file_id: int, combined: dict[Breakdown, str]
) -> None:
    value_column = layout.value_column or ""
    column_id = registers.columns.number((file_id, value_column))
    for label, column in layout.measures.items():
        place = combined[tuple(sorted(column.breakdown.items()))]
        measure = registers.measures.number(column.measure)
        value, absence = _figure(layout, column, f"raw.{quote(value_column)}")
        con.execute(f"""
            INSERT INTO staged
            SELECT {measure}, {place}, period_id, area_id, value, CASE WHEN value IS NULL THEN absence ELSE 0 END, {file_id}, {column_id}, row
            FROM (SELECT {place}, period_id, area_id, row, {value} AS value, {absence} AS absence
                  FROM placed JOIN raw ON raw.{ROW} = placed.row WHERE placed.label = {text(label)})""")
        con.execute(f"""
            INSERT INTO slices SELECT DISTINCT {measure}, {place}, period_id, {file_id} FROM placed WHERE label = {text(label)}""")


def _check_symbols(con: duckdb.DuckDBPyConnection, registers: Registers, file_id: int, name: str) -> None:
    strange = con.execute(
        "SELECT column_id, row FROM staged WHERE file_id = ? AND status = ? ORDER BY row, column_id LIMIT 1",
        [file_id, UNKNOWN_SYMBOL],
    ).fetchone()
    if strange is None:
        return
    column = next(published for (_, published), number in registers.columns.items() if number == strange[0])
    cell = con.execute(f"SELECT {quote(column)} FROM raw WHERE {ROW} = ?", [strange[1]]).fetchone()
    shown = "a blank" if cell is None or not (cell[0] or "").strip() else f"'{cell[0][:40]}'"
    raise FileFault(
        name, f"{shown} is neither a number nor a symbol declared for this file. Add it to the source's symbols once its meaning is known.",
        row=strange[1], column=column,
    )  # fmt: skip


# A sum with a part missing is not a sum: the worst absence among the parts stands for it.
SUMMED = """
    INSERT INTO staged
    SELECT {measure}, {breakdown}, period_id, area_id,
           CASE WHEN {complete} THEN sum(value) END,
           CASE WHEN {complete} THEN 0 WHEN max(status) > 0 THEN max(status) ELSE {missing} END,
           {file_id}, {column}, {row}
    FROM staged WHERE file_id = {file_id} AND {parts}
    GROUP BY {together}"""
SUMMED_SLICES = "INSERT INTO slices SELECT DISTINCT measure_id, breakdown_id, period_id, file_id FROM staged WHERE column_id = {column}"


def _stage_rollup(con: duckdb.DuckDBPyConnection, rollup: Rollup, registers: Registers, file_id: int) -> None:
    """Adds the rows of several items."""
    measure = registers.measures.number(rollup.measure)
    items = [registers.breakdowns.number(((rollup.topic, item),)) for item in rollup.items]
    column = registers.columns.number((file_id, f"sum of {rollup.topic} {rollup.items[0]} to {rollup.items[-1]}"))
    # Where the publisher leaves out rows that would be 0, only a symbol makes the sum absent.
    complete = "count(value) = count(*)" if rollup.gaps_reason else f"count(value) = {len(items)}"
    con.execute(SUMMED.format(
        measure=measure, breakdown=registers.breakdowns.number(((rollup.topic, rollup.into),)), complete=complete,
        missing=STATUS_CODE["missing"], file_id=file_id, column=column, row="NULL",
        parts=f"measure_id = {measure} AND breakdown_id IN ({', '.join(map(str, items))})", together="period_id, area_id",
    ))  # fmt: skip
    con.execute(SUMMED_SLICES.format(column=column))


def _stage_sum(con: duckdb.DuckDBPyConnection, made: SumOfMeasures, registers: Registers, file_id: int) -> None:
    """Adds several measures of the same row into one that no column holds."""
    parts = [registers.measures.number(measure) for measure in made.of]
    column = registers.columns.number((file_id, "sum of " + " and ".join(made.of)))
    con.execute(SUMMED.format(
        measure=registers.measures.number(made.measure), breakdown="breakdown_id", complete=f"count(value) = {len(parts)}",
        missing=STATUS_CODE["missing"], file_id=file_id, column=column, row="min(row)",
        parts=f"measure_id IN ({', '.join(map(str, parts))})", together="breakdown_id, period_id, area_id",
    ))  # fmt: skip
    con.execute(SUMMED_SLICES.format(column=column))
