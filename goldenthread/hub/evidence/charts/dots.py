"""Dots on rows: one row an item, one dot an area, so that a borough is seen beside London and England item by item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .drawing import Spec
from .lines import COLOURS, POINTS, Style
from .palette import CONFIG, QUIET, TEXT


@dataclass(frozen=True, slots=True)
class Dot:
    """One area's figure for one item; None where there is none, and then nothing is drawn."""

    item: str
    value: float | None
    style: Style


def dot_chart(dots: Sequence[Dot], texts: dict[str, str], narrow: bool = False) -> Spec:
    """The specification. `texts`: for each item, in order, what stands at the row's end: the first area's figure."""
    items = list(texts)
    rows = [{"item": d.item, "value": d.value, "style": d.style} for d in dots if d.value is not None]
    values = [0.0, *(d.value for d in dots if d.value is not None)]
    low, high = min(values), max(values)
    scale = {"domain": [low, high if high > low else low + 1], "nice": True}
    font = 14 if narrow else 15
    y = {
        "field": "item", "type": "nominal", "sort": None, "title": None, "scale": {"domain": items},
        "axis": None if narrow else {
            "domain": False, "ticks": False, "labelPadding": 6, "labelLimit": 0, "labelFontSize": font, "grid": True,
            "minExtent": 330, "maxExtent": 330,
        },
    }  # fmt: skip
    x = {
        "field": "value", "type": "quantitative", "title": None, "scale": scale,
        "axis": {"tickCount": 4, "labelFontSize": font, "domain": False, "ticks": False},
    }  # fmt: skip
    styles: list[str] = list(dict.fromkeys(d.style for d in dots))
    by_style = {"field": "style", "type": "nominal", "legend": None}
    labels = [{"item": item, "line": f"{item}: {text}" if narrow else text} for item, text in texts.items()]
    label = {"type": "text", "align": "left", "fontSize": font, "color": TEXT}
    return {
        "width": 290 if narrow else 430,
        "height": {"step": 44 if narrow else 27},
        "padding": 2,
        "autosize": "pad",
        "config": CONFIG,
        "layer": [
            {
                "data": {"values": rows},
                "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1, **({"yOffset": 10} if narrow else {})},
                "encoding": {
                    "y": y, "x": x,
                    "color": {**by_style, "scale": {"domain": styles, "range": [COLOURS[s] for s in styles]}},
                    "shape": {**by_style, "scale": {"domain": styles, "range": [POINTS[s] for s in styles]}},
                },
            },
            {
                "data": {"values": labels},
                "mark": {**label, **({"yOffset": -9} if narrow else {"dx": 10, "color": QUIET})},
                "encoding": {"y": y, "x": {"value": 0} if narrow else {"value": 430}, "text": {"field": "line"}},
            },
        ],
    }  # fmt: skip
