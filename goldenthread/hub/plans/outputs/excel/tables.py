"""The numbered tables, a sheet each with both scenarios, and one row for every cell with where it comes from."""

from __future__ import annotations

from goldenthread.hub.plans.outputs import said
from goldenthread.hub.plans.outputs.inputs import Inputs
from goldenthread.hub.plans.outputs.parts.numbered_tables import Cells, absence, cells_of, years_of
from goldenthread.hub.plans.whole import WholeValue
from goldenthread.warehouse.definitions.plan_templates import PlanTable, TableRow

from .sheets import Absent, Sheet, Value

NOT_ZERO = "There is no figure in this cell. It is not zero."


def tables(given: Inputs) -> list[Sheet]:
    """A sheet for each table of the template."""
    return [_table(given, table) for table in given.template.tables]


def _table(given: Inputs, table: PlanTable) -> Sheet:
    years, rows = years_of(table), []
    for scenario, title in said.SCENARIO.items():
        found = cells_of(given, table.id, scenario)
        rows += [_row(row, title, years, found) for row in table.rows]
    about = f"{table.title}, in {table.unit}, without and with the plan. {table.about}"
    headings = ("Row", "Scenario", *(str(year) for year in years), "What the row counts")
    return Sheet(f"Table {table.number}"[:31], about, headings, tuple(rows), table.decimals)


def _row(row: TableRow, scenario: str, years: tuple[int, ...], found: Cells) -> tuple[Value, ...]:
    values = [_value(found.get((row.id, year))) for year in years]
    return (row.title, scenario, *values, row.note or Absent("as its name says"))


def _value(cell: WholeValue | None) -> Value:
    if cell is None or cell.value is None:
        return Absent(absence(cell), NOT_ZERO)
    return cell.value


def cells(given: Inputs) -> Sheet:
    """Every cell that holds something, with its origin."""
    rows = []
    for table in given.template.tables:
        for scenario, title in said.SCENARIO.items():
            found = cells_of(given, table.id, scenario)
            for row in table.rows:
                rows += [
                    _cell(table, row, title, found[row.id, year]) for year in years_of(table) if (row.id, year) in found
                ]
    headings = ("Table", "Row", "Scenario", "Year", "Value", "Origin", "Source")
    return Sheet("Table sources", "Where each number of the numbered tables comes from.", headings, tuple(rows))


def _cell(table: PlanTable, row: TableRow, scenario: str, cell: WholeValue) -> tuple[Value, ...]:
    origin = said.TABLE_ORIGIN.get(cell.origin, cell.origin)
    return (table.number, row.title, scenario, cell.year, _value(cell), origin, cell.source or Absent("none named"))
