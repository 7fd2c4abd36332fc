"""Priorities, actions and milestones as rows."""

from __future__ import annotations

from goldenthread.hub.plans import columns
from goldenthread.hub.plans.outputs import said
from goldenthread.hub.plans.outputs.inputs import Inputs
from goldenthread.hub.plans.outputs.parts.numbering import numbered
from goldenthread.hub.plans.whole import WholeAction, WholePriority

from .sheets import Absent, Sheet, Value

NOTHING = Absent(columns.NOT_SET)


def priorities(given: Inputs) -> Sheet:
    """One row for each priority."""
    rows = tuple(
        (
            number, each.title, section_title(given, each), said.theme(given.template, each.theme), each.why or NOTHING,
            said.ORIGIN.get(each.origin, each.origin), len(each.actions), sum(len(a.measures) for a in each.actions),
        )
        for number, each in numbered(given)
    )  # fmt: skip
    headings = ("Number", "Priority", "Section", "Theme", "Why", "It came from", "Actions", "Success measures")
    return Sheet("Priorities", "What the partnership wants to change.", headings, rows)


def actions(given: Inputs) -> Sheet:
    """One row for each action, in the columns that the import reads."""
    shown = [each for each in columns.ACTION_COLUMNS if given.sees_costs or each is not columns.COST]
    rows = []
    for _, priority in numbered(given):
        for action in priority.actions:
            told = _action(given, priority, action)
            rows.append(tuple(told[each.id] for each in shown))
    headings = tuple(each.heading for each in shown)
    return Sheet("Actions", "What is done about each priority; one row an action.", headings, tuple(rows))


def milestones(given: Inputs) -> Sheet:
    """One row for each milestone."""
    rows = tuple(
        (priority.title, action.title, step.title, step.due_on, step.done_on or Absent("not done yet"))
        for _, priority in numbered(given)
        for action in priority.actions
        for step in action.milestones
    )
    return Sheet("Milestones", "The steps of actions.", ("Priority", "Action", "Milestone", "Due", "Done"), rows)


def section_title(given: Inputs, priority: WholePriority) -> str:
    """'8. Assessment, plans, reviews and phase transfer'."""
    section = given.template.section(priority.section)
    return f"{section.number}. {section.title}" if section else "none of this template’s"


def _action(given: Inputs, priority: WholePriority, action: WholeAction) -> dict[str, Value]:
    measures = columns.BETWEEN_MEASURES.join(each.title for each in action.measures)
    return {
        columns.PRIORITY.id: priority.title,
        columns.SECTION.id: section_title(given, priority),
        columns.THEME.id: said.theme(given.template, priority.theme),
        columns.TITLE.id: action.title,
        columns.ABOUT.id: action.about or NOTHING,
        columns.LEAD.id: action.lead or NOTHING,
        columns.PARTNERS.id: action.partners or NOTHING,
        columns.STARTS.id: action.starts_on or NOTHING,
        columns.ENDS.id: action.ends_on or NOTHING,
        columns.COST.id: _cost(action),
        columns.FUNDING.id: said.funding(given.template, action.funding_source) if action.funding_source else NOTHING,
        columns.STATUS.id: said.STATUS.get(action.status, action.status),
        columns.RAG.id: said.RAG.get(action.rag, action.rag),
        columns.RISK.id: said.RISK.get(action.risk, action.risk),
        columns.MEASURE.id: measures or NOTHING,
    }


def _cost(action: WholeAction) -> Value:
    if action.cost_pounds is None:
        return Absent(columns.NOT_SET, "This action is not costed, which is not free.")
    return action.cost_pounds
