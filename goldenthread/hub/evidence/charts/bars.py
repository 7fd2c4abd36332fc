"""Horizontal bars, one an area, in the order given. An absent figure is a row with words and no bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .drawing import Spec
from .palette import CONFIG, INK, NEIGHBOUR, OTHER, PAPER, QUIET, TEXT

Kind = Literal["chosen", "neighbour", "reference", "other"]
FILLS: dict[str, str] = {"chosen": INK, "neighbour": NEIGHBOUR, "reference": PAPER, "other": OTHER}
EDGES: dict[str, str] = {**FILLS, "reference": INK}
MARKS: dict[str, str] = {"chosen": "► ", "neighbour": "● ", "reference": "", "other": ""}
STRONG = ("chosen", "reference")


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. `text` is what stands at the bar's end: the figure as written, or why there is none."""

    area: str
    value: float | None
    text: str
    kind: Kind


def bar_chart(bars: Sequence[Bar], narrow: bool = False) -> Spec:
    """The specification. Bars start at zero. Wide: names beside the bars; narrow: names above them."""
    rows = [
        {"area": MARKS[b.kind] + b.area, "value": b.value, "at": max(b.value or 0, 0), "text": b.text, "kind": b.kind}
        for b in bars
    ]
    return {
        "width": 300 if narrow else 600,
        "height": {"step": 37 if narrow else 23},
        "padding": 2,
        "autosize": "pad",
        "config": CONFIG,
        "data": {"values": rows},
        "layer": (_narrow_layers if narrow else _wide_layers)(rows),
    }


def _wide_layers(rows: list[Spec]) -> list[Spec]:
    strong = [row["area"] for row in rows if row["kind"] in STRONG]
    axis = {
        "domain": False, "ticks": False, "labelPadding": 6, "labelLimit": 0, "labelFontSize": 15,
        "labelFontWeight": {"condition": {"test": {"field": "label", "oneOf": strong}, "value": "bold"}, "value": "normal"},
        "minExtent": 210, "maxExtent": 210,
    }  # fmt: skip
    y, x = _rows(axis), _across(rows)
    text = {"type": "text", "align": "left", "dx": 6, "fontSize": 15}
    return [
        _bar_layer(y, x, {"type": "bar", "height": {"band": 0.72}}),
        _text_layer({**text, "color": TEXT}, y, {**x, "field": "at"}, "text", "isValid(datum.value)"),
        _text_layer({**text, "color": QUIET, "fontStyle": "italic"}, y, {**x, "field": "at"}, "text", "!isValid(datum.value)"),
    ]  # fmt: skip


def _narrow_layers(rows: list[Spec]) -> list[Spec]:
    y, left = _rows(None), {"value": 0}
    for row in rows:
        row["line"] = f"{row['area']}: {row['text']}"
    text = {"type": "text", "align": "left", "fontSize": 14, "yOffset": -7, "color": TEXT}
    is_strong = f"indexof({list(STRONG)}, datum.kind) >= 0"
    return [
        _bar_layer(y, _across(rows), {"type": "bar", "height": {"band": 0.3}, "yOffset": 9}),
        _text_layer({**text, "fontWeight": "bold"}, y, left, "line", is_strong),
        _text_layer(text, y, left, "line", f"!({is_strong})"),
    ]


def _rows(axis: Spec | None) -> Spec:
    return {"field": "area", "type": "nominal", "sort": None, "title": None, "axis": axis}


def _across(rows: list[Spec]) -> Spec:
    values = [0.0, *(row["value"] for row in rows if row["value"] is not None)]
    low, high = min(values), max(values)
    scale = {"domain": [low, high if high > low else low + 1], "nice": False}
    return {"field": "value", "type": "quantitative", "axis": None, "scale": scale}


def _bar_layer(y: Spec, x: Spec, mark: Spec) -> Spec:
    return {
        "mark": {**mark, "strokeWidth": 1.5},
        "encoding": {"y": y, "x": x, "fill": _by_kind(FILLS), "stroke": _by_kind(EDGES)},
        "transform": [{"filter": "isValid(datum.value)"}],
    }


def _by_kind(colours: dict[str, str]) -> Spec:
    scale = {"domain": list(colours), "range": list(colours.values())}
    return {"field": "kind", "type": "nominal", "legend": None, "scale": scale}


def _text_layer(mark: Spec, y: Spec, x: Spec, field: str, only: str) -> Spec:
    return {"mark": mark, "encoding": {"y": y, "x": x, "text": {"field": field}}, "transform": [{"filter": only}]}
