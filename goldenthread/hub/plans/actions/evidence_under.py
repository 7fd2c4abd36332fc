"""Whether the figures under a priority still are what the published figures say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from goldenthread.hub.evidence.interface import Point, readings
from goldenthread.hub.evidence.interface import Reading as Figure
from goldenthread.hub.plans.models import Notice, Plan, Priority
from goldenthread.hub.plans.presenters import noticed
from goldenthread.hub.ui.interface import wording

Figures = Mapping[tuple[str, str], Figure]


def evidence_notices(plan: Plan, build: str) -> list[Notice]:
    """A notice for each priority and indicator whose evidence reads otherwise in this build; what was told stays told.

    The evidence itself stays as it stood when the priority was set: that is what people decided on.
    """
    priorities = list(Priority.objects.filter(plan=plan))
    figures = readings(plan.partnership, _wanted(priorities), build)
    before = _told_before(plan)
    found = []
    for priority in priorities:
        for indicator, entries in _by_indicator(priority).items():
            text = _text(priority, entries, figures)
            if text and before.get((str(priority.pk), indicator)) != text:
                kinds = {"kind": "evidence", "object_id": str(priority.pk), "indicator": indicator}
                found.append(Notice(plan=plan, text=text, build=build, **kinds))
    return found


def _wanted(priorities: Iterable[Priority]) -> list[tuple[str, str]]:
    return [_key(entry) for priority in priorities for entry in priority.evidence if entry.get("indicator")]


def _key(entry: Mapping[str, Any]) -> tuple[str, str]:
    return str(entry["indicator"]), str(entry.get("breakdown") or "total")


def _by_indicator(priority: Priority) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for entry in priority.evidence:
        if entry.get("indicator") and entry.get("period"):
            found[entry["indicator"]].append(entry)
    return found


def _told_before(plan: Plan) -> dict[tuple[str, str], str]:
    """The last thing said of each priority's indicators."""
    told = Notice.objects.filter(plan=plan, kind="evidence").order_by("at", "id")
    return {
        (object_id, indicator): text
        for object_id, indicator, text in told.values_list("object_id", "indicator", "text")
    }


def _text(priority: Priority, entries: Iterable[Mapping[str, Any]], figures: Figures) -> str:
    said, title = [], ""
    for entry in entries:
        figure = figures.get(_key(entry))
        if figure is not None:
            title = title or figure.title
            said += _differences(entry, figure)
    return noticed.of_evidence(priority.title, title, said) if said else ""


def _differences(entry: Mapping[str, Any], figure: Figure) -> list[str]:
    then, period = _then(entry, figure), str(entry["period"])
    gone = Point(period, then.label, None, "missing", wording.NO_FIGURE["missing"])
    same = next((point for point in figure.trend if point.period == period), gone)
    found = []
    if same.value != then.value:
        found.append(noticed.revised_evidence(same, then))
    newest = figure.latest
    if newest is not None and newest.period > period:
        found.append(noticed.newer_evidence(newest, then))
    return found


def _then(entry: Mapping[str, Any], figure: Figure) -> Point:
    """The figure as it stood when the priority was set."""
    period, value = str(entry["period"]), entry.get("value")
    label = next((point.label for point in figure.trend if point.period == period), period)
    if value is None:
        return Point(period, label, None, "missing", "no figure")
    return Point(period, label, float(value), "ok", wording.amount(float(value), figure.unit, figure.decimals))
