"""Reads a whole plan in a fixed number of queries, however many actions it has."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from goldenthread.hub.plans import whole
from goldenthread.hub.plans.models import (
    Action,
    Answer,
    Milestone,
    Plan,
    Priority,
    Reading,
    SectionText,
    SignOff,
    SuccessMeasure,
    TableValue,
)


def whole_plan(plan: Plan) -> whole.WholePlan:
    """The plan with everything in it; nine queries."""
    texts = {
        t.section: whole.WholeText(t.version, t.section, t.narrative, t.assigned_to, t.is_ready)
        for t in SectionText.objects.filter(plan=plan)
    }
    made = whole.WholePlan(
        id=plan.pk, version=plan.version, partnership=plan.partnership, template=plan.template,
        template_version=plan.template_version, title=plan.title, state=plan.state, is_example=plan.is_example,
        allows_contact=plan.allows_contact, build_seen=plan.build_seen, texts=texts,
        answers=tuple(_answer(a) for a in Answer.objects.filter(plan=plan).order_by("id")),
        priorities=_priorities(plan),
        values=tuple(_value(v) for v in TableValue.objects.filter(plan=plan).order_by("table", "row", "year", "scenario")),
        signatures=(),
    )  # fmt: skip
    signed = SignOff.objects.filter(plan=plan, withdrawn_at=None).order_by("signed_at")
    now = digest(made)
    signatures = tuple(
        whole.WholeSignature(s.slot, s.person, s.organisation, s.signed_at, s.note, s.plan_digest == now)
        for s in signed
    )
    return whole.WholePlan(**{**_shallow(made), "signatures": signatures})


def digest(plan: whole.WholePlan) -> str:
    """What sets one wording of a plan apart from another: signatures count for one digest.

    How the work goes, to whom it is given and how often something was saved are not words.
    """
    told = _words({**asdict(plan), "signatures": ()})
    return hashlib.sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()


NOT_WORDS = frozenset({
    "version", "state", "build_seen", "allows_contact", "readings", "rag", "rag_reason", "done_on",
    "assigned_to", "is_ready", "is_agreed", "author",
})  # fmt: skip


def _words(told: Any) -> Any:
    """Values without what is no word of the plan, however deep."""
    if isinstance(told, dict):
        is_action = "milestones" in told
        return {
            str(name): _words(value)
            for name, value in told.items()
            if name not in NOT_WORDS and not (is_action and name == "status")
        }
    return [_words(each) for each in told] if isinstance(told, (list, tuple)) else told


def _shallow(plan: whole.WholePlan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in plan.__dataclass_fields__}


def _priorities(plan: Plan) -> tuple[whole.WholePriority, ...]:
    readings = _by(Reading.objects.filter(measure__action__priority__plan=plan), "measure_id")
    measures = _by(SuccessMeasure.objects.filter(action__priority__plan=plan), "action_id")
    milestones = _by(Milestone.objects.filter(action__priority__plan=plan), "action_id")
    actions = _by(Action.objects.filter(priority__plan=plan), "priority_id")
    return tuple(
        whole.WholePriority(
            p.pk, p.version, p.section, p.title, p.why, p.theme, p.order, p.assigned_to, p.origin, p.origin_id,
            tuple(p.evidence),
            tuple(_action(a, milestones[a.pk], measures[a.pk], readings) for a in actions[p.pk]),
        )
        for p in Priority.objects.filter(plan=plan)
    )  # fmt: skip


def _by(things: Iterable[Any], name: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for each in things:
        found[getattr(each, name)].append(each)
    return found


def _action(
    a: Action, milestones: list[Milestone], measures: list[SuccessMeasure], readings: dict[int, list[Any]]
) -> whole.WholeAction:
    return whole.WholeAction(
        a.pk, a.version, a.priority_id, a.title, a.about, a.lead, a.partners, a.starts_on, a.ends_on, a.cost_pounds,
        a.funding_source, a.risk, a.risk_note, a.status, a.rag, a.rag_reason, a.assigned_to,
        tuple(whole.WholeMilestone(m.pk, m.version, m.title, m.due_on, m.done_on) for m in milestones),
        tuple(whole_measure(m, readings[m.pk]) for m in measures),
    )  # fmt: skip


def whole_measure(m: SuccessMeasure, readings: Iterable[Reading]) -> whole.WholeMeasure:
    """A measure with these readings, oldest first."""
    steps = tuple((dt.date.fromisoformat(day), float(value)) for day, value in m.trajectory)
    read = tuple(
        whole.MeasureReading(r.period, r.period_label, r.value, r.status, r.build, r.before, r.note) for r in readings
    )
    return whole.WholeMeasure(
        m.pk, m.version, m.action_id, m.title, m.indicator, m.breakdown, m.area_code, m.unit, m.decimals, m.direction,
        m.baseline_value, m.baseline_period, m.baseline_build, m.target_value, m.target_on, steps, m.note, read,
    )  # fmt: skip


def _answer(a: Answer) -> whole.WholeAnswer:
    return whole.WholeAnswer(
        a.pk, a.version, a.section, a.question, a.text, a.so_what, a.is_agreed, tuple(a.cited), a.changed_by
    )


def _value(v: TableValue) -> whole.WholeValue:
    return whole.WholeValue(v.table, v.row, v.year, v.scenario, v.value, v.status, v.origin, v.source, v.version)
