"""Where on the site a thing of a plan is."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from goldenthread.hub.plans.models import Milestone, Plan
from goldenthread.hub.plans.templates_in_force import section_of_question
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate

PAGES = {
    "section": "plan-section",
    "priority": "plan-priority",
    "action": "plan-action",
    "successmeasure": "plan-measure",
    "table": "plan-table",
}


def place_of(plan: Plan, template: PlanTemplate, kind: str, object_id: str) -> str:
    """The address of a thing as comments name it; the plan's own for what has none."""
    of_plan = f"?plan={plan.pk}"
    home = reverse("plan", args=[plan.partnership]) + of_plan
    if kind == "question":
        section = section_of_question(template, object_id)
        return reverse("plan-section", args=[plan.partnership, section.id]) + of_plan if section else home
    if kind == "milestone":
        action = Milestone.objects.filter(pk=object_id).values_list("action_id", flat=True).first()
        return reverse("plan-action", args=[plan.partnership, action]) if action else home
    if kind not in PAGES:
        return home
    try:
        return reverse(PAGES[kind], args=[plan.partnership, object_id]) + (
            of_plan if kind in ("section", "table") else ""
        )
    except NoReverseMatch:
        return home
