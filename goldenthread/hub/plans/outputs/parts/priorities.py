"""Priorities with their reasons, and the actions that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from goldenthread.hub.maturity.interface import statement
from goldenthread.hub.plans.outputs import said
from goldenthread.hub.plans.outputs.blocks import Block, Heading, named, named_text, paragraph, written
from goldenthread.hub.plans.outputs.inputs import Inputs
from goldenthread.hub.plans.whole import WholeAction, WholeMilestone, WholePriority
from goldenthread.hub.ui.interface import wording

from .measures import measures


def priorities(given: Inputs, found: Iterable[tuple[int, WholePriority]]) -> list[Block]:
    """These priorities under their numbers, each with its actions."""
    made: list[Block] = []
    for number, priority in found:
        made += [Heading(2, f"Priority {number}: {priority.title}"), *_reasons(given, priority)]
        for place, action in enumerate(priority.actions, start=1):
            made += _action(given, f"{number}.{place}", action)
        if not priority.actions:
            made.append(paragraph("No action follows from this priority yet."))
    return made


def _reasons(given: Inputs, priority: WholePriority) -> list[Block]:
    made = written(priority.why) or [paragraph("Why this is a priority is not written yet.")]
    made.append(named("Theme", said.theme(given.template, priority.theme)))
    made.append(named("It came from", said.ORIGIN.get(priority.origin, priority.origin)))
    made += [named("Maturity of the statement it came from", level) for level in _judged(given, priority)]
    if not priority.evidence:
        return [*made, named("Evidence", "no figure stands under this priority")]
    return [*made, *(named("Evidence when it was set", _figure(each)) for each in priority.evidence)]


def _judged(given: Inputs, priority: WholePriority) -> list[str]:
    """The level of the statement beside the words of the day, with that of the regional team where it moderated."""
    came_from = statement(priority.origin_id) if priority.origin == "gap" else None
    if came_from is None or given.maturity is None:
        return []
    answers = [answer for pillar in given.maturity.pillars for answer in pillar.answers]
    return [answer.level for answer in answers if answer.statement == came_from.title]


def _figure(entry: Mapping[str, Any]) -> str:
    """'Plans within 20 weeks: 58.1% in 2024, build 1a2b3c'."""
    label, build = str(entry.get("label") or entry.get("period") or ""), str(entry.get("build") or "")
    told = str(entry.get("text") or ("no figure" if entry.get("value") is None else entry["value"]))
    when = f" {wording.in_period(label)}" if label else ""
    name = entry.get("title") or entry.get("indicator") or "A figure"
    return f"{name}: {told}{when}{f', build {build}' if build else ''}"


def _action(given: Inputs, number: str, action: WholeAction) -> list[Block]:
    made: list[Block] = [Heading(3, f"Action {number}: {action.title}"), *written(action.about)]
    made += [named(name, text) for name, text in _facts(given, action)]
    made += [named("Milestone", milestone(each)) for each in action.milestones]
    if not action.milestones:
        made.append(named("Milestones", "none set"))
    if action.risk_note.strip():
        made += named_text("About the risk:", action.risk_note)
    if action.rag_reason.strip():
        made += named_text("Why it is rated so:", action.rag_reason)
    return [*made, *measures(given, number, action.measures)]


def _facts(given: Inputs, action: WholeAction) -> list[tuple[str, str]]:
    facts = [
        ("Lead", action.lead or said.NOT_SET),
        ("Partners", action.partners or "none named"),
        ("Starts", said.day(action.starts_on)),
        ("Ends", said.day(action.ends_on)),
        ("Status", said.STATUS.get(action.status, action.status)),
        ("Rating", said.RAG.get(action.rag, action.rag)),
        ("Risk", said.RISK.get(action.risk, action.risk)),
        ("Funding source", said.funding(given.template, action.funding_source)),
    ]
    return [*facts, ("Cost", said.pounds(action.cost_pounds))] if given.sees_costs else facts


def milestone(step: WholeMilestone) -> str:
    """'Half way, due 30 June 2027, done 1 July 2027'."""
    done = f"done {wording.day(step.done_on)}" if step.done_on else "not done yet"
    return f"{step.title}, due {wording.day(step.due_on)}, {done}"
