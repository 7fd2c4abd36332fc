"""A small line over time. Its words stand beside it, so it is a picture of what is said, not the only place of it."""

from __future__ import annotations

import functools
from html import escape

from django.utils.safestring import SafeString, mark_safe

from goldenthread.hub.evidence.interface import Point

WIDTH, HEIGHT, EDGE = 150, 40, 5


@functools.lru_cache(maxsize=2000)
def small_line(points: tuple[Point, ...], title: str) -> SafeString:
    """The line; a period without a figure is a gap, a single figure a dot. '' where there is no figure at all."""
    known = [point.value for point in points if point.value is not None]
    if not known:
        return SafeString("")
    low, high = min(known), max(known)
    step = (WIDTH - 2 * EDGE) / max(len(points) - 1, 1)
    at = [
        None if p.value is None else (EDGE + place * step, _height(p.value, low, high))
        for place, p in enumerate(points)
    ]
    path = "".join(
        f"{'M' if place == 0 or at[place - 1] is None else 'L'}{point[0]:.1f},{point[1]:.1f}"
        for place, point in enumerate(at)
        if point is not None
    )
    last = next(point for point in reversed(at) if point is not None)
    alone = [point for place, point in enumerate(at) if point is not None and _is_alone(at, place)]
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.8"/>' for x, y in alone)
    return mark_safe(  # noqa: S308 - made here of numbers and escaped text
        f'<svg class="gt-small-line" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="{escape(title, quote=True)}"><path d="{path}" fill="none"/>{dots}'
        f'<circle class="gt-small-line__end" cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="3.5"/></svg>'
    )


def _height(value: float, low: float, high: float) -> float:
    if high == low:
        return HEIGHT / 2
    return HEIGHT - EDGE - (value - low) / (high - low) * (HEIGHT - 2 * EDGE)


def _is_alone(at: list[tuple[float, float] | None], place: int) -> bool:
    """Whether a figure has no neighbour to draw a line to."""
    before = at[place - 1] if place else None
    after = at[place + 1] if place + 1 < len(at) else None
    return before is None and after is None
