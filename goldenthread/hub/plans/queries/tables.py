"""Reads of the numbered tables."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.hub.plans.models import Plan, TableValue
from goldenthread.hub.plans.whole import WholeValue


def table_values(plan: Plan, tables: Sequence[str] | None = None) -> tuple[WholeValue, ...]:
    """Every cell with something in it, of these tables or of all; one query."""
    found = TableValue.objects.filter(plan=plan)
    if tables is not None:
        found = found.filter(table__in=tables)
    return tuple(
        WholeValue(v.table, v.row, v.year, v.scenario, v.value, v.status, v.origin, v.source, v.version)
        for v in found.order_by("table", "row", "year", "scenario")
    )
