"""One indicator: values by area and period, with parts, source cells and amendments.

The SQL is assembled from named steps, in this order:

  areas_wanted   the areas asked for
  value_cells …  one step a role: the published cells of its measure and breakdown, amendments beside
  value_all …    the same, and sums over members for larger areas that the publisher does not give
  grid           every area asked for × every period there is, so that nothing missing is silent
  the answer     the value by the indicator's method, rounded to the indicator's decimals
"""

from __future__ import annotations

from dataclasses import dataclass

from ..definitions.indicators import Indicator, Part
from ..ingestors.registers import STATUS_CODE

MISSING = STATUS_CODE["missing"]
NOT_APPLICABLE = STATUS_CODE["z"]
ROLES = ("value", "minus", "numerator", "denominator")
CELL_COLUMNS = ("value", "published_status", "file_id", "column_id", "row")


@dataclass(frozen=True)
class Ask:
    """What to ask the store, ids resolved. `cells` maps role → (measure id, breakdown id).

    `larger`: whether any of the areas is more than an authority. `amended`: the cells with amendments.
    What a question does not need is left out of its SQL, since planning it would take most of the time.
    """

    indicator: Indicator
    cells: dict[str, tuple[int, int]]
    areas: tuple[int, ...]
    larger: bool
    amended: frozenset[tuple[int, int]]
    published: bool
    file_ids: tuple[int, ...] | None  # a pinned release: only its files, superseded cells included

    @property
    def roles(self) -> list[str]:
        """The roles this indicator has, in order; growth also reads the period before."""
        found = [role for role in ROLES if role in self.cells]
        return [*found, "previous"] if self.indicator.method == "growth" else found

    @property
    def base(self) -> str:
        """The role whose periods are the indicator's periods."""
        return "value" if "value" in self.cells else "numerator"


def breakdown_key(part: Part, asked: dict[str, str]) -> str:
    """The key of a part's cells: the items asked for that it takes, and its own fixed items."""
    items = {**{topic: item for topic, item in asked.items() if topic not in part.without}, **part.breakdown}
    return ",".join(f"{topic}={item}" for topic, item in sorted(items.items())) or "total"


def sql_for(ask: Ask) -> str:
    """The whole query as DuckDB SQL. Every value in it is a number that the store gave out."""
    steps = [f"areas_wanted AS (SELECT unnest([{', '.join(map(str, ask.areas))}])::USMALLINT AS area_id)"]
    steps += [f"{role}_cells AS MATERIALIZED ({_cells(ask, role)})" for role in ROLES if role in ask.cells]
    steps += _all(ask)
    steps.append(f"grid AS ({GRID.format(base=ask.base)})")
    used, published, status = _method(ask)
    published_status = status.replace(".status", ".published_status")
    cells = ", ".join(f"{role}.{column}" for role in ask.roles for column in CELL_COLUMNS)
    joins = " ".join(_join(role) for role in ask.roles)
    parts = (
        "numerator.used, denominator.used, denominator.own_period" if "numerator" in ask.cells else "NULL, NULL, NULL"
    )
    amendment = f"coalesce({', '.join(f'{role}.amendment' for role in ask.roles)}, NULL)"
    calculated = f"coalesce({ask.base}.calculated, false)" if ask.indicator.method == "published" else "true"
    if "value" in ask.cells and "numerator" in ask.cells:
        calculated = f"({calculated} OR value.status IS NULL)"
    return f"""WITH {", ".join(steps)}
        SELECT grid.area_id, grid.period_id, round({used}, {ask.indicator.decimals}) AS used, {status} AS status,
               round({published}, {ask.indicator.decimals}) AS published, {published_status} AS published_status,
               {amendment} AS amendment, {calculated} AS calculated,
               {parts}, {cells}
        FROM grid JOIN period USING (period_id) {joins}
        ORDER BY period.start_date, grid.area_id"""


# An authority of today that existed then is answered for; one since abolished only where the source has it.
GRID = """
    SELECT area_id, period_id FROM areas_wanted JOIN area USING (area_id)
    CROSS JOIN (SELECT DISTINCT period_id FROM {base}_cells) JOIN period USING (period_id)
    WHERE level <> 'authority'
       OR (coalesce(from_date, end_date) <= end_date AND to_date IS NULL)
    UNION
    SELECT area_id, period_id FROM {base}_cells SEMI JOIN areas_wanted USING (area_id)"""


def _join(role: str) -> str:
    if role == "previous":
        return """LEFT JOIN period before ON before.type = period.type AND before.start_date = period.start_date - INTERVAL 1 YEAR
            LEFT JOIN value_all previous ON previous.area_id = grid.area_id AND previous.period_id = before.period_id"""
    return f"LEFT JOIN {role}_all {role} ON {role}.area_id = grid.area_id AND {role}.period_id = grid.period_id"


def _cells(ask: Ask, role: str) -> str:
    """The role's cells. Amendments move the value, or the parts where the value is worked out from them."""
    measure, breakdown = ask.cells[role]
    where = f"measure_id = {measure} AND breakdown_id = {breakdown}"
    cells = f"FROM observation WHERE {where}"
    if ask.file_ids is not None:
        where += f" AND file_id IN ({', '.join(map(str, ask.file_ids)) or 'NULL'})"
        cells = f"FROM observation WHERE {where} UNION ALL FROM superseded_observation WHERE {where}"
    columns = "o.period_id, o.area_id, o.value, {}, o.status AS published_status, o.file_id, o.column_id, o.row, {}, NULL::VARCHAR AS own_period"
    if ask.published or not _is_amendable(ask, role) or ask.cells[role] not in ask.amended:
        plain = columns.format("o.value AS used, o.status AS status", "NULL::VARCHAR AS amendment")
        select = f"SELECT {plain} FROM ({cells}) o"
    else:
        used = "CASE WHEN a.amendment IS NULL THEN o.value ELSE a.used_value END AS used, coalesce(a.used_status, o.status) AS status"
        joined = "LEFT JOIN amended a USING (measure_id, breakdown_id, period_id, area_id)"
        select = f"SELECT {columns.format(used, 'a.amendment')} FROM ({cells}) o {joined}"
    years = ask.indicator.denominator_years_back
    return _carried_forward(select, ask.base, years) if role == "denominator" and years else select


def _is_amendable(ask: Ask, role: str) -> bool:
    part: Part | None = getattr(ask.indicator, role)
    return (role in ("value", "minus") or ask.indicator.method == "ratio") and not (part and part.as_published)


def _carried_forward(select: str, base: str, years: int) -> str:
    """For each period of the base, the newest denominator that is no older than so many years."""
    return f"""
        SELECT target.period_id, d.* EXCLUDE (period_id, own_period), source.label AS own_period
        FROM ({select}) d JOIN period source USING (period_id)
        JOIN (SELECT DISTINCT period_id FROM {base}_cells) JOIN period target USING (period_id)
          ON source.start_date <= target.start_date AND source.start_date > target.start_date - INTERVAL {years} YEAR
        QUALIFY rank() OVER (PARTITION BY target.period_id ORDER BY source.start_date DESC) = 1"""


MEMBERS = """members AS (
    SELECT DISTINCT w.area_id AS larger_id, m.area_id, a.to_date IS NULL AS is_of_today
    FROM areas_wanted w JOIN member m ON m.group_id = w.area_id JOIN area a ON a.area_id = m.area_id AND a.level = 'authority')"""


def _all(ask: Ask) -> list[str]:
    """Steps `value_all` …: the cells, and where nobody publishes a larger area, the sum of its members."""
    roles = [role for role in ROLES if role in ask.cells]
    as_published = "SELECT *, false AS calculated FROM {role}_cells"
    if ask.indicator.groups == "none" or not ask.larger:
        return [f"{role}_all AS ({as_published.format(role=role)})" for role in roles]
    paired = ask.indicator.groups == "from-parts"
    steps = [MEMBERS, *([_pairs(roles)] if paired else [])]
    for role in roles:
        summed = "" if paired and role == "value" else SUMMED.format(role=role, only=ONLY_PAIRS if paired else "")
        steps.append(f"{role}_all AS ({as_published.format(role=role)}{summed})")
    return steps


def _pairs(roles: list[str]) -> str:
    """Authorities with both parts: only they count in either sum, or the rate would mix sets of places."""
    value = "JOIN value_cells v ON v.area_id = n.area_id AND v.period_id = n.period_id AND v.status = 0"
    return f"""pairs AS (
        SELECT n.area_id, n.period_id FROM numerator_cells n
        JOIN denominator_cells d ON d.area_id = n.area_id AND d.period_id = n.period_id AND d.status = 0
        {value if "value" in roles else ""} WHERE n.status = 0)"""


ONLY_PAIRS = "SEMI JOIN pairs ON pairs.area_id = c.area_id AND pairs.period_id = c.period_id"
# A sum of fewer than half of an area's authorities would pass for the area's own figure: none is given.
SUMMED = """
    UNION ALL
    SELECT c.period_id, larger_id, sum(c.value), sum(c.used),
           CASE WHEN count(c.used) > 0 THEN 0 ELSE max(c.status) END,
           CASE WHEN count(c.value) > 0 THEN 0 ELSE max(c.published_status) END, min(c.file_id), NULL, NULL, min(c.amendment),
           min(c.own_period), true
    FROM members JOIN {role}_cells c USING (area_id) {only}
    ANTI JOIN {role}_cells given ON given.area_id = larger_id AND given.period_id = c.period_id
    GROUP BY c.period_id, larger_id
    HAVING 2 * count(c.value) >= (SELECT count(*) FROM members m WHERE m.larger_id = members.larger_id AND m.is_of_today)"""


def _method(ask: Ask) -> tuple[str, str, str]:
    """SQL for the used value, the published value and the status code."""
    indicator = ask.indicator
    match indicator.method:
        case "ratio":
            return (
                _quotient(indicator, "used"),
                _quotient(indicator, "value"),
                _status("numerator", "denominator", divisor="denominator.used"),
            )
        case "growth":
            growth = "100 * (value.{0} - previous.{0}) / nullif(previous.{0}, 0)"
            return growth.format("used"), growth.format("value"), _status("value", "previous", divisor="previous.used")
        case "difference":
            return "value.used - minus.used", "value.value - minus.value", _status("value", "minus")
    if "numerator" not in ask.cells:
        return "value.used", "value.value", _status("value")
    worked_out = f"CASE WHEN value.status IS NULL THEN {_quotient(indicator, 'used')} ELSE value.{{}} END"
    status = f"CASE WHEN value.status IS NOT NULL THEN value.status ELSE {_status('numerator', 'denominator', divisor='denominator.used')} END"
    return worked_out.format("used"), worked_out.format("value"), status


def _quotient(indicator: Indicator, column: str) -> str:
    return f"{indicator.scale!r} * numerator.{column} / nullif(denominator.{column}, 0)"


def _status(*roles: str, divisor: str | None = None) -> str:
    """The first absence among the roles; a division by zero is not applicable."""
    tests = " ".join(
        f"WHEN {role}.status IS NULL THEN {MISSING} WHEN {role}.status > 0 THEN {role}.status" for role in roles
    )
    zero = f" WHEN {divisor} = 0 THEN {NOT_APPLICABLE}" if divisor else ""
    return f"CASE {tests}{zero} ELSE 0 END"
