"""Whether a success measure is on its way to its target, told from its newest reading and its trajectory."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from typing import Literal

from goldenthread.hub.evidence.interface import why_not_comparable
from goldenthread.hub.ui.interface import wording

from .days import last_day
from .whole import MeasureReading, WholeMeasure

Kind = Literal["met", "on-track", "off-track", "waiting", "broken", "no-baseline", "no-target"]
TITLES: dict[str, str] = {
    "met": "Target met",
    "on-track": "On track",
    "off-track": "Off track",
    "waiting": "No new figure yet",
    "broken": "Cannot be told",
    "no-baseline": "No baseline",
    "no-target": "No target",
}


@dataclass(frozen=True, slots=True)
class Track:
    """How a measure stands. `expected`: what the trajectory asks for on the day of the newest reading."""

    kind: Kind
    title: str
    words: str
    expected: float | None = None


def track_of(measure: WholeMeasure) -> Track:
    """How a measure stands now. A measure without a baseline or a target is on no way."""
    if measure.target_value is None or measure.target_on is None:
        return _track("no-target", "It has no target with a date.")
    began = last_day(measure.baseline_period, _label_of(measure, measure.baseline_period))
    if measure.baseline_value is None or began is None:
        return _track("no-baseline", "It has no baseline to start from.")
    latest, day = _newest_after(measure, began)
    if latest is None or latest.value is None or day is None:
        return _track(
            "waiting", f"The baseline is {amount(measure, measure.baseline_value)}; no later figure is out yet."
        )
    broken = why_not_comparable(measure.indicator, measure.baseline_period, latest.period)
    if broken:
        return _track("broken", f"The series breaks after the baseline, so the two cannot be compared. {broken}")
    expected = _expected(measure, began, measure.baseline_value, day)
    now = f"{amount(measure, latest.value)} {wording.in_period(latest.label)}"
    if _reaches(measure, latest.value, measure.target_value):
        return _track("met", f"{now}, against a target of {amount(measure, measure.target_value)}.", expected)
    asked = f"{now}, where the way to the target asks for {amount(measure, expected)}."
    return _track("on-track" if _reaches(measure, latest.value, expected) else "off-track", asked, expected)


def amount(measure: WholeMeasure, value: float) -> str:
    """A value of a measure with its unit."""
    return wording.amount(value, measure.unit, measure.decimals)


def _track(kind: Kind, words: str, expected: float | None = None) -> Track:
    return Track(kind, TITLES[kind], words, expected)


def _label_of(measure: WholeMeasure, period: str) -> str:
    return next((r.label for r in measure.readings if r.period == period), "")


def _newest_after(measure: WholeMeasure, began: dt.date) -> tuple[MeasureReading | None, dt.date | None]:
    known = [(r, last_day(r.period, r.label)) for r in measure.readings if r.value is not None]
    later = [(reading, day) for reading, day in known if day is not None and day > began]
    return max(later, key=lambda each: each[1]) if later else (None, None)


def _expected(measure: WholeMeasure, began: dt.date, baseline: float, day: dt.date) -> float:
    """Where a straight line from step to step is on that day; after the last step, the target."""
    steps = [(began, baseline), *measure.trajectory]
    if not measure.trajectory and measure.target_on is not None and measure.target_value is not None:
        steps.append((measure.target_on, measure.target_value))
    for (start, low), (end, high) in itertools.pairwise(steps):
        if day <= end:
            share = (day - start).days / max((end - start).days, 1)
            return round(low + (high - low) * share, measure.decimals)
    return steps[-1][1]


def _reaches(measure: WholeMeasure, value: float, wanted: float) -> bool:
    if measure.direction == "higher-is-better":
        return value >= wanted
    if measure.direction == "lower-is-better":
        return value <= wanted
    target = measure.target_value or 0.0
    return abs(value - target) <= abs(wanted - target)
