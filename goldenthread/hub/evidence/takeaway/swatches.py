"""What the words of a picture's key stand beside: the same looks as on the pages, where brand.css draws them."""

from __future__ import annotations

from goldenthread.hub.evidence.charts import lines, marks, palette
from goldenthread.hub.evidence.charts.maps import HATCH, LEVELS, YELLOW

WIDTH, HEIGHT, SIGN = 26, 14, 110  # pixels; the area of a sign as the dot chart draws it
FILLS = {
    "chosen": palette.INK, "neighbour": palette.NEIGHBOUR, "other": palette.OTHER, "reference": palette.PAPER,
    "band": palette.FAINT, **{f"part-{n}": colour for n, colour in enumerate(palette.SERIES)},
    **{f"shade-{n}": colour for n, colour in enumerate(LEVELS)},
}  # fmt: skip
EDGES = {
    "reference": palette.INK, "band": palette.OTHER, **{f"shade-{n}": palette.QUIET for n in range(len(LEVELS))},
}  # fmt: skip
LINES = {
    "line-chosen": (palette.INK, ""),
    "line-london": (palette.NEIGHBOUR, "6 3"),
    "line-england": (palette.QUIET, "2 3"),
    "range": (palette.TEXT, ""),
}
DOTS = {"dot": (palette.OTHER, palette.OTHER), "dot-few": (palette.PAPER, palette.QUIET)}


def swatch(look: str, x: float, middle: float) -> str:
    """The look; '' for one that words alone tell."""
    if look in FILLS:
        return _box(x, middle, FILLS[look], EDGES.get(look, FILLS[look]))
    if look in LINES:
        ink, dashes = LINES[look]
        return marks.rule(x, middle, WIDTH, 0, ink, 3, dashes)
    if look in DOTS:
        fill, edge = DOTS[look]
        return f'<circle cx="{x + WIDTH / 2:g}" cy="{middle:g}" r="6.5" fill="{fill}" stroke="{edge}"/>'
    if look.startswith("sign-"):
        style = look.removeprefix("sign-")
        return marks.sign(lines.POINTS[style], x + WIDTH / 2, middle, SIGN, lines.COLOURS[style])
    return OTHERS[look](x, middle) if look in OTHERS else ""


def _box(x: float, middle: float, fill: str, edge: str) -> str:
    return marks.box(x, middle - HEIGHT / 2, WIDTH, HEIGHT, fill, edge)


def _break(x: float, middle: float) -> str:
    return marks.rule(x + WIDTH / 2, middle - 9, 0, 18, palette.TEXT, 2, "4 3")


def _grid(x: float, middle: float) -> str:
    width = WIDTH / len(palette.SHADES)
    top = middle - HEIGHT / 2
    return "".join(marks.box(x + n * width, top, width, HEIGHT, shade) for n, shade in enumerate(palette.SHADES))


def _few(x: float, middle: float) -> str:
    return _box(x, middle, palette.PAPER, "none") + "".join(
        marks.rule(x, middle + side * HEIGHT / 2, WIDTH, 0, palette.QUIET, 2, "4 2") for side in (-1, 1)
    )


def _hatch(x: float, middle: float) -> str:
    """Slanted lines that end at the edge, so that no clipping is needed."""
    slants = "".join(marks.rule(x + across, middle + 6, 12, -12, HATCH, 2) for across in (1, 7, 13))
    return _box(x, middle, palette.PAPER, palette.QUIET) + slants


def _thick(x: float, middle: float) -> str:
    return _box(x, middle, palette.PAPER, palette.TEXT) + marks.box(
        x + 2, middle - 5, 22, 10, palette.PAPER, YELLOW, 2.5
    )


OTHERS = {"break": _break, "grid": _grid, "few": _few, "hatch": _hatch, "thick": _thick}
