"""Which template a plan is written by."""

from __future__ import annotations

from typing import Protocol

from goldenthread.warehouse.definitions import shipped_catalogue
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate, Section, load_plan_templates

TEMPLATE = "send-reform-plan"


class ByTemplate(Protocol):
    """A plan, from the database or as plain values."""

    @property
    def template(self) -> str:
        """The template's id."""

    @property
    def template_version(self) -> str:
        """Its version."""


class NoTemplate(Exception):
    """The plan's template is not among the definitions."""


def template_of(plan: ByTemplate) -> PlanTemplate:
    """The template of a plan. Raises NoTemplate, naming the file that is missing."""
    found = load_plan_templates(shipped_catalogue()).get((plan.template, plan.template_version))
    if found is None:
        raise NoTemplate(f"definitions/plan has no file '{plan.template}-{plan.template_version}.yaml'.")
    return found


def newest_template(template_id: str = TEMPLATE) -> PlanTemplate:
    """The newest version of a template, by which new plans are started. Raises NoTemplate."""
    versions = [each for each in load_plan_templates(shipped_catalogue()).values() if each.id == template_id]
    if not versions:
        raise NoTemplate(f"definitions/plan has no template '{template_id}'.")
    return max(versions, key=lambda each: [int(part) if part.isdigit() else 0 for part in each.version.split(".")])


def section_of_question(template: PlanTemplate, question: str) -> Section | None:
    """The section that asks a question; None where there is no such question."""
    return next((each for each in template.sections if question in {q.id for q in each.questions}), None)
