"""Little lines in rows as one drawing, with their names and words, as they leave the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .marks import Drawing, shortened, text
from .multiples import HEIGHT, WIDTH
from .palette import FAINT

COLUMNS, PITCH, DOWN, FONT, UNDER_NAME = 5, 200, 138, 13, 22


@dataclass(frozen=True, slots=True)
class Little:
    """One line as `multiples.little` draws it. `words` stand below it and go over two lines at a comma."""

    name: str
    words: str
    drawn: str
    chosen: bool


def sheet(lines: Sequence[Little], shared: str) -> Drawing:
    """The drawing. `shared`: what `multiples.shared` draws once for all of them."""
    cells = []
    for place, line in enumerate(lines):
        row, column = divmod(place, COLUMNS)
        cells.append(f'<g transform="translate({4 + column * PITCH},{4 + row * DOWN})">{_cell(line)}</g>')
    rows = -(-len(lines) // COLUMNS)
    return Drawing(COLUMNS * PITCH, rows * DOWN, shared + "".join(cells))


def _cell(line: Little) -> str:
    side = f"{PITCH - 8}"
    under = f'<path d="M-4,-4h{side}v{DOWN - 8}h-{side}Z" fill="{FAINT}"/>' if line.chosen else ""
    name = text(0, 10, shortened(line.name, FONT, PITCH - 12), FONT, bold=line.chosen)
    drawn = line.drawn.replace("<svg ", f'<svg y="{UNDER_NAME}" width="{WIDTH}" height="{HEIGHT}" ', 1)
    below = UNDER_NAME + HEIGHT + 12
    words = (text(0, below + 17 * n, each, FONT) for n, each in enumerate(line.words.split(", ")))
    return under + name + drawn + "".join(words)
