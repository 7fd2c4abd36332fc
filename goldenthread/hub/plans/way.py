"""A measure's way from its baseline to its target as a drawing, with its readings on it. The table beside it says the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from .days import last_day
from .tracking import amount
from .whole import WholeMeasure

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 560, 220, 12, 110, 22, 34
Mark = tuple[dt.date, float]
Place = Callable[[Mark], tuple[float, float]]


def way_chart(measure: WholeMeasure, title: str, earlier: Sequence[Mark] = ()) -> SafeString:
    """The way as a dashed line, readings as a solid one; '' where there is no baseline or no target.

    `earlier`: figures from before the baseline, oldest first, in pale.
    """
    labels = {r.period: r.label for r in measure.readings}
    began = last_day(measure.baseline_period, labels.get(measure.baseline_period, ""))
    if began is None or measure.baseline_value is None or not measure.trajectory:
        return SafeString("")
    way: list[Mark] = [(began, measure.baseline_value), *measure.trajectory]
    read = _read(measure)
    at = _scale([*earlier, *way, *read])
    ends = [(*at(way[-1]), f"target {amount(measure, way[-1][1])}", "start")]
    if read:
        ends.append((*at(read[-1]), amount(measure, read[-1][1]), "above"))
    body = (
        f'<line class="gt-way__floor" x1="{LEFT}" y1="{HEIGHT - BOTTOM}" x2="{WIDTH - RIGHT}" y2="{HEIGHT - BOTTOM}"/>'
        + (f'<path class="gt-way__before" d="{_path([*earlier, way[0]], at)}"/>' if earlier else "")
        + f'<path class="gt-way__asked" d="{_path(way, at)}"/><path class="gt-way__read" d="{_path(read, at)}"/>'
        + "".join(f'<circle class="gt-way__point" cx="{at(m)[0]:.1f}" cy="{at(m)[1]:.1f}" r="4"/>' for m in read)
        + _target(at(way[-1]))
        + "".join(_words(x, y, words, place) for x, y, words, place in ends)
        + _year(at([*earlier, *way][0])[0], [*earlier, *way][0][0], "start")
        + _year(at(way[-1])[0], way[-1][0], "middle")
    )
    return mark_safe(  # noqa: S308 - made here of numbers and escaped text
        f'<svg class="gt-way" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title, quote=True)}">{body}</svg>'
    )


def range_words(measure: WholeMeasure, earlier: Sequence[Mark] = ()) -> str:
    """What the height of the drawing stands for; a reader would else take its foot for zero."""
    values = [value for _, value in [*earlier, *_read(measure), *measure.trajectory]]
    values += [] if measure.baseline_value is None else [measure.baseline_value]
    low, high = amount(measure, min(values)), amount(measure, max(values))
    return f"From bottom to top the drawing goes from {low} to {high}" + (
        "." if min(values) == 0 else ", not from zero."
    )


def _read(measure: WholeMeasure) -> list[Mark]:
    return sorted(
        (day, r.value)
        for r in measure.readings
        if r.value is not None and (day := last_day(r.period, r.label)) is not None
    )


def _scale(marks: list[Mark]) -> Place:
    days, values = [day.toordinal() for day, _ in marks], [value for _, value in marks]
    first, span = min(days), max(max(days) - min(days), 1)
    low, high = min(values), max(values)
    room = (high - low) or 1.0

    def at(mark: Mark) -> tuple[float, float]:
        x = LEFT + (mark[0].toordinal() - first) / span * (WIDTH - LEFT - RIGHT)
        return x, HEIGHT - BOTTOM - 8 - (mark[1] - low) / room * (HEIGHT - TOP - BOTTOM - 8)

    return at


def _path(marks: list[Mark], at: Place) -> str:
    return " ".join(f"{'L' if place else 'M'}{x:.1f},{y:.1f}" for place, (x, y) in enumerate(map(at, marks)))


def _target(point: tuple[float, float]) -> str:
    x, y = point
    return f'<path class="gt-way__target" d="M{x - 6:.1f},{y:.1f}L{x:.1f},{y - 6:.1f}L{x + 6:.1f},{y:.1f}L{x:.1f},{y + 6:.1f}Z"/>'


def _words(x: float, y: float, words: str, place: str) -> str:
    if place == "above":
        return f'<text x="{x + 8:.1f}" y="{y - 8:.1f}">{escape(words)}</text>'
    return f'<text x="{x + 10:.1f}" y="{y + 5:.1f}">{escape(words)}</text>'


def _year(x: float, day: dt.date, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{HEIGHT - 10}" text-anchor="{anchor}">{day:%B %Y}</text>'
