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
    rows: Sequence[str],
    columns: Sequence[str],
    squares: Sequence[Square],
    bold: Sequence[str] = (),
    narrow: bool = False,
) -> Drawing:
    """The drawing. Names of columns stand above, turned where they are long; `narrow`: those of rows above their squares."""
    if narrow:
        return _narrow(rows, columns, squares, bold)
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


def _narrow(rows: Sequence[str], columns: Sequence[str], squares: Sequence[Square], bold: Sequence[str]) -> Drawing:
    """For a phone: no room is kept beside the squares, and long names of columns are set in two lines."""
    row, step = ROW + 22, 50
    is_turned = max((len(name) for name in columns), default=0) > LONG
    lines = [_two_lines(name) if is_turned else (name,) for name in columns]
    longest = max((width_of(line, 14) for parts in lines for line in parts), default=0)
    top = longest * 0.87 + 14 if is_turned else 24.0
    down, across = {name: place for place, name in enumerate(rows)}, {name: place for place, name in enumerate(columns)}
    body = [
        *(
            text(step * (place + 0.5) + 17 * number, -10, line, 14, turned=-60)
            if is_turned
            else text(step * (place + 0.5), -12, line, 14, anchor="middle")
            for place, parts in enumerate(lines)
            for number, line in enumerate(parts)
        ),
        *(text(0, row * place + 12, name, 15, bold=name in bold) for place, name in enumerate(rows)),
        *(_square(step * across[s.column], row * down[s.row] + 22, step, s) for s in squares),
    ]
    width = (
        max(step * len(columns) + longest * 0.5 * is_turned, *(width_of(name, 15, name in bold) for name in rows)) + 6
    )
    return Drawing(width, top + row * len(rows) + 4, f'<g transform="translate(2,{n(top)})">{"".join(body)}</g>')


def _two_lines(name: str) -> tuple[str, ...]:
    """A name parted at the space nearest its middle, whole where it has none."""
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    if not spaces or len(name) < 14:
        return (name,)
    middle = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return name[:middle], name[middle + 1 :]


def _heading(name: str, middle: float, is_turned: bool) -> str:
    if is_turned:
        return text(middle + 4, -10, name, 14, turned=-60)
    return text(middle, -12, name, 14, anchor="middle")


def _square(x: float, y: float, width: float, square: Square) -> str:
    level = -1 if square.shade is None else min(int(square.shade * len(SHADES)), len(SHADES) - 1)
    ink = QUIET if level < 0 else PAPER if level >= len(SHADES) - 2 else TEXT
    words = text(x + width / 2, y + ROW / 2, square.text, FONT, ink, "middle")
    return box(x, y, width, ROW, PAPER if level < 0 else SHADES[level], PAPER, 1) + words
