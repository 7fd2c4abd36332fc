"""What an examination looks at and what it finds."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from goldenthread.hub.evidence.interface import Point
from goldenthread.hub.evidence.interface import Reading as Figure
from goldenthread.hub.maturity.interface import Gap
from goldenthread.hub.plans.whole import WholeAction, WholeMeasure, WholePlan, WholePriority
from goldenthread.warehouse.definitions.plan_templates import PlanTable, PlanTemplate, Section

Severity = Literal["fault", "gap", "look"]
SEVERITIES: dict[Severity, str] = {"fault": "Does not fit together", "gap": "Missing", "look": "Worth a look"}
Kind = Literal["section", "question", "priority", "action", "measure", "table", "signatures", "maturity"]
MendKind = Literal["baseline", "figure", "gap"]
Key = tuple[str, str]  # indicator and breakdown


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found. `section`: the section it belongs to, '' for the whole plan."""

    kind: Kind
    id: str
    title: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Mend:
    """What the site can do about it when asked. `words`: of the button. `values`: what the mending needs."""

    kind: MendKind
    words: str
    values: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a critical reader would ask about. `is_cost`: it tells a cost, which not everybody sees."""

    check: str
    severity: Severity
    place: Place
    text: str
    how: str
    mend: Mend | None = None
    is_cost: bool = False

    @property
    def key(self) -> str:
        """What tells it apart from every other, as long as it is the same."""
        told = "|".join((self.check, self.place.kind, self.place.id, self.text))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Examined:
    """Everything that checks look at. `comparable`: the points of a figure's trend after its last break."""

    plan: WholePlan
    template: PlanTemplate
    today: dt.date
    figures: Mapping[Key, Figure] = field(default_factory=dict)
    comparable: Mapping[Key, tuple[Point, ...]] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()


def of_section(section: Section) -> Place:
    """A section."""
    return Place("section", section.id, section.title, section.id)


def of_priority(priority: WholePriority) -> Place:
    """A priority."""
    return Place("priority", str(priority.id), priority.title, priority.section)


def of_action(action: WholeAction, section: str) -> Place:
    """An action."""
    return Place("action", str(action.id), action.title, section)


def of_measure(measure: WholeMeasure, section: str) -> Place:
    """A success measure."""
    return Place("measure", str(measure.id), measure.title, section)


def of_table(template: PlanTemplate, table: PlanTable) -> Place:
    """A numbered table, in the first section that holds it."""
    section = next((each.id for each in template.sections if table.id in each.tables), "")
    return Place("table", table.id, f"Table {table.number}: {table.title}", section)
