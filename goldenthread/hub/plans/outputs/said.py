"""Words for what a plan keeps as ids, and for what it does not know."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from goldenthread.hub.plans.columns import NOT_SET as NOT_SET
from goldenthread.hub.plans.models.priorities import RAGS, RISKS, STATUSES
from goldenthread.hub.plans.models.tables import ORIGINS as TABLE_ORIGINS
from goldenthread.hub.plans.models.tables import SCENARIOS
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate

STATUS, RAG, RISK = dict(STATUSES), dict(RAGS), dict(RISKS)
SCENARIO, TABLE_ORIGIN = dict(SCENARIOS), dict(TABLE_ORIGINS)
STATES = {
    "draft": "Draft – not submitted",
    "partner-review": "In review by the partners – not submitted",
    "signed": "Signed – not submitted",
    "submitted": "Submitted",
    "live": "Live",
    "superseded": "Superseded by a later plan",
}
ORIGIN = {
    "answer": "an answer to an insight question",
    "gap": "a gap in maturity",
    "figure": "a figure",
    "import": "an earlier plan",
    "own": "the partnership’s own judgement",
}


def state(name: str) -> str:
    """A plan's state as its title page says it."""
    return STATES.get(name, name.replace("-", " ").capitalize())


def day(date: dt.date | None, absent: str = NOT_SET) -> str:
    """3 March 2026, or that there is no date."""
    return wording.day(date) if date else absent


def pounds(cost: Decimal | None) -> str:
    """'£125,000'; what is not costed is not free."""
    return "not costed, which is not free" if cost is None else wording.amount(float(cost), "pounds", 0)


def funding(template: PlanTemplate, source: str) -> str:
    """A funding source by name."""
    return next((each.title for each in template.funding_sources if each.id == source), source or NOT_SET)


def theme(template: PlanTemplate, name: str) -> str:
    """A theme by name."""
    return next((each.title for each in template.themes if each.id == name), name or NOT_SET)
