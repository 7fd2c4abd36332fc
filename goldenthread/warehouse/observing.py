"""Rows of the indicator query as observations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .answers import Cell, Coverage, Observation
from .ingestors.registers import STATUSES
from .lookups import Lookups
from .queries.indicator import CELL_COLUMNS, Ask

BEFORE_CELLS = 11  # columns of a row before its cells
WIDTH = len(CELL_COLUMNS)


class Observer:
    """Turns one question's rows into observations; what is the same for all of them is worked out once."""

    def __init__(
        self, names: Lookups, ask: Ask, breakdown: tuple[str, str], coverage: Mapping[tuple[int, int], Coverage]
    ) -> None:
        """`breakdown`: its key and its label. `coverage`: by area id and period id."""
        self.names, self.indicator, self.coverage = names, ask.indicator, coverage
        self.breakdown, self.breakdown_label = breakdown
        self.places = [
            (role, BEFORE_CELLS + WIDTH * n, BEFORE_CELLS + WIDTH * (n + 1)) for n, role in enumerate(ask.roles)
        ]
        small = ask.indicator.small_denominator
        self.least = small.minimum if small else 0

    def observation(self, row: tuple[Any, ...]) -> Observation:
        """One row's observation. A row is as `sql_for` says: ids, figures, then the cells of each role."""
        names = self.names
        (
            area_id,
            period_id,
            used,
            status,
            published,
            published_status,
            amendment,
            calculated,
            numerator,
            denominator,
            own_period,
        ) = row[:BEFORE_CELLS]
        area, period = names.areas[area_id], names.periods[period_id]
        cells, first_file = self._cells(row)
        return Observation(
            indicator=self.indicator.id, area_code=area.code, area_name=area.name, area_level=area.level,
            period=period.text, period_label=period.label,
            published_period=names.stamps.get((first_file, period_id), period.text),
            breakdown=self.breakdown, breakdown_label=self.breakdown_label,
            value=None if status else used, status=STATUSES[status],
            numerator=numerator, denominator=denominator, denominator_period=own_period,
            published_value=None if published_status else published, published_status=STATUSES[published_status],
            amendment=amendment, calculated=calculated,
            small_denominator=denominator is not None and denominator < self.least,
            coverage=self.coverage.get((area_id, period_id)),
            release=names.files[first_file].release if first_file else "", cells=cells,
        )  # fmt: skip

    def _cells(self, row: tuple[Any, ...]) -> tuple[dict[str, Cell], int]:
        """The source cells by role, and the file of the first of them (0 for none)."""
        cells, first_file, names = {}, 0, self.names
        for role, start, end in self.places:
            value, status, file_id, column_id, line = row[start:end]
            if status is not None:
                first_file = first_file or file_id
                column = names.columns.get(column_id, "sum of the area's authorities")
                cells[role] = Cell(names.files[file_id].path, line, column, value, STATUSES[status])
        return cells, first_file
