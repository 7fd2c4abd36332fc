"""The plan at a glance: what is there, what is not, and every priority in one table."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from goldenthread.hub.plans.outputs import said
from goldenthread.hub.plans.outputs.blocks import Block, Column, Heading, Table, paragraph
from goldenthread.hub.plans.outputs.inputs import Inputs
from goldenthread.hub.plans.tracking import TITLES
from goldenthread.hub.plans.whole import WholePriority
from goldenthread.hub.ui.interface import wording

from .numbering import numbered


def glance(given: Inputs) -> list[Block]:
    """The chapter that comes first."""
    made: list[Block] = [Heading(1, "The plan at a glance")]
    made += [paragraph(text, "bullet") for text in _counts(given)]
    priorities = numbered(given)
    if not priorities:
        return [*made, paragraph("The plan has no priorities yet.")]
    columns = (
        Column("Priority", weight=5), Column("Section", weight=5), Column("Theme", weight=4),
        Column("Actions", numeric=True, weight=2), Column("Measures", numeric=True, weight=2),
    )  # fmt: skip
    rows = tuple(_row(given, number, each) for number, each in priorities)
    return [*made, Table("Priorities of the plan", columns, rows)]


def _row(given: Inputs, number: int, priority: WholePriority) -> tuple[str, ...]:
    section = given.template.section(priority.section)
    return (
        f"{number}. {priority.title}",
        f"{section.number}. {section.title}" if section else "none of this template’s",
        said.theme(given.template, priority.theme),
        wording.number(len(priority.actions)),
        wording.number(sum(len(action.measures) for action in priority.actions)),
    )


def _counts(given: Inputs) -> list[str]:
    plan, template = given.plan, given.template
    sections = [each.id for each in template.sections]
    told = sum(1 for each in sections if each in plan.texts and plan.texts[each].narrative.strip())
    questions = {question.id for section in template.sections for question in section.questions}
    answered = sum(1 for each in plan.answers if each.question in questions and each.text.strip())
    lines = [
        f"{told} of {wording.counted(len(sections), 'section')} have a narrative.",
        f"{answered} of {wording.counted(len(questions), 'insight question')} are answered.",
        f"{wording.counted(len(plan.priorities), 'priority', 'priorities')}, {wording.counted(len(plan.actions), 'action')} "
        f"and {wording.counted(len(plan.measures), 'success measure')}.",
    ]
    if plan.actions and given.sees_costs:
        lines.append(_costs([action.cost_pounds for action in plan.actions]))
    if plan.measures:
        kinds = Counter(given.tracks[each.id].kind for each in plan.measures if each.id in given.tracks)
        stand = [f"{TITLES[kind].lower()} {count:,}" for kind, count in kinds.items()]
        lines.append(f"How the success measures stand: {wording.listed(stand)}.")
    return lines


def _costs(costs: list[Decimal | None]) -> str:
    known = [cost for cost in costs if cost is not None]
    missing = len(costs) - len(known)
    total = f"{wording.counted(len(known), 'action')} costed, {said.pounds(sum(known, Decimal(0)))} together"
    return f"{total if known else 'No action is costed'}." + (
        f" {wording.counted(missing, 'action')} without a cost, which is not free." if missing and known else ""
    )
