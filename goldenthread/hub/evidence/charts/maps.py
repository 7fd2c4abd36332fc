"""London as a map: a square for each borough in our own arrangement, and the boroughs' outlines.

Both are shaded alike. What a borough has is also written: on its square the figure, on the map its class; a borough
without a figure is hatched, one whose figure is counted on too few is left white with a dashed edge. Each is a link.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from .marks import Drawing
from .palette import PAPER, QUIET, SHADES, TEXT

Look = Literal["classed", "few", "absent"]
LEVELS = SHADES[1:]  # five, from pale to dark; the palest of all is too near to white for a map
YELLOW = "#f2b632"  # the thread of the frame
HATCH = "#9aa5af"
CELL, GAP = 45, 2
# How words stand in a file; on the pages brand.css sets them larger on smaller screens.
TILES_LOOK = 'font-size="12" text-anchor="middle" stroke-linejoin="round"'
OUTLINES_LOOK = 'font-size="31" font-weight="bold" text-anchor="middle" stroke-linejoin="round"'
SMALLEST = 1500  # square units: smaller outlines have no room for a number on a phone


@dataclass(frozen=True, slots=True)
class Place:
    """One borough. `short` and `text` stand on its square, `number` on the map; `words` say all of it.

    `level` is its shade, 0 for the palest to 4 for the darkest, where `look` is 'classed'.
    """

    code: str
    name: str
    short: str
    text: str
    number: str
    words: str
    look: Look
    level: int
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A borough's outline as SVG path data and where its label stands. `is_tiny`: no room for a number on a phone."""

    path: str
    x: int
    y: int
    is_tiny: bool


def tile_map(places: Sequence[Place], tiles: Mapping[str, tuple[int, int]]) -> Drawing:
    """Squares at (column, row), both from 1."""
    width, height = max(column for column, _ in tiles.values()), max(row for _, row in tiles.values())
    squares = "".join(_tile(place, *tiles[place.code]) for place in _chosen_last(places))
    return Drawing(width * CELL + 4, height * CELL + 4, _hatching("tiles") + squares)


def borough_map(places: Sequence[Place], outlines: Mapping[str, Outline], size: tuple[int, int, int, int]) -> Drawing:
    """Outlines in a view box of this size: left, top, width, height."""
    shapes = "".join(_shape(place, outlines[place.code]) for place in _chosen_last(places))
    inside = f'<g transform="translate({-size[0]},{-size[1]})">{_hatching("map", 14)}{shapes}</g>'
    return Drawing(size[2], size[3], inside)


def _chosen_last(places: Sequence[Place]) -> list[Place]:
    return sorted(places, key=lambda place: place.chosen)  # its edge lies over its neighbours'


def _tile(place: Place, column: int, row: int) -> str:
    x, y, side = 2 + (column - 1) * CELL, 2 + (row - 1) * CELL, CELL - GAP
    ink, middle = _ink(place), x + side / 2
    drawn = _edges(place, f"M{x} {y}h{side}v{side}h-{side}z", "tiles", 1)
    look = ' font-weight="bold"' if place.chosen else ""
    look += f' stroke="{PAPER}" stroke-width="3" paint-order="stroke"' if place.look == "absent" else ""
    words = ((18, place.short), (35, place.text))
    label = "".join(
        f'<text x="{middle:g}" y="{y + down}" fill="{ink}"{look}>{escape(told)}</text>' for down, told in words
    )
    return _link(place, drawn + label, "")


def _shape(place: Place, outline: Outline) -> str:
    drawn = _edges(place, outline.path, "map", 2)
    tiny = " gt-map__number--tiny" if outline.is_tiny else ""
    at = f'x="{outline.x}" y="{outline.y + 10}"'
    label = (
        f'<text class="gt-map__number{tiny}" {at} fill="{_ink(place)}">{place.number}</text>' if place.number else ""
    )
    return _link(place, drawn + label, ' tabindex="-1"')  # the same links as the squares': one stop each by keyboard


def _link(place: Place, drawn: str, stop: str) -> str:
    words = escape(f"{place.name}: {place.words}")
    return f'<a class="gt-map__place" href="{escape(place.href)}" aria-label="{words}"{stop}><title>{words}</title>{drawn}</a>'


def _fill(place: Place, drawing: str) -> str:
    fills = {"absent": f"url(#hatch-{drawing})", "few": PAPER, "classed": LEVELS[place.level]}
    return f' fill="{fills[place.look]}"'


def _edges(place: Place, path: str, drawing: str, width: float) -> str:
    """The shape with its edge; the chosen one's is yellow on black, which is seen on every shade."""
    dashes = f' stroke-dasharray="{4 * width:g} {2 * width:g}"' if place.look == "few" else ""
    drawn = f'<path d="{path}"{_fill(place, drawing)} stroke="{QUIET}" stroke-width="{width:g}"{dashes}/>'
    if not place.chosen:
        return drawn
    rims = ((TEXT, 5.5), (YELLOW, 2.5))
    edges = (f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="{times * width:g}"/>' for ink, times in rims)
    return drawn + "".join(edges)


def _ink(place: Place) -> str:
    return PAPER if place.look == "classed" and place.level >= len(LEVELS) - 2 else TEXT


def _hatching(drawing: str, step: int = 7) -> str:
    """Pale slanting lines on white, which letters stand out from."""
    return (
        f'<pattern id="hatch-{drawing}" width="{step}" height="{step}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path d="M0 0h{step}v{step}h-{step}z" fill="{PAPER}"/>'
        f'<path d="M0 0v{step}" stroke="{HATCH}" stroke-width="{step / 3:.1f}"/></pattern>'
    )
