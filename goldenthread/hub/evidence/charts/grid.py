"""A grid of shaded squares with the figure in each: places by items, or items by years. An absence is a word, never a pale square."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .drawing import Spec
from .palette import CONFIG, QUIET, SHADES, TEXT


@dataclass(frozen=True, slots=True)
class Square:
    """One figure. `shade`: 0 to 1 of its column's range (None where there is no figure); `text` as written."""

    row: str
    column: str
    shade: float | None
    text: str


def grid_chart(
    rows: Sequence[str], columns: Sequence[str], squares: Sequence[Square], bold: Sequence[str] = ()
) -> Spec:
    """The specification; column headings stand upright above when they are long."""
    data = [
        {"row": s.row, "column": s.column, "shade": -1 if s.shade is None else min(int(s.shade * len(SHADES)), len(SHADES) - 1), "text": s.text}
        for s in squares
    ]  # fmt: skip
    long = max((len(name) for name in columns), default=0) > 7
    y = {
        "field": "row", "type": "nominal", "sort": None, "title": None, "scale": {"domain": list(rows)},
        "axis": {
            "domain": False, "ticks": False, "labelPadding": 6, "labelLimit": 330, "labelFontSize": 15,
            "labelFontWeight": {"condition": {"test": {"field": "label", "oneOf": list(bold)}, "value": "bold"}, "value": "normal"},
        },
    }  # fmt: skip
    x = {
        "field": "column", "type": "nominal", "sort": None, "title": None, "scale": {"domain": list(columns)},
        "axis": {
            "orient": "top", "domain": False, "ticks": False, "labelFontSize": 14, "labelLimit": 0,
            **({"labelAngle": -60, "labelAlign": "left"} if long else {"labelAngle": 0}),
        },
    }  # fmt: skip
    shade = {
        "field": "shade", "type": "ordinal", "legend": None,
        "scale": {"domain": [-1, *range(len(SHADES))], "range": ["#ffffff", *SHADES]},
    }  # fmt: skip
    return {
        "width": {"step": max(46, min(76, 560 // max(len(columns), 1)))}, "height": {"step": 25}, "padding": 2, "autosize": "pad",
        "config": CONFIG, "data": {"values": data},
        "layer": [
            {"mark": {"type": "rect", "stroke": "#ffffff"}, "encoding": {"y": y, "x": x, "color": shade}},
            {
                "mark": {"type": "text", "fontSize": 13},
                "encoding": {
                    "y": y, "x": x, "text": {"field": "text"},
                    "color": {"condition": [
                        {"test": f"datum.shade >= {len(SHADES) - 2}", "value": "#ffffff"},
                        {"test": "datum.shade < 0", "value": QUIET},
                    ], "value": TEXT},
                },
            },
        ],
    }  # fmt: skip
