"""Figures as CSV that a spreadsheet opens safely: a byte order mark, and no text that could be a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.rows import flat_row

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "indicator", "area_code", "area_name", "period", "period_label", "published_period", "breakdown",
    "value", "status", "numerator", "denominator", "denominator_period", "published_value", "amendment",
    "calculated", "small_denominator", "coverage", "release", "source_file", "source_row", "source_column",
)  # fmt: skip


def as_csv(figures: Iterable[Observation]) -> str:
    """One row a figure under one row of headings; an absent figure is an empty `value` with its `status`."""
    text = io.StringIO()
    text.write("\N{BYTE ORDER MARK}")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for figure in figures:
        row = flat_row(figure)
        writer.writerow({name: safe(row[name]) for name in COLUMNS})
    return text.getvalue()


def safe(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
