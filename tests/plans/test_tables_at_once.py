"""Several people filling one table at the same moment: no number is lost, and nobody waits for ever.

On PostgreSQL: SQLite's database in memory is one connection's.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from goldenthread.hub.audit.interface import history
from goldenthread.hub.people.interface import Actor
from goldenthread.hub.plans.actions.tables import CellChange, TableClash, set_cells
from goldenthread.hub.plans.grids.cells import Entry
from goldenthread.hub.plans.grids.names import WITHOUT
from goldenthread.hub.plans.models import Plan, TableValue
from goldenthread.hub.plans.templates_in_force import template_of
from tests.made.people import an_actor
from tests.made.plans import a_plan

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="asks for several connections"),
]
WRITERS, TIMES = 4, 5


def write(plan: Plan, by: Actor, row: str, value: int, seen: int | None) -> None:
    cell = CellChange("table-5-1", row, 2025, WITHOUT, Entry(Decimal(value)), seen)
    set_cells(plan, by=by, changes=[cell], origin="typed")


def count_up(plan: Plan, by: Actor) -> int:
    """Adds one to the same cell several times, as somebody does who reads, writes and is told of clashes."""
    clashes = 0
    try:
        for _ in range(TIMES):
            while True:
                there = TableValue.objects.filter(plan=plan, row="under-5").first()
                value, seen = (int(there.value or 0), there.version) if there else (0, 0)
                try:
                    write(plan, by, "under-5", value + 1, seen)
                    break
                except TableClash:
                    clashes += 1
        return clashes
    finally:
        connection.close()


def fill_all(plan: Plan, by: Actor, start: int) -> None:
    """Fills every cell of a table over what stands there, each writer beginning at another row."""
    rows = [row.id for row in template_of(plan).tables[0].rows]
    rows = rows[start:] + rows[:start]
    cells = [CellChange("table-5-1", row, 2026, WITHOUT, Entry(Decimal(start))) for row in rows]
    try:
        set_cells(plan, by=by, changes=cells, origin="model")
    finally:
        connection.close()


def test_no_number_is_lost_between_people_who_write_in_one_cell():
    plan, people = a_plan(), [an_actor() for _ in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda by: count_up(plan, by), people))
    kept = TableValue.objects.get(row="under-5")
    assert kept.version == len(history("tablevalue", kept.pk))
    # Two who write the same number at once agree, and the cell changes once.
    assert kept.value == kept.version <= WRITERS * TIMES
    assert kept.value >= TIMES


def test_people_who_fill_a_whole_table_at_once_do_not_wait_for_each_other_for_ever():
    plan, people = a_plan(), [an_actor() for _ in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda n: fill_all(plan, people[n], n), range(WRITERS)))
    values = set(TableValue.objects.filter(year=2026).values_list("value", flat=True))
    assert len(values) == 1  # one writer's table, whole
    assert TableValue.objects.filter(year=2026).count() == 5
