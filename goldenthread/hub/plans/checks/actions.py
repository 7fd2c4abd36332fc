"""Actions: dates that cannot be, dates that are past, and work that nobody leads."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.hub.plans.whole import WholeAction, WholeMilestone
from goldenthread.hub.ui.interface import wording

from .findings import Examined, Finding, Place, of_action

OVER = ("done", "stopped")


def find(examined: Examined) -> Iterator[Finding]:
    """Every action, looked at by itself."""
    for priority in examined.plan.priorities:
        for action in priority.actions:
            place = of_action(action, priority.section)
            yield from _lead(action, place)
            yield from _dates(examined, action, place)
            for milestone in action.milestones:
                yield from _milestone(examined, action, milestone, place)


def _lead(action: WholeAction, place: Place) -> Iterator[Finding]:
    if not action.lead.strip() and action.status != "stopped":
        yield Finding(
            "no-lead", "gap", place, f"Nobody leads “{action.title}”.", "Name a role or a person who leads it."
        )
    if action.rag in ("amber", "red") and not action.rag_reason.strip():
        yield Finding(
            "rag-no-reason", "gap", place, f"“{action.title}” is rated as in trouble without a reason.",
            "Write why, and what is done about it.",
        )  # fmt: skip


def _dates(examined: Examined, action: WholeAction, place: Place) -> Iterator[Finding]:
    if action.ends_on is None:
        if action.status not in OVER:
            yield Finding(
                "no-end", "gap", place, f"“{action.title}” has no end.", "Write the date by which it is done."
            )
        return
    if action.starts_on and action.ends_on < action.starts_on:
        yield Finding(
            "ends-before-start", "fault", place,
            f"“{action.title}” ends on {wording.day(action.ends_on)}, before it starts on {wording.day(action.starts_on)}.",
            "Correct one of the two dates.",
        )  # fmt: skip
    if action.ends_on < examined.today and action.status not in OVER:
        yield Finding(
            "past-end", "fault", place,
            f"“{action.title}” was to end on {wording.day(action.ends_on)} and is neither done nor stopped.",
            "Mark it as done or stopped, or write a new end and why.",
        )  # fmt: skip
    elif action.starts_on and action.starts_on < examined.today and action.status == "not-started":
        yield Finding(
            "past-start", "look", place,
            f"“{action.title}” was to start on {wording.day(action.starts_on)} and is not started.",
            "Mark it as under way, or write a new start.",
        )  # fmt: skip


def _milestone(examined: Examined, action: WholeAction, milestone: WholeMilestone, place: Place) -> Iterator[Finding]:
    due = wording.day(milestone.due_on)
    before = action.starts_on is not None and milestone.due_on < action.starts_on
    after = action.ends_on is not None and milestone.due_on > action.ends_on
    if before or after:
        yield Finding(
            "milestone-outside", "fault", place,
            f"The milestone “{milestone.title}” is due on {due}, {'before the start' if before else 'after the end'} of “{action.title}”.",
            "Move the milestone, or the dates of the action.",
        )  # fmt: skip
    if milestone.done_on is None and milestone.due_on < examined.today and action.status not in OVER:
        yield Finding(
            "milestone-past", "fault", place, f"The milestone “{milestone.title}” was due on {due} and is not done.",
            "Write on which day it was done, or a new date.",
        )  # fmt: skip
