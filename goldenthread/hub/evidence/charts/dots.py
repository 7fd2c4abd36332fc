"""Dots on rows: one row an item, one dot an area, so that a borough is seen beside London and England item by item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .lines import COLOURS, POINTS, Style
from .marks import Drawing, flat_axis, rule, scale, shortened, sign, text, width_of
from .palette import PAPER, QUIET


@dataclass(frozen=True, slots=True)
class Dot:
    """One area's figure for one item; None where there is none, and then nothing is drawn.

    `is_small`: counted on too few to compare; it is drawn hollow.
    """

    item: str
    value: float | None
    style: Style
    is_small: bool = False


ROOM_FOR_NAMES = 330
ROOM_ON_A_PHONE, LEADING = 300, 17


def dot_chart(dots: Sequence[Dot], texts: dict[str, str], narrow: bool = False) -> Drawing:
    """The drawing. `texts`: for each item, in order, what stands at the row's end: the first area's figure."""
    width, row, font, left = (290, 44, 14, 8) if narrow else (430, 27, 15, ROOM_FOR_NAMES + 8)
    lines = {item: _lines(item, words) if narrow else [] for item, words in texts.items()}
    rows, height = _rows(lines, row)
    x = scale([dot.value for dot in dots if dot.value is not None], 0, width)
    body = [flat_axis(x, height, height, font, 4)]
    for item, words in texts.items():
        if narrow:
            above = len(lines[item]) - 1
            body += [text(0, rows[item] - 9 - LEADING * (above - n), line, font) for n, line in enumerate(lines[item])]
        else:
            body.append(rule(0, rows[item], width, 0))
            body.append(text(-6, rows[item], shortened(item, font, ROOM_FOR_NAMES), font, anchor="end"))
            body.append(text(width + 10, rows[item], words, font, QUIET))
    for dot in reversed(dots):  # the first area's dot lies on top
        if dot.value is not None:
            body.append(_drawn(dot, x.at(dot.value), rows[dot.item] + 10 * narrow))
    ends = [
        max(width_of(line, font) for line in lines[item]) - width if narrow else 10 + width_of(words, font)
        for item, words in texts.items()
    ]
    right = max([8.0, *ends])
    return Drawing(
        left + width + right + 2, height + font + 16, f'<g transform="translate({left},2)">{"".join(body)}</g>'
    )


def _drawn(dot: Dot, x: float, y: float) -> str:
    colour = COLOURS[dot.style]
    fill, edge = (PAPER, colour) if dot.is_small else (colour, "")
    return sign(POINTS[dot.style], x, y, 110, fill, edge)


def _rows(lines: dict[str, list[str]], row: int) -> tuple[dict[str, float], float]:
    """The height at which each item stands, lower where its words take more lines, and the height of all."""
    rows, top = {}, 0.0
    for item, written in lines.items():
        more = LEADING * max(len(written) - 1, 0)
        rows[item] = top + more + row / 2
        top += more + row
    return rows, top


def _lines(item: str, words: str) -> list[str]:
    """An item and its figure as one or more lines of a phone."""
    lines = [""]
    for word in f"{item}: {words}".split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, 14) > ROOM_ON_A_PHONE:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
