"""Lines over time. A period without a figure is a gap; at a break in the series, a dashed upright line, they are not joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from .marks import Drawing, Scale, axis_width, n, not_touching, path, rule, scale, sign, text, upright_axis, width_of
from .palette import FAINT, INK, NEIGHBOUR, QUIET, TEXT

T = TypeVar("T")

Style = Literal["chosen", "london", "england"]
COLOURS: dict[str, str] = {"chosen": INK, "london": NEIGHBOUR, "england": QUIET}
DASHES: dict[str, str] = {"chosen": "1,0", "london": "7,3", "england": "2,3"}
POINTS: dict[str, str] = {"chosen": "circle", "london": "square", "england": "triangle-up"}


@dataclass(frozen=True, slots=True)
class Line:
    """One area over time; `values` in the order of the periods, None where there is no figure.

    `latest` is the last figure as written; it stands at the line's end.
    """

    area: str
    values: tuple[float | None, ...]
    latest: str
    style: Style


def line_chart(
    periods: Sequence[str],
    lines: Sequence[Line],
    band: Sequence[tuple[float, float] | None] = (),
    breaks: Sequence[str] = (),
    narrow: bool = False,
) -> Drawing:
    """The drawing. `band` is the neighbours' (lowest, highest) in each period; `breaks` are periods."""
    width, height, font = (215, 240, 14) if narrow else (640, 320, 15)
    ends = [end for pair in band if pair for end in pair]
    y = scale([*(v for line in lines for v in line.values if v is not None), *ends], height, 0)
    step = width / (len(periods) - 1 + 2 * EDGE)
    x = [step * (EDGE + place) for place in range(len(periods))]
    labels = _end_labels(lines, y, font + 4, narrow)
    parted = [periods.index(period) for period in breaks]
    body = [
        upright_axis(y, 0, width, font),
        _band(x, y, band, parted),
        *(rule(x[place], 0, 0, height, TEXT, dashes="4,4") for place in parted),
        rule(0, height, width, 0, QUIET),
        *(text(x[k], height + 8 + font / 2, periods[k], font, anchor="middle") for k in not_touching(x, periods, font)),
        *(_line(x, y, line, parted) for line in lines),
        *(text(x[-1] + 10, at, words, font, COLOURS[style], bold=True) for at, words, style in labels),
    ]
    left, top = axis_width(y, font) + 2, 10
    right = max([width, *(x[-1] + 12 + width_of(words, font, True) for _, words, _ in labels)])
    return Drawing(
        left + right + 2, top + height + font + 14, f'<g transform="translate({n(left)},{top})">{"".join(body)}</g>'
    )


EDGE = 0.15  # of the way between two periods, before the first and after the last


def _band(x: Sequence[float], y: Scale, band: Sequence[tuple[float, float] | None], parted: Sequence[int]) -> str:
    """What lies between the lowest and the highest, a piece for each run of periods that have both."""
    pieces = []
    for run in _runs([None if ends is None else (place, ends) for place, ends in enumerate(band)], parted):
        there = [(x[place], y.at(high)) for place, (_, high) in run]
        back = [(x[place], y.at(low)) for place, (low, _) in reversed(run)]
        pieces.append(f'<path d="{path([there + back])}Z" fill="{FAINT}"/>')
    return "".join(pieces)


def _line(x: Sequence[float], y: Scale, line: Line, parted: Sequence[int]) -> str:
    known = [None if value is None else (x[place], y.at(value)) for place, value in enumerate(line.values)]
    colour = COLOURS[line.style]
    drawn = f'<path d="{path(_runs(known, parted))}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{DASHES[line.style]}"/>'
    return drawn + "".join(sign(POINTS[line.style], *point, 60, colour) for point in known if point)


def _runs(points: Sequence[T | None], parted: Sequence[int]) -> list[list[T]]:
    """The points that follow each other without a gap; `parted`: places at which a run ends and another begins."""
    runs: list[list[T]] = [[]]
    for place, point in enumerate(points):
        if point is None or place in parted:
            runs.append([])
        if point is not None:
            runs[-1].append(point)
    return [run for run in runs if run]


def _end_labels(lines: Sequence[Line], y: Scale, gap: float, narrow: bool) -> list[tuple[float, str, Style]]:
    """(height, words, style) of what each line ends at, moved apart so that none covers another; names where there is room."""
    ends = [(y.at(last), line) for line in lines if (last := _last(line.values)) is not None]
    placed: list[tuple[float, str, Style]] = []
    for at, line in sorted(ends, key=lambda end: -end[0]):  # from the lowest line up
        height = min(at, placed[-1][0] - gap) if placed else at
        placed.append((height, line.latest if narrow else f"{line.area} {line.latest}", line.style))
    return placed


def _last(values: Sequence[float | None]) -> float | None:
    return next((value for value in reversed(values) if value is not None), None)
