"""Turns the columns of `raw` into tidy observations, one row per published cell, in table `staged`."""

from __future__ import annotations

import duckdb

from ..definitions.sources import Layout, MeasureColumn, Rollup, Source, SumOfMeasures
from ..faults import FileFault
from .layouts import SECOND_COPY
from .registers import STATUS_CODE, UNKNOWN_SYMBOL, Breakdown, Registers
from .tables import ROW, make_table, quote, text

STAGED = """
    CREATE TABLE IF NOT EXISTS staged (
        measure_id USMALLINT, breakdown_id UINTEGER, period_id USMALLINT, area_id USMALLINT,
        value DOUBLE, status UTINYINT, file_id USMALLINT, column_id UINTEGER, row UINTEGER)"""
SLICES = """
    CREATE TABLE IF NOT EXISTS slices (
        measure_id USMALLINT, breakdown_id UINTEGER, period_id USMALLINT, file_id USMALLINT)"""

LISTED_AT_MOST = 8  # rows of a sum that are named one by one
THOUSANDS = r"'\s*[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?\s*'"


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
    start = con.execute("SELECT count(*) FROM staged").fetchall()[0][0]  # this file's cells come after these
    _check_second_copies(con, layout, name)
    combined = _combine_breakdowns(con, layout, registers, breakdowns)
    if layout.measure_column:
        _stage_long(con, layout, registers, file_id, combined)
    else:
        _stage_wide(con, layout, registers, file_id, combined)
    _check_symbols(con, registers, start, name)
    supplied = {column.measure for column in layout.measures.values()}
    for rollup in source.rollups:
        if rollup.measure in supplied:
            _stage_rollup(con, rollup, registers, file_id, start)
    for made in source.sums:
        if set(made.of) <= supplied:
            _stage_sum(con, layout, made, registers, file_id, start)


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
    ids = {
        name: [registers.breakdowns.number(tuple(sorted({**dict(rows), **dict(extra)}.items()))) for rows in breakdowns]
        for extra, name in names.items()
    }
    make_table(con, "combined", {}, {**ids, "breakdown_no": list(range(len(breakdowns)))})
    con.execute(
        "CREATE OR REPLACE TEMP TABLE placed AS SELECT * FROM row_keys JOIN combined USING (breakdown_no) ORDER BY row"
    )
    label = ", label" if layout.measure_column else ""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE row_slices AS SELECT DISTINCT period_id, {', '.join(names.values())}{label} FROM placed"
    )
    return names


def _figure(layout: Layout, column: MeasureColumn, cell: str, place: str, source: str) -> str:
    """SQL for rows of (…, value, status) from a published cell: its number, else the code of its absence."""
    cleaned = f"regexp_replace({cell}, '%\\s*$', '')" if column.percent_text else cell
    cleaned = (
        f"CASE WHEN regexp_full_match({cleaned}, {THOUSANDS}) THEN replace({cleaned}, ',', '') END"
        if column.comma_thousands
        else cleaned
    )
    scaled = f"number * {column.scale!r}" if column.scale != 1 else "number"
    words = {**dict.fromkeys(map(str.strip, layout.zero_symbols), 0.0), **layout.words}
    said = "".join(f"WHEN {text(word)} THEN {meant!r} " for word, meant in words.items())
    spoken = f"ELSE CASE trim(coalesce(cell, '')) {said}END" if words else ""
    known = "".join(f"WHEN {text(symbol)} THEN {STATUS_CODE[ours]} " for symbol, ours in layout.symbols.items())
    absence = f"CASE trim(coalesce(cell, '')) {known}ELSE {UNKNOWN_SYMBOL} END" if known else str(UNKNOWN_SYMBOL)
    # Most cells are numbers: only the others are looked up as words or symbols. DuckDB would also
    # take '1_000' and '+-5' for numbers; no publisher writes either, so they stop the load.
    return f"""
        SELECT *, CASE WHEN value IS NULL THEN {absence} ELSE 0 END AS status
        FROM (SELECT *, CASE WHEN isfinite({scaled}) AND NOT contains(cell, '_') AND NOT contains(cell, '+-') THEN {scaled} {spoken} END AS value
              FROM (SELECT placed.{place} AS breakdown_id, placed.period_id, placed.area_id, placed.row, {cell} AS cell,
                           TRY_CAST({cleaned} AS DOUBLE) AS number
                    FROM {source}))"""


def _stage_wide(
    con: duckdb.DuckDBPyConnection, layout: Layout, registers: Registers, file_id: int, combined: dict[Breakdown, str]
) -> None:
    source = _rows_beside_keys(con)
    selects, slices = [], []
    for name, column in layout.measures.items():
        place = combined[tuple(sorted(column.breakdown.items()))]
        measure = registers.measures.number(column.measure)
        figures = _figure(layout, column, f"raw.{quote(name)}", place, source)
        selects.append(f"""
            SELECT {measure}, breakdown_id, period_id, area_id, value, status, {file_id},
                   {registers.columns.number(file_id, name)}, row FROM ({figures})""")
        slices.append(f"SELECT {measure}, {place}, period_id, {file_id} FROM row_slices")
    con.execute("INSERT INTO staged " + " UNION ALL ".join(selects))
    con.execute("INSERT INTO slices " + " UNION ALL ".join(slices))


def _rows_beside_keys(con: duckdb.DuckDBPyConnection) -> str:
    """SQL for the rows with their keys. Where no row was left out the two tables lie side by side already."""
    placed, rows = con.execute("SELECT (SELECT count(*) FROM placed), (SELECT count(*) FROM raw)").fetchall()[0]
    if placed == rows:
        return "placed POSITIONAL JOIN raw"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE kept AS SELECT raw.* FROM raw SEMI JOIN placed ON raw.{ROW} = placed.row ORDER BY {ROW}"
    )
    return "placed POSITIONAL JOIN kept AS raw"


def _stage_long(
    con: duckdb.DuckDBPyConnection, layout: Layout, registers: Registers, file_id: int, combined: dict[Breakdown, str]
) -> None:
    value_column = layout.value_column or ""
    column_id = registers.columns.number(file_id, value_column)
    for label, column in layout.measures.items():
        place = combined[tuple(sorted(column.breakdown.items()))]
        measure = registers.measures.number(column.measure)
        labelled = f"placed JOIN raw ON raw.{ROW} = placed.row WHERE placed.label = {text(label)}"
        figures = _figure(layout, column, f"raw.{quote(value_column)}", place, labelled)
        con.execute(f"""
            INSERT INTO staged
            SELECT {measure}, breakdown_id, period_id, area_id, value, status, {file_id}, {column_id}, row FROM ({figures})""")
        con.execute(
            f"INSERT INTO slices SELECT {measure}, {place}, period_id, {file_id} FROM row_slices WHERE label = {text(label)}"
        )


def _check_symbols(con: duckdb.DuckDBPyConnection, registers: Registers, start: int, name: str) -> None:
    strange = con.execute(
        "SELECT column_id, row FROM staged WHERE rowid >= ? AND status = ? ORDER BY row, column_id LIMIT 1",
        [start, UNKNOWN_SYMBOL],
    ).fetchone()
    if strange is None:
        return
    column = registers.columns.name(strange[0])
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
    FROM staged WHERE rowid >= {start} AND {parts}
    GROUP BY {together}"""
SUMMED_SLICES = "INSERT INTO slices SELECT DISTINCT measure_id, breakdown_id, period_id, file_id FROM staged WHERE rowid >= {start} AND column_id = {column}"


def _stage_rollup(
    con: duckdb.DuckDBPyConnection, rollup: Rollup, registers: Registers, file_id: int, start: int
) -> None:
    """Adds the rows of several items."""
    measure = registers.measures.number(rollup.measure)
    items = [registers.breakdowns.number(((rollup.topic, item),)) for item in rollup.items]
    known = {item.id: item.label for item in registers.catalogue.vocabularies[rollup.topic].items}
    labels = [known[item] for item in rollup.items]
    listed = ", ".join(labels) if len(labels) <= LISTED_AT_MOST else f"{labels[0]} to {labels[-1]}"
    column = registers.columns.number(file_id, f"sum of {rollup.topic}: {listed}")
    # Where the publisher leaves out rows that would be 0, only a symbol makes the sum absent.
    complete = "count(value) = count(*)" if rollup.gaps_reason else f"count(value) = {len(items)}"
    con.execute(SUMMED.format(
        measure=measure, breakdown=registers.breakdowns.number(((rollup.topic, rollup.into),)), complete=complete,
        missing=STATUS_CODE["missing"], file_id=file_id, start=start, column=column, row="NULL",
        parts=f"measure_id = {measure} AND breakdown_id IN ({', '.join(map(str, items))})", together="period_id, area_id",
    ))  # fmt: skip
    con.execute(SUMMED_SLICES.format(column=column, start=start))


def _stage_sum(
    con: duckdb.DuckDBPyConnection, layout: Layout, made: SumOfMeasures, registers: Registers, file_id: int, start: int
) -> None:
    """Adds several measures of the same row (in a long file: of several rows) into one that the file does not hold."""
    parts = [registers.measures.number(measure) for measure in made.of]
    headings = [heading for heading, column in layout.measures.items() if column.measure in made.of]
    things = "rows" if layout.measure_column else "columns"
    column = registers.columns.number(file_id, f"sum of {things}: " + ", ".join(headings))
    con.execute(SUMMED.format(
        measure=registers.measures.number(made.measure), breakdown="breakdown_id", complete=f"count(value) = {len(parts)}",
        missing=STATUS_CODE["missing"], file_id=file_id, start=start, column=column, row="NULL" if layout.measure_column else "min(row)",
        parts=f"measure_id IN ({', '.join(map(str, parts))})", together="breakdown_id, period_id, area_id",
    ))  # fmt: skip
    con.execute(SUMMED_SLICES.format(column=column, start=start))
