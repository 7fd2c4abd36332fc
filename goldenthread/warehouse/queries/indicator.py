"""One indicator: values by area and period, with parts, source cells and amendments.

The SQL is assembled from named steps, in this order:

  grid           every area asked for × every period there is, so that nothing missing is silent
  value_cells …  one step a role: the published cells of its measure and breakdown, amendments beside
  value_all …    the same, and sums over members for larger areas that the publisher does not give
  the answer     the value by the indicator's method, rounded to the indicator's decimals

Planning takes most of the time of so small a query: a question only gets the steps it needs, and its
areas, periods and breakdowns are parameters ($1 areas, $2 and $3 the grid's areas and periods, $4 periods, $5 the
breakdown of each role), so that the plan serves again.
"""

from __future__ import annotations

from collections.abc import Iterable
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

    `grid`: (area id, period id) of every figure that is expected. `larger`: whether any of the areas is
    more than an authority. `amended`: the cells with amendments.
    """

    indicator: Indicator
    cells: dict[str, tuple[int, int]]
    areas: tuple[int, ...]
    periods: tuple[int, ...]
    grid: tuple[tuple[int, int], ...]
    larger: bool
    amended: frozenset[tuple[int, int]]
    published: bool
    file_ids: tuple[int, ...] | None  # a pinned release: only its files, superseded cells included
    items: tuple[dict[str, int], ...] = ()  # several breakdowns at once: the breakdown id of each role, item by item

    @property
    def roles(self) -> list[str]:
        """The roles this indicator has, in order; growth also reads the period before."""
        found = [role for role in ROLES if role in self.cells]
        return [*found, "previous"] if self.indicator.method == "growth" else found

    @property
    def base(self) -> str:
        """The role whose periods are the indicator's periods."""
        return "value" if "value" in self.cells else "numerator"

    def is_amended(self, role: str) -> bool:
        """Whether any of the role's cells has an amendment."""
        measure, breakdown = self.cells[role]
        breakdowns = [item[role] for item in self.items] or [breakdown]
        return any((measure, each) in self.amended for each in breakdowns)

    def is_amendable(self, role: str) -> bool:
        """Whether amendments move this role; a figure that is withheld is withheld in every role."""
        part: Part | None = getattr(self.indicator, role)
        return (role in ("value", "minus") or self.indicator.method == "ratio") and not (part and part.as_published)


# With several breakdowns at once every period stands once for each: its number is that of the item times this, and
# its own. To the steps that join and add up it is a period like any other.
SPAN = 100_000


def can_be_asked_together(indicator: Indicator) -> bool:
    """Whether several breakdowns can be asked in one query: not where a period looks at the one before."""
    return indicator.method != "growth" and not indicator.denominator_years_back


def breakdown_key(part: Part, asked: dict[str, str]) -> str:
    """The key of a part's cells: the items asked for that it takes, and its own fixed items."""
    items = {**{topic: item for topic, item in asked.items() if topic not in part.without}, **part.breakdown}
    return ",".join(f"{topic}={item}" for topic, item in sorted(items.items())) or "total"


def sql_for(ask: Ask) -> str:
    """The whole query as DuckDB SQL, to be prepared and then asked with `parameters_of`.

    The answer is in no order: sorting a few hundred rows is quicker outside.
    """
    steps = [f"grid AS ({GRID})"]
    steps += [f"{role}_cells AS {_kept(ask)} ({_cells(ask, role)})" for role in ROLES if role in ask.cells]
    steps += _all(ask)
    used, published, status = _method(ask)
    published_status = status.replace(".status", ".published_status")
    cells = ", ".join(f"{role}.{column}" for role in ask.roles for column in CELL_COLUMNS)
    joins = " ".join(_join(role) for role in ask.roles if role != ask.base)
    parts = (
        "numerator.used, denominator.used, denominator.own_period" if "numerator" in ask.cells else "NULL, NULL, NULL"
    )
    amendment = f"coalesce({', '.join(f'{role}.amendment' for role in ask.roles)}, NULL)"
    calculated = f"coalesce({ask.base}.calculated, false)" if ask.indicator.method == "published" else "true"
    if "value" in ask.cells and "numerator" in ask.cells:
        calculated = f"({calculated} OR value.status IS NULL)"
    decimals = ask.indicator.decimals
    return f"""WITH {", ".join(steps)}
        SELECT area_id, period_id, {_rounded(used, decimals)} AS used, {status} AS status,
               CASE WHEN {calculated} THEN {_rounded(published, decimals)} ELSE {published} END AS published,
               {published_status} AS published_status,
               {amendment} AS amendment, {calculated} AS calculated, {parts}, {cells}
        FROM grid FULL JOIN {ask.base}_all {ask.base} USING (area_id, period_id) {joins}
        WHERE {WANTED if ask.larger else "true"} AND {THEN if ask.indicator.method == "growth" else "true"}"""


def periods_sql(ask: Ask) -> str:
    """Rows of the periods, in order of time, for which the base measure has any cell."""
    measure, breakdown = ask.cells[ask.base]
    where = f"measure_id = {measure} AND breakdown_id = {breakdown}"
    if ask.file_ids is None:
        return f"SELECT period_id FROM held WHERE {where} ORDER BY period_id"
    where += f" AND file_id IN ({listed(ask.file_ids)})"
    cells = f"FROM observation WHERE {where} UNION ALL FROM superseded_observation WHERE {where}"
    return f"SELECT DISTINCT period_id FROM ({cells}) ORDER BY period_id"


def _rounded(value: str, decimals: int) -> str:
    """Half away from zero, as on paper: nine places first take off the dust of binary sums (8.37 − 4.12 is 4.25)."""
    return f"round(round({value}, 9), {decimals})"


def listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers)) or "NULL"


GRID = "SELECT unnest($2::USMALLINT[]) AS area_id, unnest($3::UINTEGER[]) AS period_id"
WANTED = "list_contains($1::USMALLINT[], area_id)"
THEN = "list_contains($4::UINTEGER[], period_id)"


def parameters_of(ask: Ask) -> tuple[list[int], ...]:
    """The areas, the areas and periods of the grid, the periods, and the roles' breakdowns, for the query's $1 to $5."""
    areas, periods = [area for area, _ in ask.grid], [period for _, period in ask.grid]
    shared = list(ask.areas), areas, periods, list(ask.periods)
    return shared if ask.items else (*shared, [breakdown for _, breakdown in ask.cells.values()])


def _kept(ask: Ask) -> str:
    """Cells that more than one step reads are read once."""
    return (
        "MATERIALIZED" if ask.larger or ask.indicator.method == "growth" or ask.indicator.denominator_years_back else ""
    )


def _join(role: str) -> str:
    if role == "previous":
        return """LEFT JOIN period USING (period_id)
            LEFT JOIN period before ON before.type = period.type AND before.start_date = period.start_date - INTERVAL 1 YEAR
            LEFT JOIN value_all previous ON previous.area_id = coalesce(grid.area_id, value.area_id)
                                        AND previous.period_id = before.period_id"""
    return f"LEFT JOIN {role}_all {role} USING (area_id, period_id)"


def _cells(ask: Ask, role: str) -> str:
    """The role's cells. Amendments move the value, or the parts where the value is worked out from them."""
    where = f"measure_id = {ask.cells[role][0]} AND breakdown_id = ($5::UINTEGER[])[{list(ask.cells).index(role) + 1}]"
    # Which year's denominator is carried forward must not depend on the areas asked for.
    years = ask.indicator.denominator_years_back if role == "denominator" else 0
    wanted = "true" if ask.larger or years else WANTED
    if not years and ask.indicator.method != "growth":  # either also reads earlier periods than those asked for
        wanted += f" AND {THEN}"
    cells = f"FROM observation WHERE {where} AND {wanted}"
    period = "o.period_id"
    if ask.items:
        cells, period = _cells_of_items(ask, role, wanted), f"(o.item * {SPAN} + o.period_id)::UINTEGER AS period_id"
    if ask.file_ids is not None:
        where += f" AND file_id IN ({listed(ask.file_ids)})"
        # Two files of one release may give the same measure: the one that takes precedence is the release's figure
        # for every area, so the areas asked for are chosen after.
        cells = f"""
            FROM (
            SELECT c.* FROM (FROM observation WHERE {where} UNION ALL FROM superseded_observation WHERE {where}) c
            JOIN file USING (file_id) QUALIFY rank() OVER (PARTITION BY period_id ORDER BY precedence DESC, release_rank DESC) = 1)
            WHERE {wanted}"""
    columns = (
        period
        + ", o.area_id, o.value, {}, o.status AS published_status, o.file_id, o.column_id, o.row, {}, NULL::VARCHAR AS own_period"
    )
    if ask.published or not ask.is_amended(role):
        plain = columns.format("o.value AS used, o.status AS status", "NULL::VARCHAR AS amendment")
        select = f"SELECT {plain} FROM ({cells}) o"
    else:
        used = "CASE WHEN a.amendment IS NULL THEN o.value ELSE a.used_value END AS used, coalesce(a.used_status, o.status) AS status"
        # A withheld figure is used nowhere; a corrected one only where the figures beside it are corrected too.
        amended = "FROM amended" if ask.is_amendable(role) else "FROM amended WHERE used_value IS NULL"
        joined = f"LEFT JOIN ({amended}) a USING (measure_id, breakdown_id, period_id, area_id)"
        select = f"SELECT {columns.format(used, 'a.amendment')} FROM ({cells}) o {joined}"
    return _carried_forward(select, ask.base, years) if years else select


def _cells_of_items(ask: Ask, role: str, wanted: str) -> str:
    """The cells of every item's breakdown, each with its item; where items share a breakdown, once for each."""
    breakdowns = [item[role] for item in ask.items]
    pairs = ", ".join(f"({item}, {breakdown}::UINTEGER)" for item, breakdown in enumerate(breakdowns))
    where = f"measure_id = {ask.cells[role][0]} AND breakdown_id BETWEEN {min(breakdowns)} AND {max(breakdowns)}"
    return f"""FROM (SELECT c.*, i.item FROM (FROM observation WHERE {where} AND {wanted}) c
            JOIN (VALUES {pairs}) i(item, breakdown_id) USING (breakdown_id))"""


def _carried_forward(select: str, base: str, years: int) -> str:
    """For each period of the base, the newest denominator that is no older than so many years."""
    return f"""
        SELECT target.period_id, d.* EXCLUDE (period_id, own_period), source.label AS own_period
        FROM ({select}) d JOIN period source USING (period_id)
        JOIN (SELECT period_id FROM grid UNION SELECT period_id FROM {base}_cells) JOIN period target USING (period_id)
          ON source.start_date <= target.start_date AND source.start_date > target.start_date - INTERVAL {years} YEAR
        QUALIFY rank() OVER (PARTITION BY target.period_id ORDER BY source.start_date DESC) = 1"""


MEMBERS = """members AS (
    SELECT DISTINCT m.group_id AS larger_id, m.area_id, a.to_date IS NULL AS is_of_today
    FROM member m JOIN area a ON a.area_id = m.area_id AND a.level = 'authority' WHERE list_contains($1::USMALLINT[], m.group_id))"""


def _all(ask: Ask) -> list[str]:
    """Steps `value_all` …: the cells, and where nobody publishes a larger area, the sum of its members."""
    roles = [role for role in ROLES if role in ask.cells]
    as_published = "SELECT *, false AS calculated FROM {role}_cells"
    if ask.indicator.groups == "none" or not ask.larger:
        return [f"{role}_all AS ({as_published.format(role=role)})" for role in roles]
    if ask.indicator.groups == "sum":
        return [MEMBERS, *(f"{role}_all AS ({as_published.format(role=role)}{_summed(role)})" for role in roles)]
    steps = [MEMBERS, _pairs(roles), GIVEN]
    for role in roles:
        both = f"{role}_all AS ({PUBLISHED_PAIR.format(role=role)}{_summed(role, ONLY_PAIRS, 'given_pairs')})"
        steps.append(both if role != "value" else f"value_all AS ({as_published.format(role=role)})")
    return steps


# A larger area's parts are both as published or both added up: a mixture would be about two sets of places.
GIVEN = """given_pairs AS (
    SELECT n.area_id, n.period_id FROM numerator_cells n
    JOIN denominator_cells d ON d.area_id = n.area_id AND d.period_id = n.period_id)"""
PUBLISHED_PAIR = """
    SELECT c.*, false AS calculated FROM {role}_cells c
    LEFT JOIN given_pairs g ON g.area_id = c.area_id AND g.period_id = c.period_id
    WHERE g.area_id IS NOT NULL OR c.area_id NOT IN (SELECT larger_id FROM members)"""


def _summed(role: str, only: str = "", given: str = "") -> str:
    return SUMMED.format(role=role, only=only, given=given or f"{role}_cells")


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
    ANTI JOIN {given} given ON given.area_id = larger_id AND given.period_id = c.period_id
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
                absence("numerator", "denominator", divisor="denominator.used"),
            )
        case "growth":
            growth = "100 * (value.{0} - previous.{0}) / nullif(previous.{0}, 0)"
            return growth.format("used"), growth.format("value"), absence("value", "previous", divisor="previous.used")
        case "difference":
            return "value.used - minus.used", "value.value - minus.value", absence("value", "minus")
    if "numerator" not in ask.cells:
        return "value.used", "value.value", absence("value")
    worked_out = f"CASE WHEN value.status IS NULL THEN {_quotient(indicator, 'used')} ELSE value.{{}} END"
    status = f"CASE WHEN value.status IS NOT NULL THEN value.status ELSE {absence('numerator', 'denominator', divisor='denominator.used')} END"
    return worked_out.format("used"), worked_out.format("value"), status


def _quotient(indicator: Indicator, column: str) -> str:
    return f"{indicator.scale!r} * numerator.{column} / nullif(denominator.{column}, 0)"


def absence(*roles: str, divisor: str | None = None) -> str:
    """The first absence among the roles; a division by zero is not applicable."""
    tests = " ".join(
        f"WHEN {role}.status IS NULL THEN {MISSING} WHEN {role}.status > 0 THEN {role}.status" for role in roles
    )
    zero = f" WHEN {divisor} = 0 THEN {NOT_APPLICABLE}" if divisor else ""
    return f"CASE {tests}{zero} ELSE 0 END"
