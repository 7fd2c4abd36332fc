"""Squares in rows and columns, darker where the figure is higher within its column (or row), with the figure in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .marks import Drawing, box, n, shortened, text, width_of
from .palette import PAPER, QUIET, SHADES, TEXT

ROW, FONT, ROOM_FOR_NAMES, LONG = 25, 13, 330, 7


@dataclass(frozen=True, slots=True)
class Square:
    """One figure. `shade`: 0 for the lowest to 1 for the highest of its like; None for no figure, left blank."""

    row: str
    column: str
    shade: float | None
    text: str


def grid_chart(
    rows: Sequence[str], columns: Sequence[str], squares: Sequence[Square], bold: Sequence[str] = ()
) -> Drawing:
    """The drawing. Names of columns stand above, turned where they are long."""
    is_turned = max((len(name) for name in columns), default=0) > LONG
    step = max(46, min(76, 560 // max(len(columns), 1)))
    left = min(ROOM_FOR_NAMES, max(width_of(name, 15, name in bold) for name in rows)) + 10
    top = max(width_of(name, 14) for name in columns) * 0.87 + 12 if is_turned else 24.0
    down, across = {name: place for place, name in enumerate(rows)}, {name: place for place, name in enumerate(columns)}
    body = [
        *(_heading(name, step * (place + 0.5), is_turned) for place, name in enumerate(columns)),
        *(
            text(-6, ROW * (place + 0.5), shortened(name, 15, ROOM_FOR_NAMES), 15, anchor="end", bold=name in bold)
            for place, name in enumerate(rows)
        ),
        *(_square(step * across[s.column], ROW * down[s.row], step, s) for s in squares),
    ]
    width = left + step * len(columns) + (max(width_of(columns[-1], 14) * 0.5, 4) if is_turned else 4)
    inside = f'<g transform="translate({n(left)},{n(top)})">{"".join(body)}</g>'
    return Drawing(width, top + ROW * len(rows) + 4, inside)


def _heading(name: str, middle: float, is_turned: bool) -> str:
    if is_turned:
        return text(middle + 4, -10, name, 14, turned=-60)
    return text(middle, -12, name, 14, anchor="middle")


def _square(x: float, y: float, width: float, square: Square) -> str:
    level = -1 if square.shade is None else min(int(square.shade * len(SHADES)), len(SHADES) - 1)
    ink = QUIET if level < 0 else PAPER if level >= len(SHADES) - 2 else TEXT
    words = text(x + width / 2, y + ROW / 2, square.text, FONT, ink, "middle")
    return box(x, y, width, ROW, PAPER if level < 0 else SHADES[level], PAPER, 1) + words
