"""Rows of the indicator query as observations."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from .answers import Basis, Cell, Coverage, Observation
from .ingestors.registers import STATUSES
from .lookups import Lookups
from .queries.indicator import CELL_COLUMNS, Ask

BEFORE_CELLS = 11  # columns of a row before its cells
WIDTH = len(CELL_COLUMNS)
SUM_OF_MEMBERS = "sum of the area's authorities"


def has_every_cell(ask: Ask, row: tuple[Any, ...]) -> bool:
    """Whether a row has a published cell, be it an absence, for every role of the question."""
    return all(row[BEFORE_CELLS + WIDTH * n + 1] is not None for n, _ in enumerate(ask.roles))


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
        self.unmoved = _unmoved(names, ask)
        self._period_ids: dict[str, set[int]] = {}

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
            coverage=self._covered(area_id, period_id, status, calculated, cells),
            release=names.files[first_file].release if first_file else "", cells=cells,
            left_out=self._left_out(area_id, period_id, own_period, cells) if self.unmoved and not status and not amendment else None,
        )  # fmt: skip

    def _covered(
        self, area_id: int, period_id: int, status: int, calculated: bool, cells: dict[str, Cell]
    ) -> Coverage | None:
        """The coverage with what the larger area's figure rests on; None for an authority."""
        coverage = self.coverage.get((area_id, period_id))
        if coverage is None or status:
            return coverage and dataclasses.replace(coverage, basis="none")
        # Where the rate itself is published, the parts beside it may be sums and are only shown.
        is_given = self.indicator.method == "published" and "value" in cells
        made_of = [cells["value"]] if is_given else list(cells.values())
        basis: Basis = "worked out" if calculated else "published"
        if any(cell.column == SUM_OF_MEMBERS for cell in made_of):
            basis = "sum"
        return dataclasses.replace(coverage, basis=basis)

    def _left_out(self, area_id: int, period_id: int, own_period: str | None, cells: dict[str, Cell]) -> str | None:
        """An amendment in force for a count behind this figure, or for the total it is a part of, that did not move it."""
        names = self.names
        for role, measure_id in self.unmoved:
            if role not in cells:
                continue
            is_sum = cells[role].column == SUM_OF_MEMBERS
            areas = names.members[area_id] if is_sum else (area_id,)
            periods = self._ids_of(own_period) if own_period and role == "denominator" else (period_id,)
            found = (names.amended_counts.get((measure_id, period, area)) for period in periods for area in areas)
            amendment = next(filter(None, found), None)
            if amendment:
                return amendment
        return None

    def _ids_of(self, label: str) -> set[int]:
        if label not in self._period_ids:
            self._period_ids[label] = self.names.period_ids(label)
        return self._period_ids[label]

    def _cells(self, row: tuple[Any, ...]) -> tuple[dict[str, Cell], int]:
        """The source cells by role, and the file of the first of them (0 for none)."""
        cells, first_file, names = {}, 0, self.names
        for role, start, end in self.places:
            value, status, file_id, column_id, line = row[start:end]
            if status is not None:
                first_file = first_file or file_id
                column, file = names.columns.get(column_id, SUM_OF_MEMBERS), names.files[file_id]
                cells[role] = Cell(file.path, line, column, value, STATUSES[status], file.source)
        return cells, first_file


def _unmoved(names: Lookups, ask: Ask) -> list[tuple[str, int]]:
    """(role, measure id) of the roles that amendments of their measure do not move; none in figures as published."""
    if ask.published:
        return []
    amended = {measure_id for measure_id, _, _ in names.amended_counts}
    return [
        (role, measure_id)
        for role, (measure_id, breakdown_id) in ask.cells.items()
        if measure_id in amended and not ((measure_id, breakdown_id) in ask.amended and ask.is_amendable(role))
    ]
