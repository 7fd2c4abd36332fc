"""Bars of full width: what each place's whole is made of. Only places whose parts are all known are drawn as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .marks import Drawing, Scale, box, flat_axis, text
from .palette import PAPER, QUIET, SERIES, STRIPES, TEXT


@dataclass(frozen=True, slots=True)
class Whole:
    """One place with its parts in order, as percentages; None in a part means that it is not known."""

    place: str
    parts: tuple[float | None, ...]
    bold: bool = False
    absent: str = ""


@dataclass(frozen=True, slots=True)
class _Look:
    """Sizes of one width. `least`: percentage points that a part needs for its figure to stand in it."""

    width: int
    row: int
    font: int
    left: int
    bar: float
    down: int
    least: int


WIDE, NARROW = _Look(600, 25, 15, 214, 18.5, 0, 5), _Look(300, 40, 14, 4, 14.4, 9, 9)


def stacked_chart(names: Sequence[str], wholes: Sequence[Whole], narrow: bool = False) -> Drawing:
    """The drawing: parts in the order of `names`, each told apart by its place, its colour and its edge."""
    look = NARROW if narrow else WIDE
    most = max([100.0, *(sum(part or 0 for part in whole.parts) for whole in wholes)])
    x, height = Scale(0, most, 0, look.width), look.row * len(wholes)
    body = [flat_axis(x, height, height, look.font, 5, "%")]
    for place, whole in enumerate(wholes):
        middle = look.row * (place + 0.5)
        at = (0, middle - 10, "") if narrow else (-6, middle, "end")
        body.append(text(at[0], at[1], whole.place, look.font, anchor=at[2], bold=whole.bold))
        body.append(_bar(whole, x, middle + look.down, look))
    inside = f'<g transform="translate({look.left},2)">{"".join(body)}</g>'
    return Drawing(look.left + look.width + 16, height + look.font + 16, inside)


def _bar(whole: Whole, x: Scale, middle: float, look: _Look) -> str:
    if whole.absent:
        return text(6, middle, whole.absent, look.font, QUIET, italic=True)
    drawn, start = "", 0.0
    for place, part in enumerate(whole.parts):
        if not part:
            continue
        drawn += box(x.at(start), middle - look.bar / 2, x.at(part), look.bar, SERIES[place], PAPER)
        if part >= look.least:
            ink = TEXT if place in STRIPES else PAPER
            drawn += text(x.at(start + part / 2), middle, f"{part:.0f}", 13, ink, "middle", bold=True)
        start += part
    return drawn
