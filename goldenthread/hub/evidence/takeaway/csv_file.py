"""Figures as CSV that a spreadsheet opens safely: a byte order mark, and no text that could be a formula."""

from __future__ import annotations

import csv
import io

from .formulas import safe
from .tables import Table


def written(table: Table, has_headings: bool = True) -> str:
    """One row a figure under one row of headings; an absent figure is an empty `value` with its `status` and words.

    `has_headings`: False for the rows that follow in the same file.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    if has_headings:
        text.write("\N{BYTE ORDER MARK}")
        writer.writerow(table.names)
    writer.writerows(map(safe, row) for row in table.rows)
    return text.getvalue()
