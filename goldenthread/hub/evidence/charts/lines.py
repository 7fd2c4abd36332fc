"""Lines over time. A period without a figure is a gap; a break in the series is a dashed upright line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .drawing import Spec
from .palette import CONFIG, FAINT, INK, NEIGHBOUR, QUIET, TEXT

Style = Literal["chosen", "london", "england"]
COLOURS: dict[str, str] = {"chosen": INK, "london": NEIGHBOUR, "england": QUIET}
DASHES: dict[str, list[int]] = {"chosen": [1, 0], "london": [7, 3], "england": [2, 3]}
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
) -> Spec:
    """The specification. `band` is the neighbours' (lowest, highest) in each period; `breaks` are periods."""
    width, height, font = (215, 240, 14) if narrow else (640, 320, 15)
    top, low = _domain(lines, band)
    y = {
        "type": "quantitative", "title": None, "scale": {"domain": [low, top], "nice": True},
        "axis": {"tickCount": 5, "labelFontSize": font, "domain": False, "ticks": False},
    }  # fmt: skip
    x = {
        "field": "period", "type": "ordinal", "sort": None, "title": None, "scale": {"type": "point", "domain": list(periods), "padding": 0.15},
        "axis": {"labelAngle": 0, "labelFontSize": font, "labelOverlap": True, "labelFlush": False},
    }  # fmt: skip
    return {
        "width": width,
        "height": height,
        "padding": {"left": 2, "top": 8, "bottom": 2, "right": 2},
        "autosize": "pad",
        "config": CONFIG,
        "layer": [
            *([_band_layer(periods, band, x, y)] if any(band) else []),
            *([_break_layer(breaks, x)] if breaks else []),
            _line_layer(periods, lines, x, y),
            _end_layer(periods, lines, x, y, (top - low) / height * (font + 4), narrow),
        ],
    }


def _domain(lines: Sequence[Line], band: Sequence[tuple[float, float] | None]) -> tuple[float, float]:
    values = [v for line in lines for v in line.values if v is not None]
    values += [end for ends in band if ends for end in ends]
    low, high = min([0.0, *values]), max([0.0, *values])
    return (high if high > low else low + 1), low


def _band_layer(periods: Sequence[str], band: Sequence[tuple[float, float] | None], x: Spec, y: Spec) -> Spec:
    rows = [
        {"period": p, "low": ends[0] if ends else None, "high": ends[1] if ends else None}
        for p, ends in zip(periods, band, strict=True)
    ]
    return {
        "data": {"values": rows},
        "mark": {"type": "area", "color": FAINT, "line": False},
        "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
    }


def _break_layer(breaks: Sequence[str], x: Spec) -> Spec:
    return {
        "data": {"values": [{"period": period} for period in breaks]},
        "mark": {"type": "rule", "strokeDash": [4, 4], "color": TEXT},
        "encoding": {"x": x},
    }


def _line_layer(periods: Sequence[str], lines: Sequence[Line], x: Spec, y: Spec) -> Spec:
    rows = [
        {"period": p, "value": v, "style": line.style}
        for line in lines
        for p, v in zip(periods, line.values, strict=True)
    ]
    styles = [line.style for line in lines]
    by_style = {"field": "style", "type": "nominal", "legend": None}
    return {
        "data": {"values": rows},
        "mark": {"type": "line", "strokeWidth": 2.5, "point": {"size": 60, "opacity": 1}},
        "encoding": {
            "x": x,
            "y": {**y, "field": "value"},
            "color": {**by_style, "scale": {"domain": styles, "range": [COLOURS[s] for s in styles]}},
            "strokeDash": {**by_style, "scale": {"domain": styles, "range": [DASHES[s] for s in styles]}},
            "shape": {**by_style, "scale": {"domain": styles, "range": [POINTS[s] for s in styles]}},
        },
    }


def _end_layer(periods: Sequence[str], lines: Sequence[Line], x: Spec, y: Spec, gap: float, narrow: bool) -> Spec:
    """What each line ends at, moved apart so that none covers another. Names too where there is room."""
    ends = [(_last(line.values), line) for line in lines]
    named = sorted(((at, line) for at, line in ends if at is not None), key=lambda end: end[0])
    rows: list[Spec] = []
    for at, line in named:
        lowest = rows[-1]["at"] + gap if rows else float("-inf")
        text = line.latest if narrow else f"{line.area} {line.latest}"
        rows.append({"period": periods[-1], "at": max(at, lowest), "text": text, "style": line.style})
    colour = {"field": "style", "type": "nominal", "legend": None}
    styles = [row["style"] for row in rows]
    return {
        "data": {"values": rows},
        "mark": {"type": "text", "align": "left", "dx": 10, "fontSize": 14 if narrow else 15, "fontWeight": "bold"},
        "encoding": {
            "x": x,
            "y": {**y, "field": "at"},
            "text": {"field": "text"},
            "color": {**colour, "scale": {"domain": styles, "range": [COLOURS[s] for s in styles]}},
        },
    }


def _last(values: Sequence[float | None]) -> float | None:
    return next((value for value in reversed(values) if value is not None), None)
