"""Observations as flat rows, for JSON, CSV and frames. These field names are a promise to others."""

from __future__ import annotations

from typing import Any

from .answers import Observation

CELL_ROLES = ("value", "previous", "minus", "numerator", "denominator")


def contract_row(observation: Observation) -> dict[str, Any]:
    """The row that `goldenthread query --json` prints. `source` lists the cells by role."""
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
        "coverage": observation.coverage.text if observation.coverage else None,
        "release": observation.release,
        "source": {role: cell_text(observation, role) for role in observation.cells},
    }


def cell_text(observation: Observation, role: str) -> dict[str, Any]:
    """A source cell: file, row (from 1 at the headings), column."""
    cell = observation.cells[role]
    return {"file": cell.file, "row": cell.row, "column": cell.column}


def flat_row(observation: Observation) -> dict[str, Any]:
    """The contract row with the main source cell in columns of its own."""
    row = contract_row(observation)
    del row["source"]
    main = next((observation.cells[role] for role in CELL_ROLES if role in observation.cells), None)
    row["source_file"] = main.file if main else None
    row["source_row"] = main.row if main else None
    row["source_column"] = main.column if main else None
    return row
