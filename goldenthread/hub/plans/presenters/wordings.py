"""How fields and their values are called where versions are shown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from goldenthread.hub.plans.models.measures import DIRECTIONS
from goldenthread.hub.plans.models.priorities import RAGS, RISKS, STATUSES
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate

Choices = Mapping[str, Mapping[str, str]]

FIELDS = {
    "narrative": "Text", "assigned_to": "Given to", "is_ready": "Ready", "text": "Answer", "so_what": "So what",
    "is_agreed": "Agreed", "title": "Title", "why": "Why", "theme": "Theme", "section": "Section", "order": "Place",
    "about": "How", "lead": "Lead", "partners": "With whom", "starts_on": "Starts on", "ends_on": "Ends on",
    "cost_pounds": "Cost", "funding_source": "Paid from", "risk": "Risk", "risk_note": "What could go wrong",
    "status": "How far it is", "rag": "On track", "rag_reason": "Why you say so", "due_on": "Due on", "done_on": "Done on",
    "target_value": "Target", "target_on": "To be met by", "trajectory": "Way to the target", "note": "Note",
    "allows_contact": "Others may get in contact", "baseline_value": "Baseline", "baseline_period": "Baseline’s period",
    "indicator": "Indicator", "breakdown": "Of whom", "unit": "Unit", "direction": "What is good", "value": "Value",
}  # fmt: skip
CHOICES: Choices = {
    "risk": dict(RISKS), "status": dict(STATUSES), "rag": dict(RAGS), "direction": dict(DIRECTIONS),
}  # fmt: skip
NOTHING = "nothing"


def field_title(name: str) -> str:
    """A field's name for readers."""
    return FIELDS.get(name, name.replace("_", " ").capitalize())


def choices_of(template: PlanTemplate) -> Choices:
    """What ids stand for in plans of a template, by field."""
    return {
        **CHOICES,
        "section": {each.id: f"{each.number}. {each.title}" for each in template.sections},
        "theme": {each.id: each.title for each in template.themes},
        "funding_source": {each.id: each.title for each in template.funding_sources},
    }


def value_text(name: str, value: Any, people: Mapping[str, str], choices: Choices) -> str:
    """A kept value for readers; 'nothing' where there is none."""
    if isinstance(value, str) and value in choices.get(name, {}):
        return choices[name][value]
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "assigned_to":
        return people.get(str(value), "a former member")
    if name == "trajectory":
        return "; ".join(f"{_day(day)}: {number:g}" for day, number in value)
    if name == "cost_pounds":
        return wording.amount(float(value), "pounds", 0)
    return _day(str(value)) if isinstance(value, str) else str(value)


def _day(text: str) -> str:
    """A day as it is written everywhere else; other text as it is."""
    return wording.day(dt.date.fromisoformat(text)) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text
