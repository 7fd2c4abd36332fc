"""A whole plan as plain values: what pages show, checks examine, outputs write and a submission freezes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class MeasureReading:
    """A measure's value at one time, as its model says."""

    period: str
    label: str
    value: float | None
    status: str
    build: str
    before: float | None
    note: str


@dataclass(frozen=True, slots=True)
class WholeMeasure:
    """A success measure with its readings, oldest first."""

    id: int
    version: int
    action_id: int
    title: str
    indicator: str
    breakdown: str
    area_code: str
    unit: str
    decimals: int
    direction: str
    baseline_value: float | None
    baseline_period: str
    baseline_build: str
    target_value: float | None
    target_on: dt.date | None
    trajectory: tuple[tuple[dt.date, float], ...]
    note: str
    readings: tuple[MeasureReading, ...]

    @property
    def latest(self) -> MeasureReading | None:
        """The newest reading that is a number."""
        return next((r for r in reversed(self.readings) if r.value is not None), None)


@dataclass(frozen=True, slots=True)
class WholeMilestone:
    """A step of an action."""

    id: int
    version: int
    title: str
    due_on: dt.date
    done_on: dt.date | None


@dataclass(frozen=True, slots=True)
class WholeAction:
    """An action with its milestones and measures."""

    id: int
    version: int
    priority_id: int
    title: str
    about: str
    lead: str
    partners: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    cost_pounds: Decimal | None
    funding_source: str
    risk: str
    risk_note: str
    status: str
    rag: str
    rag_reason: str
    assigned_to: str
    milestones: tuple[WholeMilestone, ...]
    measures: tuple[WholeMeasure, ...]


@dataclass(frozen=True, slots=True)
class WholePriority:
    """A priority with its actions. `evidence` as the model says."""

    id: int
    version: int
    section: str
    title: str
    why: str
    theme: str
    order: int
    assigned_to: str
    origin: str
    origin_id: str
    evidence: tuple[dict[str, object], ...]
    actions: tuple[WholeAction, ...]


@dataclass(frozen=True, slots=True)
class WholeAnswer:
    """An answer to an insight question."""

    id: int
    version: int
    section: str
    question: str
    text: str
    so_what: str
    is_agreed: bool
    cited: tuple[dict[str, object], ...]
    author: str


@dataclass(frozen=True, slots=True)
class WholeText:
    """What is written in a section; version 0 where nothing is yet."""

    version: int
    section: str
    narrative: str
    assigned_to: str
    is_ready: bool


@dataclass(frozen=True, slots=True)
class WholeValue:
    """One cell of a table."""

    table: str
    row: str
    year: int
    scenario: str
    value: Decimal | None
    status: str
    origin: str
    source: str
    version: int


@dataclass(frozen=True, slots=True)
class WholeSignature:
    """A signature in force."""

    slot: str
    person: str
    organisation: str
    signed_at: dt.datetime
    note: str
    is_current: bool  # whether the plan still reads as it was signed


@dataclass(frozen=True, slots=True)
class WholePlan:
    """Everything a plan says."""

    id: int
    version: int
    partnership: str
    template: str
    template_version: str
    title: str
    state: str
    is_example: bool
    allows_contact: bool
    build_seen: str
    texts: dict[str, WholeText]
    answers: tuple[WholeAnswer, ...]
    priorities: tuple[WholePriority, ...]
    values: tuple[WholeValue, ...]
    signatures: tuple[WholeSignature, ...]

    @property
    def actions(self) -> tuple[WholeAction, ...]:
        """Every action, in order of its priority."""
        return tuple(action for priority in self.priorities for action in priority.actions)

    @property
    def measures(self) -> tuple[WholeMeasure, ...]:
        """Every success measure, in order of its action."""
        return tuple(measure for action in self.actions for measure in action.measures)

    def of_section(self, section: str) -> tuple[WholePriority, ...]:
        """The priorities of a section."""
        return tuple(priority for priority in self.priorities if priority.section == section)
