"""An action: who does what by when, with what money and what risk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from goldenthread.hub.plans.models.priorities import RAGS, RISKS, STATUSES
from goldenthread.hub.plans.whole import WholeAction, WholeMilestone
from goldenthread.hub.ui.interface import Summary, wording
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate

from .overview import MeasureLine, measure_line
from .priority import RAG_KINDS, dates_of

HIDDEN_COST = (
    "A cost is kept. It is shown to those whose role in the council, the ICB or the regional team includes costs; "
    "yours does not, or this session has no second step."
)


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A step in a list."""

    id: int
    title: str
    when: str
    kind: str


@dataclass(frozen=True, slots=True)
class ActionPage:
    """What an action's page shows."""

    action: WholeAction
    rag: str
    rag_kind: str
    lines: tuple[Summary, ...]
    milestones: tuple[MilestoneLine, ...]
    measures: tuple[MeasureLine, ...]


def action_page(action: WholeAction, template: PlanTemplate, people: Mapping[str, str], sees_costs: bool) -> ActionPage:
    """An action for its page."""
    sources = {each.id: each.title for each in template.funding_sources}
    lines = (
        Summary("How far it is", (dict(STATUSES)[action.status],)),
        Summary("Who leads", (action.lead or "Nobody yet",)),
        Summary("With whom", (action.partners or "Nobody named yet",)),
        Summary("When", (dates_of(action),)),
        Summary("Cost", (cost_of(action, sees_costs),)),
        Summary("Paid from", (sources.get(action.funding_source, "Not said yet"),)),
        Summary("Risk", tuple(filter(None, (dict(RISKS)[action.risk], action.risk_note)))),
        Summary("Kept up to date by", (people.get(action.assigned_to, "Nobody yet"),)),
    )
    return ActionPage(
        action, dict(RAGS)[action.rag], RAG_KINDS[action.rag], lines,
        tuple(
_milestone(action, each) for each in action.milestones
        ),
        tuple(measure_line(measure) for measure in action.measures),
    )  # fmt: skip


def _milestone(action: WholeAction, step: WholeMilestone) -> MilestoneLine:
    """A step; one that is overdue, or due while the action has not begun, says so."""
    if step.done_on:
        return MilestoneLine(step.id, step.title, f"done on {wording.day(step.done_on)}", "good")
    told = [f"due on {wording.day(step.due_on)}"]
    told += ["overdue"] if step.due_on < timezone.localdate() else []
    told += ["before the action starts"] if action.starts_on and step.due_on < action.starts_on else []
    return MilestoneLine(step.id, step.title, ", ".join(told), "quiet" if len(told) == 1 else "warn")


def cost_of(action: WholeAction, sees_costs: bool) -> str:
    """The cost, or why it is not shown; what is not costed is not free."""
    if not sees_costs:
        return HIDDEN_COST
    if action.cost_pounds is None:
        return "Not costed yet"
    return wording.amount(float(action.cost_pounds), "pounds", 0)
