"""The line of one indicator over its periods, drawn by hand: broken where the series breaks, open where nothing is."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from html import escape

from goldenthread.hub.evidence.interface import Point, Reading, Trace
from goldenthread.hub.plans.days import last_day
from goldenthread.hub.ui.interface import wording

from .blocks import Picture

WIDE, HIGH = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 48, 170, 30, 40
INK, LINE, OTHER = "#0b0c0c", "#1d70b8", "#6f4a00"
FONT = "'Source Sans 3', 'Source Sans Pro', Arial, sans-serif"
LEAST = 3  # figures that make a line worth drawing
LETTER = 7  # of a label, at most
# Only where London is not simply larger than any borough is its figure drawn beside the borough's.
RATES = {
    "percent",
    "percentage-points",
    "per-100",
    "per-1000",
    "per-10000",
    "weeks",
    "pounds-per-head",
    "pounds-per-plan",
    "score",
}


def trend(reading: Reading, trace: Trace | None, area: str) -> Picture | None:
    """The borough's line with London's newest figure beside it; None for fewer than three figures."""
    declared = trace.breaks if trace else ()
    points = _comparable(_from_first(reading.trend), declared)
    known = [point for point in points if point.value is not None]
    if len(known) < LEAST:
        return None
    crossed = [each for each in declared if points[0].period < each[0] <= points[-1].period]
    breaks = tuple(period for period, _ in crossed)
    london = _london(reading, known[-1])
    scale = _Scale(points, [p.value for p in (*known, london) if p is not None and p.value is not None])
    drawn = [*_axis(scale, points), *_line(scale, points, breaks), *_ends(scale, known, london, area)]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}" '
        f'font-family="{FONT}" font-size="13" fill="{INK}">{"".join(drawn)}</svg>'
    )
    return Picture(
        f"{reading.title}: {area}",
        svg,
        _in_words(reading, known, london, area, breaks),
        WIDE,
        HIGH,
        _legend(crossed, london),
    )


def _from_first(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """From the first period that has a figure other than nought: a law's first year says nothing of any place."""
    return points[next((n for n, point in enumerate(points) if point.value), 0) :]


def _comparable(points: tuple[Point, ...], breaks: Sequence[tuple[str, str]]) -> tuple[Point, ...]:
    """From the last declared break on, where that leaves a line worth drawing; else all of them."""
    last = max((period for period, _ in breaks if points and period <= points[-1].period), default="")
    since = tuple(point for point in points if point.period >= last)
    return since if sum(point.value is not None for point in since) >= LEAST else points


def _legend(breaks: Sequence[tuple[str, str]], london: Point | None) -> tuple[str, ...]:
    """What the dashed lines and the diamond mean."""
    reasons = " ".join(f"From {period}: {reason}" for period, reason in breaks)
    broken = (f"A dashed line marks where the series breaks, so the two sides are not compared. {reasons}",)
    return (*(broken if breaks else ()), *((_diamond(london),) if london else ()))


def _diamond(london: Point) -> str:
    amended = f": {london.text} ({london.amended})" if london.amended else ""
    return f"The diamond is London in the last period{amended}."


def _london(reading: Reading, last: Point) -> Point | None:
    """London's figure of the same period, where the two can be drawn on one scale."""
    london = reading.london
    alike = london is not None and london.value is not None and london.period == last.period
    return london if alike and reading.unit in RATES else None


class _Scale:
    """Where a period and a value stand. The axis begins at nought unless a value lies below it."""

    def __init__(self, points: Sequence[Point], values: Sequence[float]) -> None:
        self.low, self.high = min(0.0, *values), max(0.0, *values)
        days = [last_day(point.period, point.label) for point in points]
        told = [day.toordinal() for day in days if day is not None]
        places = told if len(told) == len(points) else list(range(len(points)))
        self._places = {point.period: place - places[0] for point, place in zip(points, places, strict=True)}
        self._step = (WIDE - LEFT - RIGHT) / max(places[-1] - places[0], 1)

    def x(self, period: str) -> float:
        """From the left."""
        return round(LEFT + self._places[period] * self._step, 1)

    def y(self, value: float) -> float:
        """From the top."""
        return round(TOP + (HIGH - TOP - BOTTOM) * (self.high - value) / ((self.high - self.low) or 1), 1)


def _axis(scale: _Scale, points: Sequence[Point]) -> list[str]:
    ground = scale.y(0)
    drawn = [f'<line x1="{LEFT}" y1="{ground}" x2="{WIDE - RIGHT}" y2="{ground}" stroke="{INK}" stroke-width="1"/>']
    room = (WIDE - LEFT - RIGHT) // (LETTER * max(len(point.label) for point in points) + 12)
    step = -(-len(points) // max(room, 1))
    for point in list(points)[::-1][::step]:
        drawn.append(_text(scale.x(point.period), HIGH - 12, point.label, "middle"))
    return drawn


def _line(scale: _Scale, points: Sequence[Point], breaks: Sequence[str]) -> list[str]:
    drawn = []
    for before, after in itertools.pairwise(points):
        if before.value is None or after.value is None:
            continue
        if any(before.period < period <= after.period for period in breaks):
            middle = (scale.x(before.period) + scale.x(after.period)) / 2
            drawn.append(
                f'<line x1="{middle}" y1="{TOP}" x2="{middle}" y2="{HIGH - BOTTOM}" stroke="{INK}" stroke-dasharray="3 3"/>'
            )
            continue
        drawn.append(
            f'<line x1="{scale.x(before.period)}" y1="{scale.y(before.value)}" x2="{scale.x(after.period)}" '
            f'y2="{scale.y(after.value)}" stroke="{LINE}" stroke-width="2.5"/>'
        )
    for point in points:
        if point.value is not None:
            drawn.append(f'<circle cx="{scale.x(point.period)}" cy="{scale.y(point.value)}" r="4" fill="{LINE}"/>')
    return drawn


def _ends(scale: _Scale, known: Sequence[Point], london: Point | None, area: str) -> list[str]:
    """The first and last figure by name, and London's as a diamond."""
    first, last = known[0], known[-1]
    drawn = [_text(scale.x(first.period), scale.y(first.value or 0) - 10, first.text, "start")]
    own = scale.y(last.value or 0)
    drawn.append(_text(scale.x(last.period) + 10, own + 4, f"{area} {last.text}", "start"))
    if london is not None and london.value is not None:
        x, y = scale.x(last.period), scale.y(london.value)
        drawn.append(f'<path d="M{x} {y - 6}l6 6l-6 6l-6 -6z" fill="{OTHER}"/>')
        beside = y + 4 if abs(y - own) >= 16 else own + (20 if y >= own else -12)
        drawn.append(_text(x + 10, beside, f"London {london.text}", "start"))
    return drawn


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{round(x, 1)}" y="{round(y, 1)}" text-anchor="{anchor}">{escape(text)}</text>'


def _in_words(
    reading: Reading, known: Sequence[Point], london: Point | None, area: str, breaks: Sequence[str]
) -> str:  # fmt: skip
    told = wording.listed([f"{point.marked} {wording.in_period(point.label)}" for point in known])
    words = f"Line chart of {reading.title} in {area}: {told}."
    if london is not None:
        words += f" London: {london.marked} {wording.in_period(london.label)}."
    crossed = [p for p in breaks if known[0].period < p <= known[-1].period]
    return words + (" The line is broken where the series breaks." if crossed else "")
