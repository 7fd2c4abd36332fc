"""Whether a plan's tables add up: totals of columns, tables that must have the same total, tables that are cuts of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.hub.plans.whole import WholeValue
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTable, PlanTemplate

from .names import SCENARIO_WORDS, WITH, WITHOUT

Cells = Mapping[tuple[str, str, int, str], WholeValue]  # by table, row, year and scenario


@dataclass(frozen=True, slots=True)
class ColumnTotal:
    """The sum of a column. `value` None: no row has a number. `empty` and `absent`: rows without one."""

    value: Decimal | None
    empty: int
    absent: int
    has_model: bool

    @property
    def is_whole(self) -> bool:
        """Whether every row has a number."""
        return self.value is not None and not self.empty and not self.absent


@dataclass(frozen=True, slots=True)
class SumFault:
    """Parts that do not add. `row` '' where whole columns differ; `amount`: by how much this table has more."""

    table: str
    row: str
    year: int
    scenario: str
    amount: Decimal
    words: str


def by_cell(values: Iterable[WholeValue]) -> dict[tuple[str, str, int, str], WholeValue]:
    """The cells by where they are."""
    return {(each.table, each.row, each.year, each.scenario): each for each in values}


def column_total(table: PlanTable, cells: Cells, year: int, scenario: str) -> ColumnTotal:
    """The sum of a column's numbers, and how many rows have none."""
    found = [cells.get((table.id, row.id, year, scenario)) for row in table.rows]
    known = [each.value for each in found if each is not None and each.value is not None]
    absent = sum(1 for each in found if each is not None and each.value is None and each.status)
    has_model = any(each is not None and each.origin == "model" for each in found)
    total = sum(known, Decimal(0)) if known else None
    return ColumnTotal(total, len(found) - len(known) - absent, absent, has_model)


def sum_faults(template: PlanTemplate, values: Iterable[WholeValue], only: str = "") -> tuple[SumFault, ...]:
    """Everything that does not add, in the order of the tables; `only`: of one table, by id."""
    cells = by_cell(values)
    found: list[SumFault] = []
    for table in template.tables:
        if only in ("", table.id):
            found += _other_totals(template, table, cells)
            found += _cuts(template, table, cells)
    return tuple(found)


def _columns(table: PlanTable) -> Iterator[tuple[int, str]]:
    yield from ((year, WITHOUT) for year in (*table.start_years, *table.years))
    yield from ((year, WITH) for year in table.years)


def _other_totals(template: PlanTemplate, table: PlanTable, cells: Cells) -> Iterator[SumFault]:
    other = template.table(table.same_total_as) if table.same_total_as else None
    if other is None or not table.parts_of_total or not other.parts_of_total:
        return
    for year, scenario in _columns(table):
        own, theirs = (column_total(each, cells, year, scenario) for each in (table, other))
        if own.value is None or theirs.value is None or own.value == theirs.value:
            continue
        words = (
            f"The parts of table {table.number} do not add to table {other.number}’s total for {year} "
            f"{SCENARIO_WORDS[scenario]}: {_n(own.value)} here, {_n(theirs.value)} there.{_why(own, theirs)}"
        )
        yield SumFault(table.id, "", year, scenario, own.value - theirs.value, words)


def _why(*totals: ColumnTotal) -> str:
    """What may explain it: rows without a number, and medians."""
    lacking = sum(total.empty + total.absent for total in totals)
    told = (
        f" {wording.counted(lacking, 'cell')} in the two columns {'has' if lacking == 1 else 'have'} no number."
        if lacking
        else ""
    )
    if any(total.has_model for total in totals):
        told += " Medians of simulations need not add."
    return told


def _cuts(template: PlanTemplate, table: PlanTable, cells: Cells) -> Iterator[SumFault]:
    """Rows whose cuts in other tables come to more than the row. Less is no fault: the cuts leave some children out."""
    for cuts in (
        [e for e in template.tables if e.part_of == table.id],
        [e for e in template.tables if e.at_most == table.id],
    ):
        if cuts:
            yield from _exceeded(table, cuts, cells)


def _exceeded(table: PlanTable, cuts: Sequence[PlanTable], cells: Cells) -> Iterator[SumFault]:
    for year, scenario in _columns(table):
        for row in table.rows:
            whole = cells.get((table.id, row.id, year, scenario))
            parts = [cells.get((cut.id, row.id, year, scenario)) for cut in cuts]
            known = [each for each in parts if each is not None and each.value is not None]
            added = sum((each.value or Decimal(0) for each in known), Decimal(0))
            if whole is None or whole.value is None or added <= whole.value:
                continue
            medians = any(each.origin == "model" for each in (whole, *known))
            words = (
                f"‘{row.title}’ for {year} {SCENARIO_WORDS[scenario]}: {_have(cuts)} "
                f"{_n(added)}, more than the {_n(whole.value)} of table {table.number}."
                f"{' Medians of simulations need not add.' if medians else ''}"
            )
            yield SumFault(table.id, row.id, year, scenario, added - whole.value, words)


def _have(cuts: Sequence[PlanTable]) -> str:
    return (
        f"table {cuts[0].number} has" if len(cuts) == 1 else f"tables {cuts[0].number} to {cuts[-1].number} add up to"
    )


def _n(number: Decimal) -> str:
    return wording.number(float(number), 0 if number == number.to_integral_value() else 2)
