"""Success measures: baseline, target, date, newest reading, and whether they are on their way, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from goldenthread.hub.plans.outputs import said
from goldenthread.hub.plans.outputs.blocks import Block, Column, Table, paragraph
from goldenthread.hub.plans.outputs.inputs import Inputs
from goldenthread.hub.plans.tracking import amount
from goldenthread.hub.plans.whole import WholeMeasure
from goldenthread.hub.ui.interface import wording

NONE = "No success measure yet: nothing will show whether this works."


def measures(given: Inputs, number: str, found: Sequence[WholeMeasure]) -> list[Block]:
    """The measures of one action."""
    if not found:
        return [paragraph(NONE)]
    columns = (
        Column("Success measure", weight=4), Column("Baseline", weight=3), Column("Target", weight=3),
        Column("Newest reading", weight=3), Column("How it stands", weight=4),
    )  # fmt: skip
    rows = tuple(_row(given, each) for each in found)
    return [Table(f"Success measures of action {number}", columns, rows)]


def _row(given: Inputs, measure: WholeMeasure) -> tuple[str, ...]:
    local = " (local measure)" if not measure.indicator else ""
    return (f"{measure.title}{local}", baseline(measure), target(measure), newest(measure), stands(given, measure))


def baseline(measure: WholeMeasure) -> str:
    """'58.1% in 2024'."""
    if measure.baseline_value is None:
        return "no baseline"
    period = _label(measure, measure.baseline_period)
    return amount(measure, measure.baseline_value) + (f" {wording.in_period(period)}" if period else "")


def target(measure: WholeMeasure) -> str:
    """'75% by 31 December 2028'."""
    if measure.target_value is None:
        return "no target"
    return f"{amount(measure, measure.target_value)} by {said.day(measure.target_on, 'a day that is not set')}"


def newest(measure: WholeMeasure) -> str:
    """The newest reading that is a number, and a later absence where there is one."""
    latest = measure.latest
    if latest is None or latest.value is None:
        return "no reading"
    told = f"{amount(measure, latest.value)} {wording.in_period(latest.label)}"
    after = measure.readings[-1]
    if after is not latest:
        told += f"; no figure {wording.in_period(after.label)} ({wording.NO_FIGURE.get(after.status, 'not known')})"
    return told


def stands(given: Inputs, measure: WholeMeasure) -> str:
    """'On track. 62.4% in 2025, where the way to the target asks for 60.1%.'"""
    track = given.tracks.get(measure.id)
    return f"{track.title}. {track.words}" if track else "not told"


def _label(measure: WholeMeasure, period: str) -> str:
    found = next((each.label for each in measure.readings if each.period == period), "")
    return found or _day_or_period(period)


def _day_or_period(period: str) -> str:
    try:
        return wording.day(dt.date.fromisoformat(period)) if len(period) == 10 else period
    except ValueError:
        return period
