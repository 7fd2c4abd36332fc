"""Everything a document is made from, as values: nothing is read while it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from goldenthread.hub.evidence.interface import Reading, Trace
from goldenthread.hub.maturity.interface import AssessmentTold
from goldenthread.hub.plans.checks.findings import Finding
from goldenthread.hub.plans.tracking import Track
from goldenthread.hub.plans.whole import WholePlan
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate

Key = tuple[str, str]  # indicator and breakdown


@dataclass(frozen=True, slots=True)
class Inputs:
    """A plan and what belongs beside it. `figures_note`: what must be said of the build, '' for nothing.

    `maturity_is_newer`: it is not that of the submission, which kept none.
    `findings`: of the plan's examination; None where it was not examined.
    """

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
    maturity: AssessmentTold | None = None
    is_frozen: bool = False
    maturity_is_newer: bool = False
    figures_note: str = ""
    findings: tuple[Finding, ...] | None = None
