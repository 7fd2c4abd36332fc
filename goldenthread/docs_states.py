"""Writes the reference of a plan's states from the table of steps, with its diagram."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.hub.plans.states import CONDITION_WORDS, MEANING, STATES, STEPS, Step
from goldenthread.warehouse.definitions.permissions import load_permissions

WHO = {"authority": "the local authority", "icb": "the ICB", "forum": "the parent carer forum"}


def states_reference() -> Iterator[str]:
    """States, diagram and steps."""
    yield from ("# States of a plan", "", "Made from the one table of steps in `goldenthread/hub/plans/states.py`.", "")
    yield from ("| State | What it means |", "|---|---|")
    yield from (f"| {title} | {MEANING[state]} |" for state, title in STATES.items())
    yield from ("", "```mermaid", *mermaid(), "```", "")
    yield from ("| Step | From | To | Who | When |", "|---|---|---|---|---|")
    yield from (_row(step) for step in STEPS)


def mermaid() -> Iterator[str]:
    """The diagram; dotted words in brackets where the arrow leads to a new plan or nobody takes the step by hand."""
    yield "stateDiagram-v2"
    yield from (f'  state "{title}" as {_name(state)}' for state, title in STATES.items())
    yield "  [*] --> draft"
    yield from (f"  {_name(step.before)} --> {_name(step.after)}: {step.title}{_kind(step)}" for step in STEPS)
    yield "  superseded --> [*]"


def _name(state: str) -> str:
    return state.replace("-", "_")


def _kind(step: Step) -> str:
    return " (of a new plan)" if step.begins_next else " (by itself)" if step.automatic else ""


def _row(step: Step) -> str:
    when = CONDITION_WORDS[step.condition] or "always"
    who = "nobody: it follows by itself" if step.automatic else _who(step.permission)
    after = f"{STATES[step.after]}{' of a new plan' if step.begins_next else ''}"
    return f"| {step.title} (`{step.id}`) | {STATES[step.before]} | {after} | {who} | {when} |"


def _who(action: str) -> str:
    granted = [g for g in load_permissions() if (g.thing, g.action) == ("plan", action)]
    kinds = list(dict.fromkeys(WHO[g.kind] for g in granted))
    roles = list(dict.fromkeys(g.role for g in granted))
    return f"{' or '.join(roles)} of {' or '.join(kinds)}"
