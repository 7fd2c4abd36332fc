"""Observations as flat rows, for JSON, CSV and frames. These field names are a promise to others."""

from __future__ import annotations

from typing import Any

from .answers import Cell, Observation

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


def _place(cell: Cell | None) -> dict[str, Any]:
    return (
        {"file": cell.file, "row": cell.row, "column": cell.column}
        if cell
        else {"file": None, "row": None, "column": None}
    )
