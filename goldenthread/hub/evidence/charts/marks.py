"""What charts are made of: text, boxes, lines and signs as SVG, and scales with round numbers. Sizes are pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from .palette import TEXT

GRID = "#e3e7ea"
# Widths of letters for a size of one, as in the widest typeface a reader's machine may draw with; others are as a digit.
NARROW, WIDE, WIDEST, LETTER = "iljtfI.,'|:;!()[]/ -", "mwMW%►●", "—…", 0.62
WIDTHS = {**dict.fromkeys(NARROW, 0.37), **dict.fromkeys(WIDE, 0.95), **dict.fromkeys(WIDEST, 1.0)}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart without its name: its size and its marks as SVG."""

    width: float
    height: float
    body: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers from `low` to `high` on pixels from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The pixel of a number."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self, count: int) -> list[float]:
        """About so many round numbers within the scale."""
        step = _step(self.low, self.high, count)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [round(n * step, 10) for n in range(first, last + 1)]


def scale(values: Sequence[float], start: float, end: float, nice: bool = True) -> Scale:
    """A scale that holds zero and every value; `nice`: widened to round numbers."""
    low, high = min([0.0, *values]), max([0.0, *values])
    high = high if high > low else low + 1
    if nice:
        step = _step(low, high, 10)
        low, high = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return Scale(low, high, start, end)


def _step(low: float, high: float, count: int) -> float:
    """One, two or five times a power of ten, so that about `count` steps fill the way."""
    rough = (high - low) / count
    power = 10 ** math.floor(math.log10(rough))
    return float(
        power * next(each for each, most in ((1, 1.4143), (2, 3.1623), (5, 7.0711), (10, 10)) if rough / power <= most)
    )


def tick_text(value: float, step: float) -> str:
    """A round number as an axis writes it."""
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    return f"{value:,.{decimals}f}".replace("-", "\N{MINUS SIGN}")


def width_of(words: str, size: float, is_bold: bool = False) -> float:
    """About how wide the words are."""
    return (
        sum(WIDTHS.get(letter, 0.72 if letter.isupper() else LETTER) for letter in words)
        * size
        * (1.06 if is_bold else 1)
    )


def shortened(words: str, size: float, most: float) -> str:
    """The words, or as many letters as there is room for and an ellipsis."""
    while width_of(words, size) > most and len(words) > 1:
        words = words.rstrip("…")[:-1] + "…"
    return words


def n(value: float) -> str:
    """A coordinate to a tenth of a pixel."""
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def text(
    x: float, y: float, words: str, size: float, ink: str = TEXT, anchor: str = "", bold: bool = False, italic: bool = False, turned: int = 0,
) -> str:  # fmt: skip
    """Words whose middle stands at this height. `anchor`: '' from here on, 'end' up to here, 'middle' around here."""
    turn = f" rotate({turned})" if turned else ""
    look = f' text-anchor="{anchor}"' if anchor else ""
    look += ' font-weight="bold"' if bold else ""
    look += ' font-style="italic"' if italic else ""
    return f'<text transform="translate({n(x)},{n(y + 0.34 * size)}){turn}" font-size="{size:g}px"{look} fill="{ink}">{escape(words)}</text>'


def box(x: float, y: float, width: float, height: float, fill: str, edge: str = "", edge_width: float = 1.5) -> str:
    """A filled rectangle; a negative width reaches to the left."""
    x, width = (x + width, -width) if width < 0 else (x, width)
    stroke = f' stroke="{edge}" stroke-width="{edge_width:g}"' if edge else ""
    return f'<path d="M{n(x)},{n(y)}h{n(width)}v{n(height)}h-{n(width)}Z" fill="{fill}"{stroke}/>'


def rule(x: float, y: float, across: float, down: float, ink: str = GRID, width: float = 1, dashes: str = "") -> str:
    """A straight line from a point."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<line x1="{n(x)}" y1="{n(y)}" x2="{n(x + across)}" y2="{n(y + down)}" stroke="{ink}" stroke-width="{width:g}"{dashed}/>'


def sign(shape: str, x: float, y: float, area: float, fill: str, edge: str = "") -> str:
    """A circle, square or triangle-up of an area in square pixels; `edge`: the colour of its outline."""
    r, half, side = math.sqrt(area / math.pi), math.sqrt(area) / 2, math.sqrt(area / math.sqrt(3))
    outlines = {
        "circle": f"M{n(r)},0A{n(r)},{n(r)},0,1,1,{n(-r)},0A{n(r)},{n(r)},0,1,1,{n(r)},0Z",
        "square": f"M{n(-half)},{n(-half)}h{n(2 * half)}v{n(2 * half)}h{n(-2 * half)}Z",
        "triangle-up": f"M0,{n(-side)}L{n(-side)},{n(side * 0.73)}L{n(side)},{n(side * 0.73)}Z",
    }
    outline = f' stroke="{edge}" stroke-width="1.5"' if edge else ""
    return f'<path transform="translate({n(x)},{n(y)})" d="{outlines[shape]}" fill="{fill}"{outline}/>'


def path(runs: Sequence[Sequence[tuple[float, float]]]) -> str:
    """The outline of broken lines, one a run of points."""
    return "".join("M" + "L".join(f"{n(x)},{n(y)}" for x, y in run) for run in runs)


def not_touching(places: Sequence[float], labels: Sequence[str], size: float) -> list[int]:
    """Which labels to write so that none touches the next: every one, every second, every fourth …"""
    kept = list(range(len(labels)))
    while len(kept) > 1 and any(
        places[b] - places[a] < (width_of(labels[a], size) + width_of(labels[b], size)) / 2 + 4
        for a, b in pairwise(kept)
    ):
        kept = kept[::2]
    return kept


def upright_axis(values: Scale, x: float, across: float, size: float, count: int = 5) -> str:
    """Round numbers to the left of a height, each with a pale line across."""
    ticks = values.ticks(count)
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1
    return "".join(
        rule(x, values.at(tick), across, 0) + text(x - 6, values.at(tick), tick_text(tick, step), size, anchor="end")
        for tick in ticks
    )


def flat_axis(values: Scale, y: float, up: float, size: float, count: int, unit: str = "") -> str:
    """Round numbers below a width, each with a pale line upwards; those that would touch are left out."""
    ticks = values.ticks(count)
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1
    labels = [tick_text(tick, step) + unit for tick in ticks]
    kept = not_touching([values.at(tick) for tick in ticks], labels, size)
    return "".join(rule(values.at(tick), y, 0, -up) for tick in ticks) + "".join(
        text(values.at(ticks[k]), y + 8 + size / 2, labels[k], size, anchor="middle") for k in kept
    )


def axis_width(values: Scale, size: float, count: int = 5) -> float:
    """How much room the numbers of an upright axis need."""
    ticks = values.ticks(count)
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1
    return max(width_of(tick_text(tick, step), size) for tick in ticks) + 8
