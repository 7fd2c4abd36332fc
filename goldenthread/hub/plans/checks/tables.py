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
    yield from _without_plan(examined)
    for table in examined.template.tables:
        yield from _empty(examined, table)
        yield from _worse(examined, table, cells)


def _without_plan(examined: Examined) -> Iterator[Finding]:
    """One finding for each family of tables, such as 7 to 7.7, that says nothing of what the plan changes."""
    numbered = {
        (value.table, value.scenario) for value in examined.plan.values
        if value.value is not None or (value.status and value.scenario == WITH)  # that there is none is said too
    }  # fmt: skip
    families: dict[str, list[PlanTable]] = {}
    for table in examined.template.tables:
        families.setdefault(table.number.split(".")[0], []).append(table)
    for tables in families.values():
        begun = [table for table in tables if (table.id, WITHOUT) in numbered and (table.id, WITH) not in numbered]
        if not begun:
            continue
        names = wording.listed([table.number for table in begun])
        one = len(begun) == 1
        yield Finding(
            "no-with", "gap", of_table(examined.template, begun[0]),
            f"{'Table' if one else 'Tables'} {names} {'says' if one else 'say'} nothing of what happens with the plan: every "
            "cell with the plan is empty.",
            "Fill in the years with the plan, so that what it changes can be seen.",
        )  # fmt: skip


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
