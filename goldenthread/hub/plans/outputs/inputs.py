"""Everything a document is made from, as values: nothing is read while it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from goldenthread.hub.evidence.interface import Reading, Trace
from goldenthread.hub.plans.tracking import Track
from goldenthread.hub.plans.whole import WholePlan
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate

Key = tuple[str, str]  # indicator and breakdown


@dataclass(frozen=True, slots=True)
class Judged:
    """One statement of the framework as it was agreed."""

    statement: str
    level: str
    confidence: str
    target: str


@dataclass(frozen=True, slots=True)
class Pillar:
    """A pillar's headline, with the counts it comes from."""

    title: str
    headline: str
    counts: str
    answers: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Maturity:
    """A cycle's results. `formula`: how headlines come about, in words."""

    title: str
    cycle: str
    formula: str
    pillars: tuple[Pillar, ...]


@dataclass(frozen=True, slots=True)
class Inputs:
    """A plan and what belongs beside it. `figures_note`: what must be said of the build, '' for nothing."""

    plan: WholePlan
    template: PlanTemplate
    area: str
    made_on: dt.date
    readings: Mapping[Key, Reading]
    traces: Mapping[Key, Trace]
    tracks: Mapping[int, Track]
    build: str
    sees_costs: bool
    people: Mapping[str, str] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)
    maturity: Maturity | None = None
    is_frozen: bool = False
    figures_note: str = ""
