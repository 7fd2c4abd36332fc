"""Where what a plan rests on can be seen: the figure in the build it was read from, the gap, the question."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.urls import NoReverseMatch, reverse

from goldenthread.hub.evidence.interface import BuildGone, BuildUnreadable, figure_address, readings
from goldenthread.hub.plans.models import Plan
from goldenthread.hub.plans.templates_in_force import section_of_question
from goldenthread.hub.plans.whole import WholePriority
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate


def figure_kept(indicator: str, area: str, period: str, breakdown: str = "total", build: str = "") -> str:
    """'About this figure' in the build it was read from, or in the one in force where that is not kept any more."""
    if not indicator or not area or not period:
        return ""
    try:
        return figure_address(indicator, area, period, breakdown, build=build if _is_kept(area, build) else "")
    except NoReverseMatch:
        return ""


def _is_kept(area: str, build: str) -> bool:
    try:
        readings(area, (), build)
    except (BadRequest, BuildGone, BuildUnreadable):  # a name that no build has is none that is kept
        return False
    return True


def origin_of(plan: Plan, template: PlanTemplate, priority: WholePriority) -> tuple[str, str]:
    """(what it is called, address) of the gap or the question that a priority came from; ('', '') for none of them."""
    if priority.origin == "gap" and priority.origin_id:
        return "See the statement", _address("maturity-statement", plan.partnership, priority.origin_id)
    if priority.origin == "answer":
        section = section_of_question(template, priority.origin_id)
        if section is not None:
            home = reverse("plan-section", args=[plan.partnership, section.id])
            return "See the question", f"{home}?plan={plan.pk}#question-{priority.origin_id}"
    return "", ""


def _address(name: str, *args: str) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
