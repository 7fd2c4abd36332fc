"""Success measures: without a start or a target, with a target that asks for nothing, or off their way in silence."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from goldenthread.hub.evidence.interface import Point
from goldenthread.hub.plans.days import last_day
from goldenthread.hub.plans.states import OPEN
from goldenthread.hub.plans.tracking import amount, track_of
from goldenthread.hub.plans.whole import WholeMeasure
from goldenthread.hub.ui.interface import wording

from .findings import Examined, Finding, Mend, Place, of_measure

FEWEST, MOST = 4, 6  # points that make a trend


def find(examined: Examined) -> Iterator[Finding]:
    """Every measure, looked at by itself."""
    for priority in examined.plan.priorities:
        for action in priority.actions:
            for measure in action.measures:
                place = of_measure(measure, priority.section)
                yield from _baseline(examined, measure, place)
                yield from _target(examined, measure, place)
                yield from _off_track(measure, place)


def _baseline(examined: Examined, measure: WholeMeasure, place: Place) -> Iterator[Finding]:
    newest = _newest_published(examined, measure)
    is_open = examined.plan.state in OPEN
    if measure.baseline_value is None:
        can = is_open and newest is not None
        yield Finding(
            "no-baseline", "gap", place, f"“{measure.title}” has no baseline.",
            "Start it from the published figure." if can else "Write the figure it starts from, with its day.",
            _mend(measure, newest) if can and newest is not None else None,
        )  # fmt: skip
    elif newest is not None and is_open and newest.period > measure.baseline_period:
        yield Finding(
            "old-baseline", "look", place,
            f"“{measure.title}” starts from {amount(measure, measure.baseline_value)} ({_label(measure)}), while {newest.text} "
            f"{wording.in_period(newest.label)} is published.",
            "Start from the newest figure, or say why the older one is the right start.", _mend(measure, newest),
        )  # fmt: skip


def _mend(measure: WholeMeasure, newest: Point) -> Mend:
    values: dict[str, str | int] = {"measure": measure.id, "version": measure.version, "period": newest.period}
    return Mend("baseline", f"Start from {newest.text} {wording.in_period(newest.label)}", values)


def _newest_published(examined: Examined, measure: WholeMeasure) -> Point | None:
    figure = examined.figures.get((measure.indicator, measure.breakdown)) if measure.indicator else None
    return next((p for p in reversed(figure.trend) if p.value is not None), None) if figure else None


def _label(measure: WholeMeasure) -> str:
    found = next((r.label for r in measure.readings if r.period == measure.baseline_period), "")
    return found or measure.baseline_period or "without a date"


def _target(examined: Examined, measure: WholeMeasure, place: Place) -> Iterator[Finding]:
    target, baseline = measure.target_value, measure.baseline_value
    if target is None:
        yield Finding("no-target", "gap", place, f"“{measure.title}” has no target.", "Write the target as a number.")
    if measure.target_on is None:
        yield Finding(
            "no-date", "gap", place, f"“{measure.title}” has no date for its target.", "Write by when it is to be met."
        )
    yield from _passed(examined, measure, place)
    if target is None or not _is_better(measure):
        return
    asked = amount(measure, target)
    if baseline is not None and _reached(measure, baseline, target) and baseline != target:
        better = "Higher" if measure.direction == "higher-is-better" else "Lower"
        yield Finding(
            "wrong-side", "fault", place,
            f"{better} is better for “{measure.title}”, but its target of {asked} is worse than its baseline of {amount(measure, baseline)}.",
            "Correct the target or the direction of good.",
        )  # fmt: skip
        return
    latest = measure.latest
    newest = _newest_published(examined, measure)
    now = newest.value if newest is not None and newest.value is not None else latest.value if latest else baseline
    if now is not None and _reached(measure, now, target):
        yield Finding(
            "target-met", "look", place, f"“{measure.title}” is at {amount(measure, now)} now, which meets its target of {asked} already.",
            "Set a target that asks for more, or say that the aim is to hold it.",
        )  # fmt: skip
        return
    yield from _trend(examined, measure, target, place)


def _passed(examined: Examined, measure: WholeMeasure, place: Place) -> Iterator[Finding]:
    on = measure.target_on
    if on is not None and on < examined.today and examined.plan.state in OPEN and track_of(measure).kind != "met":
        yield Finding(
            "target-passed", "fault", place, f"“{measure.title}” was to meet its target by {wording.day(on)}, which has passed.",
            "Set a later date with a target for it, or say in the note what became of it.",
        )  # fmt: skip


def _trend(examined: Examined, measure: WholeMeasure, target: float, place: Place) -> Iterator[Finding]:
    if measure.target_on is None:
        return
    points = _points(examined, measure)
    led = projected(points, measure.target_on.toordinal())
    if led is None or not _reached(measure, led, target):
        return
    yield Finding(
        "target-of-trend", "look", place,
        f"“{measure.title}”: a straight line through the last {len(points)} figures leads to about {amount(measure, led)} by "
        f"{wording.day(measure.target_on)}, so the target of {amount(measure, target)} asks for no more than goes on anyway.",
        "Set a target beyond the trend, or say why the trend would end.",
    )  # fmt: skip


def _points(examined: Examined, measure: WholeMeasure) -> tuple[tuple[int, float], ...]:
    published = examined.comparable.get((measure.indicator, measure.breakdown), ()) if measure.indicator else ()
    told = [(p.period, p.label, p.value) for p in published] or [(r.period, r.label, r.value) for r in measure.readings]
    found = []
    for period, label, value in told:
        day = last_day(period, label)
        if day is not None and value is not None and math.isfinite(value):
            found.append((day.toordinal(), value))
    return tuple(found[-MOST:])


def projected(points: Sequence[tuple[int, float]], day: int) -> float | None:
    """Where a straight line of least squares through the points is on a later day; None where they make no line."""
    if len(points) < FEWEST or len({x for x, _ in points}) < FEWEST or day <= max(x for x, _ in points):
        return None
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    slope = sum((x - middle_x) * (y - middle_y) for x, y in points) / spread
    found = middle_y + slope * (day - middle_x)
    return found if math.isfinite(found) else None


def _is_better(measure: WholeMeasure) -> bool:
    return measure.direction in ("higher-is-better", "lower-is-better")


def _reached(measure: WholeMeasure, value: float, target: float) -> bool:
    return value >= target if measure.direction == "higher-is-better" else value <= target


def _off_track(measure: WholeMeasure, place: Place) -> Iterator[Finding]:
    track = track_of(measure)
    if track.kind == "off-track" and not measure.note.strip():
        yield Finding(
            "off-track-silent", "look", place, f"“{measure.title}” is off track: {track.words[:1].lower()}{track.words[1:]}",
            "Write in its note why, and what is done about it.",
        )  # fmt: skip
