"""Numbered tables: empty ones, parts that do not add, and plans that make it worse."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.hub.plans.grids.names import WITH, WITHOUT
from goldenthread.hub.plans.grids.sums import Cells, by_cell, column_total, sum_faults
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTable

from .findings import Examined, Finding, of_table


def find(examined: Examined) -> Iterator[Finding]:
    """Every table; sums between tables are told where the tables are."""
    for fault in sum_faults(examined.template, examined.plan.values):
        table = examined.template.table(fault.table)
        if table is not None:
            yield Finding(
                "does-not-add", "look" if "Medians" in fault.words else "fault", of_table(examined.template, table), fault.words,
                "Find the cell that is wrong in one of the tables.",
            )  # fmt: skip
    cells = by_cell(examined.plan.values)
    for table in examined.template.tables:
        yield from _empty(examined, table)
        yield from _worse(examined, table, cells)


def _empty(examined: Examined, table: PlanTable) -> Iterator[Finding]:
    own = [value for value in examined.plan.values if value.table == table.id]
    place = of_table(examined.template, table)
    if not any(value.value is not None or value.status for value in own):
        yield Finding(
            "empty-table", "gap", place, f"Table {table.number} is empty.",
            "Start it from the published figures, or type, paste or upload it.",
        )  # fmt: skip
        return
    filled = {(value.year, value.scenario) for value in own if value.value is not None}
    years = [year for year in table.years if (year, WITH) in filled and (year, WITHOUT) not in filled]
    if years:
        told = wording.listed([str(year) for year in years])
        yield Finding(
            "no-without", "gap", place, f"Table {table.number} says for {told} what happens with the plan, but not without it.",
            "Fill in the years without the plan, so that the difference can be seen.",
        )  # fmt: skip


def _worse(examined: Examined, table: PlanTable, cells: Cells) -> Iterator[Finding]:
    """Where the plan adds to a whole that it wants to hold. Cuts and repeated totals are told once, by the first table."""
    if not table.parts_of_total or table.part_of or table.same_total_as:
        return
    for year in table.years:
        before, after = (column_total(table, cells, year, scenario) for scenario in (WITHOUT, WITH))
        if (
            before.is_whole
            and after.is_whole
            and before.value is not None
            and after.value is not None
            and after.value > before.value
        ):
            yield Finding(
                "worse-with-plan", "look", of_table(examined.template, table),
                f"Table {table.number} has more {table.unit} in {year} with the plan ({wording.number(float(after.value))}) than "
                f"without it ({wording.number(float(before.value))}).",
                "Check that the two are not exchanged, or say why the plan leads to more.",
            )  # fmt: skip
