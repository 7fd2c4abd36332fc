"""A table whose rows stand there twice, without and with the plan, as the plan's own workbook has them."""

from __future__ import annotations

from goldenthread.warehouse.definitions.plan_templates import PlanTable

from .cells import Entry
from .faults import NothingFilled
from .names import SCENARIO_WORDS, WITH, heading, plain_name
from .pasted import Grid
from .recognised import Recognised, Where, recognise

WORDS = {plain_name(words): scenario for scenario, words in SCENARIO_WORDS.items()}


def recognise_stacked(grid: Grid, table: PlanTable, scenario: str) -> Recognised:
    """As `recognise`; where a column says of each row whether it is without or with the plan, each part by itself."""
    at = _column_of_scenarios(grid)
    if at is None:
        return recognise(grid, table, scenario)
    cells: dict[Where, Entry] = {}
    notes: dict[str, None] = {}
    empty: NothingFilled | None = None
    for own in dict.fromkeys(WORDS[plain_name(row[at])] for row in grid if plain_name(row[at]) in WORDS):
        try:
            found = recognise(_part(grid, at, own, table), table, own)
        except NothingFilled as fault:
            empty = fault
            continue
        cells |= found.cells
        notes |= dict.fromkeys(found.notes)
    if not cells and empty is not None:
        raise empty
    return Recognised(cells, tuple(notes))


def _column_of_scenarios(grid: Grid) -> int | None:
    counts = [sum(plain_name(row[at]) in WORDS for row in grid) for at in range(len(grid[0]))]
    return counts.index(max(counts)) if max(counts, default=0) else None


def _part(grid: Grid, at: int, scenario: str, table: PlanTable) -> Grid:
    """The rows of one part with everything over them, without the column that says which; with the plan no year before it."""
    rows = [row for row in grid if WORDS.get(plain_name(row[at]), scenario) == scenario]
    return tuple(
        tuple("" if n == at or _is_before(cell, scenario, table) else cell for n, cell in enumerate(row))
        for row in rows
    )


def _is_before(cell: str, scenario: str, table: PlanTable) -> bool:
    year = heading(cell, scenario) if scenario == WITH else None
    return year is not None and year[0] in table.start_years
