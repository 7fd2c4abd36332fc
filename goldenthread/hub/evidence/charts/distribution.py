"""How the boroughs are spread: a dot for each on one line, the middle half shaded, London and England marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from .marks import Drawing, Scale, box, n, not_touching, rule, text, width_of
from .palette import FAINT, INK, NEIGHBOUR, OTHER, PAPER, QUIET, TEXT

Kind = Literal["chosen", "other", "few"]


@dataclass(frozen=True, slots=True)
class Dot:
    """One borough; `words` say whose and how much. 'few': counted on too few, drawn hollow."""

    value: float
    words: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Mark:
    """A value that is marked with a line and words above the dots."""

    value: float
    words: str
    kind: Literal["median", "london", "england", "chosen"]


INKS = {"median": QUIET, "london": NEIGHBOUR, "england": QUIET, "chosen": INK}
DASHES = {"median": "", "london": "6 3", "england": "2 3", "chosen": ""}
ROW, TALLEST = 19, 130


def strip_chart(
    dots: Sequence[Dot],
    marks: Sequence[Mark],
    half: tuple[float, float] | None,
    say: Callable[[float], str],
    narrow: bool = False,
) -> Drawing:
    """The drawing. `half`: between which values the middle half lies; `say`: how the axis writes a number, '' to leave it out."""
    width, radius, font = (296, 4.5, 13) if narrow else (640, 6.5, 15)
    values = [*(dot.value for dot in dots), *(mark.value for mark in marks)]
    low, high = min(values), max(values)
    x = Scale(low, high if high > low else low + 1, 22, width - 22)
    levels = _stacked([x.at(dot.value) for dot in dots], 2 * radius + 0.5)
    step = min(2 * radius + 0.5, TALLEST / max([1, *levels]))
    top = ROW * len(marks) + 8
    floor = top + step * max([0, *levels]) + 2 * radius + 6
    heights = [(mark, ROW * place + 10.0) for place, mark in enumerate(marks)]
    body = [
        box(x.at(half[0]), top, max(x.at(half[1]) - x.at(half[0]), 2), floor - top, FAINT) if half else "",
        _axis(x, floor, font, 4 if narrow else 7, say),
        rule(0, floor, width, 0, QUIET),
        *(_line(mark, x, y, floor) for mark, y in heights),
        *(_words(mark, x, y, font, width) for mark, y in heights),
        *(_dot(dot, x.at(dot.value), floor - radius - 2 - step * level, radius) for dot, level in zip(dots, levels, strict=True)),
    ]  # fmt: skip
    return Drawing(width, floor + font + 14, "".join(body))


def _axis(x: Scale, floor: float, font: int, count: int, say: Callable[[float], str]) -> str:
    """Round numbers below the line; those that would touch, or say the same as the one before, are left out."""
    told = {say(tick): tick for tick in reversed(x.ticks(count)) if say(tick)}
    labels = list(reversed(told))
    places = [x.at(told[label]) for label in labels]
    kept = not_touching(places, labels, font)
    return "".join(text(places[k], floor + 8 + font / 2, labels[k], font, anchor="middle") for k in kept)


def _stacked(places: Sequence[float], apart: float) -> list[int]:
    """The lowest level for each dot, from left to right, on which it touches no other."""
    levels: dict[int, int] = {}
    ends: list[float] = []  # of the last dot on each level
    for index in sorted(range(len(places)), key=lambda i: places[i]):
        level = next((k for k, end in enumerate(ends) if places[index] - end >= apart), len(ends))
        ends[level : level + 1] = [places[index]]
        levels[index] = level
    return [levels[index] for index in range(len(places))]


def _line(mark: Mark, x: Scale, y: float, floor: float) -> str:
    return rule(x.at(mark.value), y - 6, 0, floor - y + 6, INKS[mark.kind], 2, DASHES[mark.kind])


def _words(mark: Mark, x: Scale, y: float, font: int, width: float) -> str:
    """The words beside their line, to the side where there is room, with a white rim where they cross another."""
    at, room = x.at(mark.value), width_of(mark.words, font, is_bold=True) + 8
    to_left = at + room > width and at - room >= 0
    # Where there is room on neither side the words go as far as the edge lets them.
    start = at - 6 if to_left else max(0, min(at + 6, width - room + 8))
    rim = f'<g stroke="{PAPER}" stroke-width="5" stroke-linejoin="round" paint-order="stroke">'
    return rim + text(start, y, mark.words, font, INKS[mark.kind], "end" if to_left else "", bold=True) + "</g>"


def _dot(dot: Dot, x: float, y: float, radius: float) -> str:
    fill = {"chosen": INK, "other": OTHER, "few": PAPER}[dot.kind]
    edge = {"chosen": TEXT, "other": PAPER, "few": QUIET}[dot.kind]
    size = radius * (1.25 if dot.kind == "chosen" else 1)
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(size)}" fill="{fill}" stroke="{edge}"><title>{escape(dot.words)}</title></circle>'
