"""Gathers what an examination looks at."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goldenthread.hub.evidence.interface import Point, readings, why_not_comparable
from goldenthread.hub.evidence.interface import Reading as Figure
from goldenthread.hub.maturity.interface import Gap, gaps_of
from goldenthread.hub.people.interface import Actor, may
from goldenthread.hub.plans.checks import examine
from goldenthread.hub.plans.checks.findings import Examined, Finding
from goldenthread.hub.plans.models import Plan
from goldenthread.hub.plans.templates_in_force import template_of
from goldenthread.hub.plans.whole import WholePlan

from .whole import whole_plan


def examined_plan(plan: Plan, reader: Actor, whole: WholePlan | None = None) -> Examined:
    """The plan with the figures it shows and measures, and the gaps that the reader may see. `whole`: where it is read already."""
    whole, template = whole or whole_plan(plan), template_of(plan)
    wanted = [(shown.indicator, shown.key) for section in template.sections for shown in section.indicators]
    wanted += [(measure.indicator, measure.breakdown) for measure in whole.measures if measure.indicator]
    figures = readings(plan.partnership, wanted)
    measured = {(measure.indicator, measure.breakdown) for measure in whole.measures if measure.indicator}
    comparable = {key: _comparable(figures[key]) for key in measured if key in figures}
    return Examined(whole, template, timezone.localdate(), figures, comparable, _gaps(reader, plan.partnership))


def findings_for(plan: Plan, reader: Actor, whole: WholePlan | None = None) -> tuple[Finding, ...]:
    """What is found, without what tells a cost to whom costs are not shown."""
    sees_costs = may(reader, "view", "plan_costs", partnership=plan.partnership)
    return tuple(each for each in examine(examined_plan(plan, reader, whole)) if sees_costs or not each.is_cost)


def _comparable(figure: Figure) -> tuple[Point, ...]:
    """The points after the last declared break."""
    if not figure.trend:
        return ()
    last = figure.trend[-1].period
    return tuple(
        point for point in figure.trend
        if point.period == last or not why_not_comparable(figure.indicator, point.period, last)
    )  # fmt: skip


def _gaps(reader: Actor, partnership: str) -> tuple[Gap, ...]:
    try:
        return gaps_of(reader, partnership)
    except PermissionDenied:
        return ()
