"""Many little lines on one scale. What they share, the axes and the line behind each, is drawn once and used by all."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

from .marks import GRID, Scale, n, rule
from .marks import path as outline
from .palette import INK, NEIGHBOUR, QUIET, TEXT

WIDTH, HEIGHT, EDGE = 150, 60, 5
Values = Sequence[float | None]


def y_scale(series: Sequence[Values]) -> Scale:
    """One scale for all of them, with zero on it."""
    known = [0.0, *(value for values in series for value in values if value is not None)]
    low, high = min(known), max(known)
    return Scale(low, high if high > low else low + 1, HEIGHT - EDGE, EDGE)


def shared(name: str, behind: Values, breaks: Sequence[int], count: int, y: Scale) -> SafeString:
    """The axes, the breaks in the series (places of periods) and the line behind, hidden until used by `name`."""
    x = _across(count)
    body = [
        rule(0, y.at(y.high), WIDTH, 0, GRID),
        rule(0, y.at(0), WIDTH, 0, QUIET),
        *(rule(x.at(place), 0, 0, HEIGHT, TEXT, 1, "3 3") for place in breaks),
        _line(behind, x, y, breaks, f'stroke="{NEIGHBOUR}" stroke-width="1.5" stroke-dasharray="5 3"'),
    ]
    symbol = f'<symbol id="{name}" viewBox="0 0 {WIDTH} {HEIGHT}">{"".join(body)}</symbol>'
    return mark_safe(f'<svg class="gt-defs" width="0" height="0" aria-hidden="true" focusable="false">{symbol}</svg>')  # noqa: S308


def little(name: str, values: Values, y: Scale, breaks: Sequence[int] = ()) -> SafeString:
    """One line over what is shared, parted at the breaks. It says nothing by itself: its name and figures stand beside it as text."""
    line = _line(values, _across(len(values)), y, breaks, f'stroke="{INK}" stroke-width="2.5"')
    return mark_safe(  # noqa: S308 - numbers only
        f'<svg class="gt-multiple__chart" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
        f'<use href="#{name}" width="{WIDTH}" height="{HEIGHT}"/>{line}</svg>'
    )


def _across(count: int) -> Scale:
    return Scale(0, max(count - 1, 1), EDGE, WIDTH - EDGE)


def _line(values: Values, x: Scale, y: Scale, breaks: Sequence[int], look: str) -> str:
    """Unbroken runs as lines and figures that stand alone as dots; a period without a figure is a gap, and so is a break."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place, value in enumerate(values):
        if value is None or place in breaks:
            runs.append([])
        if value is not None:
            runs[-1].append((x.at(place), y.at(value)))
    lines = outline([run for run in runs if len(run) > 1])
    dots = "".join(f"M{n(run[0][0])},{n(run[0][1])}h0" for run in runs if len(run) == 1)
    drawn = f'<path d="{lines}" fill="none" {look} stroke-linejoin="round"/>' if lines else ""
    colour = look.split('"')[1]
    alone = f'<path d="{dots}" stroke="{colour}" stroke-width="5" stroke-linecap="round"/>' if dots else ""
    return drawn + alone
