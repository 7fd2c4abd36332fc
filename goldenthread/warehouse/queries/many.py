"""Many indicators at once, each for few periods: one reading of their cells and one plan for all.

The steps are those of indicator.py. Every indicator is an item, and each of its periods has the number of the item
times SPAN and its own, so that the steps which join and add up need not know that there are several. What differs
between indicators, their method, scale and decimals, stands in the step `items`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..definitions.indicators import Indicator
from .indicator import CELL_COLUMNS, MEMBERS, ONLY_PAIRS, PUBLISHED_PAIR, ROLES, SPAN, SUMMED, Ask, absence


@dataclass(frozen=True)
class Source:
    """Where an item's role has its cells for a period. `own_period`: that period's label where it is carried forward."""

    item: int
    role: str
    period: int
    cells_of: int
    own_period: str | None = None


def can_be_one_of_many(indicator: Indicator) -> bool:
    """Whether the steps here are the indicator's: none that looks at the period before, or adds up values themselves."""
    return indicator.method != "growth" and indicator.groups != "sum"


def many_sql(asks: Sequence[Ask], sources: Sequence[Source]) -> str:
    """Rows as `sql_for` gives them, with the cells of all four ROLES. `asks` differ in indicator, cells and periods."""
    areas = f"{list(asks[0].areas)}::USMALLINT[]"
    roles = [f"{role}_cells AS (SELECT * EXCLUDE (role) FROM cells WHERE role = {n})" for n, role in enumerate(ROLES)]
    steps = [
        f"items AS ({_items(asks)})", f"targets AS ({_targets(asks)})", f"sources AS ({_sources(asks, sources)})",
        f"cells AS MATERIALIZED ({_cells(asks)})", *roles, MEMBERS.replace("$1::USMALLINT[]", areas), PAIRS, GIVEN,
        *(f"{role}_all AS (SELECT *, false AS calculated FROM {role}_cells)" for role in ("value", "minus")),
        *(f"{role}_all AS ({_part(role)})" for role in ("numerator", "denominator")),
        f"asked AS ({ASKED.format(areas=areas)})",
    ]  # fmt: skip
    return f"WITH {', '.join(steps)} {_answer()}"


def periods_of_many_sql(cells: Iterable[tuple[int, int]]) -> str:
    """Rows of (measure, breakdown, period), in order, for which there is any cell."""
    pairs = sorted(set(cells))
    wanted = _columns(
        measure_id=[f"{measure}::USMALLINT" for measure, _ in pairs],
        breakdown_id=[f"{breakdown}::UINTEGER" for _, breakdown in pairs],
    )
    return f"SELECT * FROM held JOIN ({wanted}) USING (measure_id, breakdown_id) ORDER BY ALL"


def _read(cells: Iterable[tuple[int, int]]) -> str:
    """The cells of these measures and breakdowns, with others: `sources` keeps what is wanted of them.

    One statement for each breakdown, and not one for all: of a breakdown's cells most are found by their place in
    the order. Nor one for each measure: that many statements take longer to plan than the others' cells to pass over.
    """
    measures: dict[int, list[int]] = {}
    for measure, breakdown in cells:
        measures.setdefault(breakdown, []).append(measure)
    return " UNION ALL ".join(
        f"(FROM observation WHERE breakdown_id = {breakdown} AND measure_id BETWEEN {min(of)} AND {max(of)})"
        for breakdown, of in sorted(measures.items())
    )


def _items(asks: Sequence[Ask]) -> str:
    indicators = [ask.indicator for ask in asks]
    return _columns(
        item=range(len(asks)),
        method=[f"'{each.method}'" for each in indicators],
        has_value=["value" in ask.cells for ask in asks],
        has_parts=["numerator" in ask.cells for ask in asks],
        is_summed=[each.groups == "from-parts" for each in indicators],
        scale=[f"{float(each.scale)!r}::DOUBLE" for each in indicators],
        decimals=[each.decimals for each in indicators],
    )


def _targets(asks: Sequence[Ask]) -> str:
    targets = [(item, period) for item, ask in enumerate(asks) for period in ask.periods]
    return _columns(item=[item for item, _ in targets], period_id=[period for _, period in targets])


def _sources(asks: Sequence[Ask], sources: Sequence[Source]) -> str:
    cells = [asks[source.item].cells[source.role] for source in sources]
    return _columns(
        coded=[f"{s.item * SPAN + s.period}::UINTEGER" for s in sources],
        role=[ROLES.index(s.role) for s in sources],
        measure_id=[f"{measure}::USMALLINT" for measure, _ in cells],
        breakdown_id=[f"{breakdown}::UINTEGER" for _, breakdown in cells],
        period_id=[f"{s.cells_of}::USMALLINT" for s in sources],
        own_period=[f"'{s.own_period}'" if s.own_period else "NULL" for s in sources],
        is_amendable=[not asks[s.item].published and asks[s.item].is_amendable(s.role) for s in sources],
    )


def _columns(**columns: Iterable[object]) -> str:
    return "SELECT " + ", ".join(f"unnest([{', '.join(map(str, of))}]) AS {name}" for name, of in columns.items())


def _cells(asks: Sequence[Ask]) -> str:
    """The cells of every role. A withheld figure is used nowhere; a corrected one only where its role is amendable."""
    cells = [each for ask in asks for each in ask.cells.values() if all(each)]
    amended = "amended" if not asks[0].published else "(FROM amended WHERE false)"
    return f"""
        SELECT s.role, s.coded AS period_id, o.area_id, o.value,
               CASE WHEN a.amendment IS NULL THEN o.value ELSE a.used_value END AS used, coalesce(a.used_status, o.status) AS status,
               o.status AS published_status, o.file_id, o.column_id, o.row, a.amendment, s.own_period::VARCHAR AS own_period
        FROM ({_read(cells)}) o JOIN sources s USING (measure_id, breakdown_id, period_id)
        LEFT JOIN {amended} a ON a.measure_id = o.measure_id AND a.breakdown_id = o.breakdown_id AND a.period_id = o.period_id
                             AND a.area_id = o.area_id AND (s.is_amendable OR a.used_value IS NULL)"""


# As in indicator.py: authorities with both parts, and with a value where the indicator has one.
PAIRS = f"""pairs AS (
    SELECT n.area_id, n.period_id FROM numerator_cells n JOIN items i ON i.item = n.period_id // {SPAN} AND i.is_summed
    JOIN denominator_cells d ON d.area_id = n.area_id AND d.period_id = n.period_id AND d.status = 0
    LEFT JOIN value_cells v ON v.area_id = n.area_id AND v.period_id = n.period_id
    WHERE n.status = 0 AND (v.status = 0 OR NOT i.has_value))"""
# A larger area's parts are both as published or both added up; where nothing is added up, each is as published.
GIVEN = f"""given_pairs AS (
    SELECT n.area_id, n.period_id FROM numerator_cells n
    JOIN denominator_cells d ON d.area_id = n.area_id AND d.period_id = n.period_id
    UNION SELECT c.area_id, c.period_id FROM (FROM numerator_cells UNION ALL FROM denominator_cells) c
    JOIN items i ON i.item = c.period_id // {SPAN} AND NOT i.is_summed)"""
# What is expected, and whatever else the role that gives an indicator its periods has a cell for.
ASKED = f"""
    SELECT a.area_id, (t.item * {SPAN} + t.period_id)::UINTEGER AS period_id FROM targets t JOIN period p USING (period_id)
    JOIN area a ON list_contains({{areas}}, a.area_id) AND (a.level <> 'authority' OR (a.to_date IS NULL
         AND (a.from_date IS NULL OR a.from_date <= p.end_date)))
    UNION SELECT area_id, period_id FROM value_all WHERE list_contains({{areas}}, area_id)
    UNION SELECT area_id, period_id FROM numerator_all n JOIN items i ON i.item = n.period_id // {SPAN} AND NOT i.has_value
    WHERE list_contains({{areas}}, area_id)"""


def _part(role: str) -> str:
    return PUBLISHED_PAIR.format(role=role) + SUMMED.format(role=role, only=ONLY_PAIRS, given="given_pairs")


def _answer() -> str:
    """The answer's rows: the value by each item's method, rounded to its decimals."""
    cells = ", ".join(f"{role}.{column}" for role in ROLES for column in CELL_COLUMNS)
    used, published = (_value(column) for column in ("used", "value"))
    status = _status()
    return f"""
        SELECT area_id, period_id, round(round({used}, 9), i.decimals) AS used, {status} AS status,
               CASE WHEN {CALCULATED} THEN round(round({published}, 9), i.decimals) ELSE {published} END AS published,
               {status.replace(".status", ".published_status")} AS published_status,
               coalesce({", ".join(f"{role}.amendment" for role in ROLES)}) AS amendment, {CALCULATED} AS calculated,
               numerator.used, denominator.used, denominator.own_period, {cells}
        FROM asked JOIN items i ON i.item = asked.period_id // {SPAN}
        {" ".join(f"LEFT JOIN {role}_all {role} USING (area_id, period_id)" for role in ROLES)}"""


CALCULATED = "(i.method <> 'published' OR coalesce(value.calculated, false) OR (i.has_parts AND value.status IS NULL))"
IS_WORKED_OUT = "(i.method = 'ratio' OR (i.method = 'published' AND i.has_parts AND value.status IS NULL))"


def _value(column: str) -> str:
    return f"""CASE WHEN i.method = 'difference' THEN value.{column} - minus.{column}
        WHEN {IS_WORKED_OUT} THEN i.scale * numerator.{column} / nullif(denominator.{column}, 0) ELSE value.{column} END"""


def _status() -> str:
    return f"""CASE WHEN i.method = 'difference' THEN {absence("value", "minus")}
        WHEN {IS_WORKED_OUT} THEN {absence("numerator", "denominator", divisor="denominator.used")} ELSE {absence("value")} END"""
