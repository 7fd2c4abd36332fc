"""Which tables of a plan a file or a pasted block holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goldenthread.warehouse.definitions.plan_templates import PlanTable, PlanTemplate

from .faults import GridFault, NothingFilled, named
from .names import HOW_TO, table_named, tables_with_rows
from .pasted import Grid
from .recognised import Recognised
from .stacked import recognise_stacked

MOST_LINES_OF_TITLE = 6


@dataclass(frozen=True, slots=True)
class Brought:
    """What was recognised, by table, and what is said of the rest of the file."""

    tables: Mapping[str, Recognised]
    notes: tuple[str, ...] = ()


def bring(sheets: Mapping[str, Grid], template: PlanTemplate, scenario: str, only: PlanTable | None = None) -> Brought:
    """The tables in these sheets. `only`: the one that is asked for; other tables' sheets are named and left.

    A sheet is known by its name, by the title over the table, or by its rows. Raises GridFault, which for a workbook
    names the sheet.
    """
    found: dict[str, Recognised] = {}
    left: list[str] = []
    empty: list[tuple[PlanTable, NothingFilled]] = []
    are_named = any(table_named(template, name) for name in sheets)
    for name, grid in sheets.items():
        table = _table_of(name, grid, template, only, alone=len(sheets) == 1, by_rows=not are_named)
        if table is None or (only is not None and table.id != only.id):
            left.append(name)
            continue
        if table.id in found:
            raise GridFault(f"Table {table.number} is in more than one sheet. Keep one of them.")
        try:
            found[table.id] = _recognised(name, grid, table, scenario, many=len(sheets) > 1)
        except NothingFilled as fault:
            if only is not None or len(sheets) == 1:
                raise
            empty.append((table, fault))
    if not found and empty:
        raise empty[0][1]
    if not found:
        raise GridFault(*_nothing(left, only))
    return Brought(found, tuple(_left(left, [table for table, _ in empty])))


def _left(sheets: list[str], empty: list[PlanTable]) -> Iterator[str]:
    sheets = [each for each in sheets if each != HOW_TO]
    if sheets:
        yield f"Sheets that were not taken: {named(sheets)}."
    if empty:
        yield f"Tables that are empty in it, left as they are: {', '.join(each.number for each in empty)}."


def _recognised(name: str, grid: Grid, table: PlanTable, scenario: str, many: bool) -> Recognised:
    try:
        return recognise_stacked(grid, table, scenario)
    except NothingFilled:
        raise
    except GridFault as fault:
        if not many:
            raise
        raise GridFault(*(f"Sheet ‘{name[:40]}’: {message}" for message in fault.messages)) from fault


def _table_of(
    name: str, grid: Grid, template: PlanTemplate, only: PlanTable | None, alone: bool, by_rows: bool
) -> PlanTable | None:
    """`by_rows`: by its rows too, where no sheet is named after a table; else the others hold something else."""
    by_name = table_named(template, name) or _titled(grid, template)
    if by_name is not None or not by_rows:
        return by_name
    alike = tables_with_rows(template, (cell for row in grid for cell in row))
    if only is not None:
        return only if alone or only in alike else None
    if len(alike) > 1:
        numbers = ", ".join(each.number for each in alike)
        raise GridFault(
            f"{f'The rows of the sheet ‘{name[:40]}’' if name else 'Its rows'} are those of tables {numbers} alike. "
            f"Name the sheet after its table, such as ‘Table {alike[0].number}’, or upload it on that table’s page."
        )
    return alike[0] if alike else None


def _titled(grid: Grid, template: PlanTemplate) -> PlanTable | None:
    """The table that a line over the grid names: 'Table 7.3 …'."""
    for row in grid[:MOST_LINES_OF_TITLE]:
        texts = [cell for cell in row if cell]
        if len(texts) == 1 and texts[0].casefold().startswith("table"):
            return table_named(template, texts[0])
    return None


def _nothing(left: list[str], only: PlanTable | None) -> tuple[str, ...]:
    if only is not None:
        return (
            f"Table {only.number} was not found in it. Name its sheet ‘Table {only.number}’, or bring the table with its "
            "row names and years.",
        )
    return (
        "None of the plan’s tables was found in it. Name each sheet after its table, such as ‘Table 5.1’, and keep the "
        f"row names and years{f'. It has {named(left)}' if any(left) else ''}.",
    )
