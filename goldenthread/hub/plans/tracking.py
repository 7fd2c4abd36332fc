"""Whether a success measure is on its way to its target, told from its newest reading and its trajectory."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass, replace
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
    """How a measure stands now, and whether the figure that it began from was changed since."""
    track, changed = _track_of(measure), baseline_changed(measure)
    return replace(track, words=f"{track.words} {changed}") if changed else track


def baseline_now(measure: WholeMeasure) -> MeasureReading | None:
    """The baseline's own period as it is published now; None where it reads as it did, or the readings are typed in."""
    if not measure.indicator or measure.baseline_value is None:
        return None
    now = next((each for each in measure.readings if each.period == measure.baseline_period), None)
    if now is None or (now.value is not None and _same_amount(measure, now.value, measure.baseline_value)):
        return None
    return now


def baseline_changed(measure: WholeMeasure) -> str:
    """'The published figure of the baseline was changed since: …'; '' where it was not."""
    now = baseline_now(measure)
    if now is None or measure.baseline_value is None:
        return ""
    told = (
        f"no figure ({wording.NO_FIGURE.get(now.status, 'not known')})"
        if now.value is None
        else amount(measure, now.value)
    )
    return (
        f"The published figure of the baseline’s period was changed since: {amount(measure, measure.baseline_value)} when the "
        f"baseline was taken; now published as {told}."
    )


def _same_amount(measure: WholeMeasure, one: float, other: float) -> bool:
    return amount(measure, one) == amount(measure, other)


def _track_of(measure: WholeMeasure) -> Track:
    """A measure without a baseline or a target is on no way."""
    if measure.target_value is None or measure.target_on is None:
        return _track("no-target", "It has no target with a date.")
    began = last_day(measure.baseline_period, _label_of(measure, measure.baseline_period))
    if measure.baseline_value is None or began is None:
        return _track("no-baseline", "It has no baseline to start from.")
    latest, day = _newest_after(measure, began)
    if latest is None or latest.value is None or day is None:
        return _track("waiting", f"The baseline is {amount(measure, measure.baseline_value)}; {_later(measure, began)}")
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


def _later(measure: WholeMeasure, began: dt.date) -> str:
    """What there is after the baseline where there is no number: nothing, or periods that are out without one."""
    absent = [r for r in measure.readings if r.value is None and (last_day(r.period, r.label) or began) > began]
    if not absent:
        return "no later figure is out yet."
    newest = absent[-1]
    why = wording.NO_FIGURE.get(newest.status, "not known")
    return f"{newest.label} is out without a figure ({why}), so nothing can be said since {_label_of(measure, measure.baseline_period)}."


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
