"""Reads what a document is made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from goldenthread.hub.evidence.interface import BuildGone, Reading, Trace, area_name, current_build, readings, traces
from goldenthread.hub.maturity.interface import AssessmentTold, assessment_told
from goldenthread.hub.people.interface import Actor, may, names_of, organisations_named
from goldenthread.hub.plans.models import Plan
from goldenthread.hub.plans.queries.examined import findings_for
from goldenthread.hub.plans.queries.submissions import Submission
from goldenthread.hub.plans.queries.whole import whole_plan
from goldenthread.hub.plans.questions import figures_wanted
from goldenthread.hub.plans.templates_in_force import template_of
from goldenthread.hub.plans.tracking import track_of
from goldenthread.hub.plans.whole import WholePlan
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate

from .inputs import Inputs, Key

GONE = "The build of figures that the plan was submitted with is not kept any more. The figures are those of build {build}."


def of_plan(plan: Plan, *, by: Actor, made_on: dt.date, examined: bool = False) -> Inputs:
    """The plan as it stands, with the figures in force. `examined`: with what a critical reader would ask."""
    given = inputs(whole_plan(plan), by=by, made_on=made_on)
    return replace(given, findings=findings_for(plan, by)) if examined else given


def of_submission(submission: Submission, *, by: Actor) -> Inputs:
    """The plan as it was submitted, with the figures and the maturity of that time as far as they are kept. Raises NotReadable."""
    whole = submission.whole
    given = replace(inputs(whole, by=by, made_on=submission.on, build=whole.build_seen), is_frozen=True)
    if not submission.keeps_assessment:
        return replace(given, maturity_is_newer=True)
    kept = submission.assessment if may(by, "view", "assessment", partnership=whole.partnership) else None
    hidden = kept is not None and kept.is_open and whole.partnership not in by.partnerships
    return replace(given, maturity=None if hidden else kept)


def inputs(whole: WholePlan, *, by: Actor, made_on: dt.date, build: str = "") -> Inputs:
    """A plan with what belongs beside it, read from a kept build or from the one in force."""
    template = template_of(whole)
    found, traced, note = _figures(whole, template, build)
    used = next((reading.build for reading in found.values()), "") or current_build()
    return Inputs(
        plan=whole, template=template, area=area_name(whole.partnership), made_on=made_on,
        readings=found, traces=traced, tracks={each.id: track_of(each) for each in whole.measures}, build=used,
        sees_costs=may(by, "view", "plan_costs", partnership=whole.partnership),
        people=names_of(sorted({each.person for each in whole.signatures})),
        organisations=organisations_named(sorted({each.organisation for each in whole.signatures})),
        maturity=_maturity(by, whole.partnership), figures_note=note.format(build=used) if note else "",
    )  # fmt: skip


def _maturity(by: Actor, partnership: str) -> AssessmentTold | None:
    if not may(by, "view", "assessment", partnership=partnership):
        return None
    return assessment_told(by, partnership)


def _figures(
    whole: WholePlan, template: PlanTemplate, build: str
) -> tuple[Mapping[Key, Reading], Mapping[Key, Trace], str]:
    wanted = [key for section in template.sections for key in figures_wanted(section)]
    try:
        return readings(whole.partnership, wanted, build), traces(whole.partnership, wanted, build), ""
    except BuildGone:
        return readings(whole.partnership, wanted), traces(whole.partnership, wanted), GONE
