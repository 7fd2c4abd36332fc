"""Horizontal bars, one an area, in the order given. An absent figure is a row with words and no bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .marks import Drawing, Scale, box, scale, text, width_of
from .palette import INK, NEIGHBOUR, OTHER, PAPER, QUIET, TEXT

Kind = Literal["chosen", "neighbour", "reference", "other"]
FILLS: dict[str, str] = {"chosen": INK, "neighbour": NEIGHBOUR, "reference": PAPER, "other": OTHER}
EDGES: dict[str, str] = {**FILLS, "reference": INK}
MARKS: dict[str, str] = {"chosen": "► ", "neighbour": "● ", "reference": "", "other": ""}
STRONG = ("chosen", "reference")


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. `text` is what stands at the bar's end: the figure as written, or why there is none.

    `span` is where the figure could lie by chance alone, (low, high): a thin line over the bar's end.
    """

    area: str
    value: float | None
    text: str
    kind: Kind
    span: tuple[float, float] | None = None


WIDTH, ROW, FONT, ROOM_FOR_NAMES = 600, 23, 15, 232
NARROW_WIDTH, NARROW_ROW, NARROW_FONT = 300, 37, 14


def bar_chart(bars: Sequence[Bar], narrow: bool = False) -> Drawing:
    """The drawing. Bars start at zero. Wide: names beside the bars; narrow: names above them."""
    ends = [end for bar in bars for end in (bar.value, *(bar.span or ())) if end is not None]
    x = scale(ends, 0, NARROW_WIDTH if narrow else WIDTH, nice=False)
    rows = "".join((_narrow_row if narrow else _wide_row)(bar, x, place) for place, bar in enumerate(bars))
    if narrow:
        over = max(width_of(_line(bar), NARROW_FONT, bar.kind in STRONG) for bar in bars)
        return Drawing(
            max(NARROW_WIDTH, over) + 4, NARROW_ROW * len(bars) + 4, f'<g transform="translate(2,2)">{rows}</g>'
        )
    over = max(_end(bar, x) + 6 + width_of(bar.text, FONT) for bar in bars)
    inside = f'<g transform="translate({ROOM_FOR_NAMES},2)">{rows}</g>'
    return Drawing(ROOM_FOR_NAMES + max(WIDTH, over) + 4, ROW * len(bars) + 4, inside)


def _wide_row(bar: Bar, x: Scale, place: int) -> str:
    middle, is_absent = ROW * (place + 0.5), bar.value is None
    return (
        text(-6, middle, MARKS[bar.kind] + bar.area, FONT, anchor="end", bold=bar.kind in STRONG)
        + _bar(bar, x, middle, 0.72 * ROW)
        + text(_end(bar, x) + 6, middle, bar.text, FONT, QUIET if is_absent else TEXT, italic=is_absent)
    )


def _narrow_row(bar: Bar, x: Scale, place: int) -> str:
    middle = NARROW_ROW * (place + 0.5)
    return text(0, middle - 7, _line(bar), NARROW_FONT, bold=bar.kind in STRONG) + _bar(
        bar, x, middle + 9, 0.3 * NARROW_ROW
    )


def _line(bar: Bar) -> str:
    return f"{MARKS[bar.kind]}{bar.area}: {bar.text}"


def _end(bar: Bar, x: Scale) -> float:
    """Where the text begins: past the bar and the line over its end."""
    return x.at(max(bar.value or 0, bar.span[1] if bar.span else 0, 0))


def _bar(bar: Bar, x: Scale, middle: float, height: float) -> str:
    if bar.value is None:
        return ""
    zero = x.at(0)
    drawn = box(zero, middle - height / 2, x.at(bar.value) - zero, height, FILLS[bar.kind], EDGES[bar.kind])
    if bar.span is None:
        return drawn
    # A thin dark line, with a pale rim where the bar is filled, so that it is seen on it.
    low, high = map(x.at, bar.span)
    return drawn + box(low, middle - 2, high - low, 4, TEXT, TEXT if bar.kind == "reference" else PAPER, 1)
