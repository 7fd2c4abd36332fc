"""Observations as flat rows, for JSON, CSV and frames. These field names are a promise to others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .answers import Cell, Observation

# The columns of a table of figures, in order, with what each holds.
FLAT_COLUMNS = {
    "indicator": "the indicator's permanent id",
    "area_code": "the area's nine-character code; our own groups have codes of their own",
    "area_name": "the area's name",
    "period": "the period in canonical form: 2025, 2024-25 or 2023-01",
    "period_label": "the period in words: January 2025, 2024/25",
    "published_period": "the period as the source writes it",
    "breakdown": "`total`, or topic=item for each topic: age=age-10",
    "value": "the figure; empty where there is none",
    "status": "`ok`, or why there is no figure (see [symbols](symbols.md))",
    "numerator": "the number the figure is counted from, where it has one",
    "denominator": "what that number is out of",
    "denominator_period": "the denominator's period where it is not the figure's own",
    "published_value": "the figure without amendments",
    "amendment": "the id of the amendment that moved the figure (see [amendments](amendments.md))",
    "calculated": "whether the figure was worked out here rather than published",
    "small_denominator": "whether it is counted on too few to compare",
    "coverage": "for a larger area: what its figure rests on, and which of its authorities have none of their own",
    "release": "the id of the release the figure is from (see [sources](sources.md))",
    "source_file": "the file of the main cell: the value's, or the numerator's where the value is worked out",
    "source_row": "its row, counted from 1 at the headings; empty where the cell is a sum made on load",
    "source_column": "its column, or what was added up",
}
# What the website's files have besides, for whoever has no definitions at hand.
MORE_COLUMNS = {
    "breakdown_label": "the breakdown in words: Age 10",
    "unit": "what the figure counts, or percent, per-1000, pounds and so on",
    "status_words": "the status in words: not available",
}
# Before all others in the files of a dashboard.
PANEL_COLUMNS = {
    "panel": "the number of the first chart, or group of lines, that shows the figure on its page, from 1",
    "panel_title": "what that chart or group shows",
}
CELL_ROLES = ("value", "numerator", "denominator", "previous", "minus")  # the first that is there is the main cell


def contract_row(observation: Observation) -> dict[str, Any]:
    """The row that `goldenthread query --json` prints.

    `source` is the main cell (the value's, or the numerator's where the value is worked out) with
    every cell by role under `cells`. Rows count from 1 at the headings; a row of None is a sum.
    """
    coverage = observation.coverage
    return {
        "indicator": observation.indicator,
        "area_code": observation.area_code,
        "area_name": observation.area_name,
        "period": observation.period,
        "period_label": observation.period_label,
        "published_period": observation.published_period,
        "breakdown": observation.breakdown,
        "value": observation.value,
        "status": observation.status,
        "numerator": observation.numerator,
        "denominator": observation.denominator,
        "denominator_period": observation.denominator_period,
        "published_value": observation.published_value,
        "amendment": observation.amendment,
        "calculated": observation.calculated,
        "small_denominator": observation.small_denominator,
        "coverage": coverage.text if coverage else None,
        "coverage_present": coverage.present if coverage else None,
        "coverage_expected": coverage.expected if coverage else None,
        "release": observation.release,
        "source": {
            **_place(main_cell(observation)),
            "cells": {role: _place(cell) for role, cell in observation.cells.items()},
        },
    }


def main_cell(observation: Observation) -> Cell | None:
    """The cell a reader is shown first; None where the source has no row for the place."""
    return next((observation.cells[role] for role in CELL_ROLES if role in observation.cells), None)


def flat_row(observation: Observation) -> dict[str, Any]:
    """The contract row with the main source cell in columns of its own."""
    row = contract_row(observation)
    source = row.pop("source")
    return {**row, "source_file": source["file"], "source_row": source["row"], "source_column": source["column"]}


def cell_columns(observation: Observation, roles: Iterable[str]) -> dict[str, str | int | None]:
    """Each role's source cell in three columns: numerator_file, numerator_row, numerator_column."""
    places = {role: _place(observation.cells.get(role)) for role in roles}
    return {f"{role}_{name}": place for role, where in places.items() for name, place in where.items()}


def _place(cell: Cell | None) -> dict[str, Any]:
    return (
        {"file": cell.file, "row": cell.row, "column": cell.column}
        if cell
        else {"file": None, "row": None, "column": None}
    )
