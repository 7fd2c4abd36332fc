"""Names of sheets and widths of columns, the same in Excel and OpenDocument."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .tables import Table

ABOUT_WIDTHS = (28, 110)  # characters
NARROWEST, WIDEST = 9, 42
LOOKED_AT = 200  # rows: enough to see how wide a column is
LONGEST_NAME = 31  # of a sheet, in Excel
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def sheet_names(tables: Sequence[Table]) -> list[str]:
    """'Figures' for one table; '1 Plans per 1,000' and so on for several, each as short as Excel wants it."""
    if len(tables) == 1:
        return ["Figures"]
    titles = (NOT_IN_NAMES.sub(" ", table.title) for table in tables)
    return [f"{number} {title}"[:LONGEST_NAME].strip() for number, title in enumerate(titles, start=1)]


def width_of(table: Table, place: int) -> int:
    """Characters that a column needs, by its heading and its first rows."""
    seen = [len(str(row[place])) for row in table.rows[:LOOKED_AT] if row[place] is not None]
    return min(max([NARROWEST, len(table.columns[place].name) + 3, *(length + 1 for length in seen)]), WIDEST)
