"""Text as a spreadsheet copies it: a line for each row, tabs between cells, quotation marks round cells with line ends."""

from __future__ import annotations

import csv
import io

from .faults import GridFault

Grid = tuple[tuple[str, ...], ...]
MOST_LETTERS = 200_000
MOST_ROWS, MOST_COLUMNS = 500, 100


def split(text: str) -> Grid:
    """The cells of pasted text. Raises GridFault."""
    if len(text) > MOST_LETTERS:
        raise GridFault(f"That is {len(text):,} characters. Copy only the table, not the whole sheet.")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    try:
        rows = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t")]
    except csv.Error as fault:
        raise GridFault("The text cannot be read as cells of a spreadsheet. Copy the table again.") from fault
    return trimmed(rows)


def join(grid: Grid) -> str:
    """Cells as a spreadsheet copies them."""
    made = io.StringIO(newline="")
    csv.writer(made, delimiter="\t", lineterminator="\n").writerows(grid)
    return made.getvalue()


def trimmed(rows: list[tuple[str, ...]]) -> Grid:
    """Without the empty rows and columns at the ends. Raises GridFault where it is empty or far too large."""
    stripped = [tuple(cell.strip() for cell in row) for row in rows]
    while stripped and not any(stripped[-1]):
        stripped.pop()
    if not stripped:
        raise GridFault("There is nothing in it. Copy the table with its row names and years.")
    width = max((n + 1 for row in stripped for n, cell in enumerate(row) if cell), default=0)
    if len(stripped) > MOST_ROWS or width > MOST_COLUMNS:
        raise GridFault(
            f"It has {len(stripped):,} rows and {width:,} columns, far more than a table of this plan. "
            "Bring only the table."
        )
    return tuple((row + ("",) * width)[:width] for row in stripped)
