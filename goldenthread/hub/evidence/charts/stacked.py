"""Bars of full width: what each place's whole is made of. Only places whose parts are all known are drawn as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .drawing import Spec
from .palette import CONFIG, QUIET, SERIES, STRIPES, TEXT


@dataclass(frozen=True, slots=True)
class Whole:
    """One place with its parts in order, as percentages; None in a part means that it is not known."""

    place: str
    parts: tuple[float | None, ...]
    bold: bool = False
    absent: str = ""


def stacked_chart(names: Sequence[str], wholes: Sequence[Whole], narrow: bool = False) -> Spec:
    """The specification: parts in the order of `names`, each told apart by its place, its colour and its edge."""
    rows: list[Spec] = []
    for whole in wholes:
        start = 0.0
        for n, (name, part) in enumerate(zip(names, whole.parts, strict=True)):
            if part:
                rows.append({"place": whole.place, "part": name, "from": start, "to": start + part, "n": n, "text": f"{part:.0f}"})  # fmt: skip
                start += part
    places = [whole.place for whole in wholes]
    strong = [whole.place for whole in wholes if whole.bold]
    font = 14 if narrow else 15
    top = max([100.0, *(row["to"] for row in rows)])
    y = {
        "field": "place", "type": "nominal", "sort": None, "title": None, "scale": {"domain": places},
        "axis": None if narrow else {
            "domain": False, "ticks": False, "labelPadding": 6, "labelLimit": 0, "labelFontSize": font, "minExtent": 210, "maxExtent": 210,
            "labelFontWeight": {"condition": {"test": {"field": "label", "oneOf": strong}, "value": "bold"}, "value": "normal"},
        },
    }  # fmt: skip
    x = {
        "field": "from", "type": "quantitative", "title": None, "scale": {"domain": [0, top], "nice": False},
        "axis": {"tickCount": 5, "labelExpr": "datum.value + '%'", "labelFontSize": font, "domain": False, "ticks": False},
    }  # fmt: skip
    colour = {
        "field": "part",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(names), "range": list(SERIES[: len(names)])},
    }
    wide_enough = f"datum.to - datum.from >= {9 if narrow else 5}"
    offset = {"yOffset": 9} if narrow else {}
    layers: list[Spec] = [
        {
            "data": {"values": rows},
            "mark": {"type": "bar", "height": {"band": 0.36 if narrow else 0.74}, "stroke": "#ffffff", "strokeWidth": 1.5, **offset},
            "encoding": {"y": y, "x": x, "x2": {"field": "to"}, "color": colour},
        },
        {
            "data": {"values": rows},
            "transform": [{"filter": wide_enough}, {"calculate": "(datum.from + datum.to) / 2", "as": "middle"}],
            "mark": {"type": "text", "fontSize": 13, "fontWeight": "bold", **offset},
            "encoding": {
                "y": y, "x": {**x, "field": "middle"}, "text": {"field": "text"},
                "color": {"condition": {"test": f"indexof({list(STRIPES)}, datum.n) >= 0", "value": TEXT}, "value": "#ffffff"},
            },
        },
        {
            "data": {"values": [{"place": w.place, "text": w.absent} for w in wholes if w.absent]},
            "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": font, "fontStyle": "italic", "color": QUIET, **offset},
            "encoding": {"y": y, "x": {"value": 0}, "text": {"field": "text"}},
        },
    ]  # fmt: skip
    if narrow:
        layers.append({
            "data": {"values": [{"place": place} for place in places]},
            "mark": {"type": "text", "align": "left", "fontSize": font, "yOffset": -10, "color": TEXT},
            "encoding": {"y": y, "x": {"value": 0}, "text": {"field": "place"}},
        })  # fmt: skip
    return {
        "width": 300 if narrow else 600, "height": {"step": 40 if narrow else 25}, "padding": 2, "autosize": "pad",
        "config": CONFIG, "layer": layers,
    }  # fmt: skip
