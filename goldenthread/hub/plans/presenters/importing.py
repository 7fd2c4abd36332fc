"""What an import would make, for its preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goldenthread.hub.plans.brought.actions import Brought, NewPriority
from goldenthread.hub.plans.models.priorities import RAGS, STATUSES
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate

MOST_FAULTS = 200


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action as it was understood."""

    row: int
    title: str
    told: str


@dataclass(frozen=True, slots=True)
class PriorityLines:
    """A priority with the actions it would get."""

    title: str
    told: str
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything of the preview. `faults`: (row, column, words)."""

    words: str
    faults: tuple[tuple[int, str, str], ...]
    more_faults: int
    left: tuple[tuple[int, str], ...]
    notes: tuple[str, ...]
    priorities: tuple[PriorityLines, ...]


def preview(brought: Brought, template: PlanTemplate, sees_costs: bool) -> Preview:
    """What would be made, or why it cannot be."""
    faults = sorted((each.row, each.column, each.words) for each in brought.faults)
    return Preview(
        _words(brought), tuple(faults[:MOST_FAULTS]), max(len(faults) - MOST_FAULTS, 0), tuple(brought.left),
        tuple(brought.notes),
        tuple(_priority(each, template, sees_costs) for each in brought.priorities if each.actions or not each.is_there),
    )  # fmt: skip


def _words(brought: Brought) -> str:
    new = wording.counted(sum(not each.is_there for each in brought.priorities), "new priority", "new priorities")
    return f"{new} and {wording.counted(brought.actions, 'new action')}"


def _priority(each: NewPriority, template: PlanTemplate, sees_costs: bool) -> PriorityLines:
    section = template.section(each.section)
    told = (
        "is in the plan already and gets more actions"
        if each.is_there
        else f"new, in {section.title if section else each.section}"
    )
    actions = tuple(ActionLine(a.row, a.title, _told(a.values, template, sees_costs)) for a in each.actions)
    return PriorityLines(each.title, told, actions)


def _told(values: dict[str, Any], template: PlanTemplate, sees_costs: bool) -> str:
    parts = [f"led by {values['lead']}"] if values["lead"] else ["no lead"]
    if values["starts_on"]:
        parts.append(f"from {wording.day(values['starts_on'])}")
    parts.append(f"until {wording.day(values['ends_on'])}" if values["ends_on"] else "no end")
    if sees_costs and values["cost_pounds"] is not None:
        parts.append(f"£{wording.number(float(values['cost_pounds']))}")
    if values["funding_source"]:
        parts.append(next(each.title for each in template.funding_sources if each.id == values["funding_source"]))
    parts.append(dict(STATUSES)[values["status"]].lower())
    if values["rag"]:
        parts.append(dict(RAGS)[values["rag"]].lower())
    return ", ".join(parts)
