"""The numbered tables in both scenarios, with where their numbers come from and what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from goldenthread.hub.plans.outputs import said
from goldenthread.hub.plans.outputs.blocks import Block, Column, Heading, Table, paragraph
from goldenthread.hub.plans.outputs.inputs import Inputs
from goldenthread.hub.plans.whole import WholeValue
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTable, TableRow

Cells = Mapping[tuple[str, int], WholeValue]  # by row and year
EMPTY = "no figure"


def numbered_tables(given: Inputs) -> list[Block]:
    """Every table of the template, filled or not."""
    made: list[Block] = [Heading(1, "The numbered tables")]
    if not given.template.tables:
        return [*made, paragraph("The template has no numbered tables.")]
    for table in given.template.tables:
        made += [Heading(2, f"Table {table.number}: {table.title}"), paragraph(table.about)]
        for scenario, title in said.SCENARIO.items():
            made += _scenario(table, scenario, title, cells_of(given, table.id, scenario))
    return made


def cells_of(given: Inputs, table: str, scenario: str) -> Cells:
    """A table's cells in one scenario."""
    return {
        (each.row, each.year): each
        for each in given.plan.values
        if each.table == table and each.scenario == scenario
    }  # fmt: skip


def years_of(table: PlanTable) -> tuple[int, ...]:
    """The years of the published start, then the plan's own."""
    return (*table.start_years, *table.years)


def absence(cell: WholeValue | None) -> str:
    """Why a cell has no number, in words."""
    return EMPTY if cell is None or not cell.status else wording.NO_FIGURE.get(cell.status, EMPTY)


def _scenario(table: PlanTable, scenario: str, title: str, cells: Cells) -> list[Block]:
    if not any(cell.value is not None for cell in cells.values()):
        return [paragraph(f"{title}: no cell of this table is filled. That is not zero.")]
    filled = {year for (_, year), cell in cells.items() if cell.value is not None or cell.status}
    years = tuple(year for year in years_of(table) if year in filled)
    columns = (Column(table.title, weight=4), *(Column(_year(table, year), numeric=True, weight=2) for year in years))
    rows = [_row(table, row, years, cells) for row in table.rows]
    if table.parts_of_total:
        rows.append(("Total", *(_total(table, year, cells) for year in years)))
    return [
        Table(
            f"Table {table.number}, {title.lower()} ({table.unit})", columns, tuple(rows), _notes(table, cells, years)
        )
    ]


def _year(table: PlanTable, year: int) -> str:
    return f"{year} (published)" if year in table.start_years else str(year)


def _row(table: PlanTable, row: TableRow, years: tuple[int, ...], cells: Cells) -> tuple[str, ...]:
    return (row.title, *(_cell(table, cells.get((row.id, year))) for year in years))


def _cell(table: PlanTable, cell: WholeValue | None) -> str:
    if cell is None or cell.value is None:
        return absence(cell)
    return wording.number(float(cell.value), table.decimals)


def _total(table: PlanTable, year: int, cells: Cells) -> str:
    """The sum, where every part of it is there."""
    parts = [cells[row.id, year].value for row in table.rows if (row.id, year) in cells]
    known = [part for part in parts if part is not None]
    missing = len(table.rows) - len(known)
    if not known:
        return EMPTY
    total = wording.number(float(sum(known, Decimal(0))), table.decimals)
    return f"{total} without {wording.counted(missing, 'row')}" if missing else total


def _notes(table: PlanTable, cells: Cells, years: tuple[int, ...]) -> tuple[str, ...]:
    filled = [cell for cell in cells.values() if cell.value is not None]
    origins = Counter(said.TABLE_ORIGIN.get(cell.origin, cell.origin).lower() for cell in filled)
    told = [f"{name} {wording.counted(count, 'cell')}" for name, count in origins.items()]
    notes = [f"Where the numbers come from: {wording.listed(told)}."]
    sources = list(dict.fromkeys(cell.source.strip().rstrip(".") for cell in filled if cell.source.strip()))
    if sources:
        more = f" and {len(sources) - 3} more, named in the workbook" if len(sources) > 3 else ""
        notes.append(f"Sources: {'; '.join(sources[:3])}{more}.")
    empty = [str(year) for year in years_of(table) if year not in years]
    if empty:
        notes.append(f"Years without any figure are not shown: {wording.listed(empty)}.")
    missing = len(table.rows) * len(years) - len(filled)
    if missing:
        notes.append(f"Left out: {wording.counted(missing, 'cell')} without a figure, which is not zero.")
    return (*notes, *(f"{row.title}: {row.note}" for row in table.rows if row.note))
