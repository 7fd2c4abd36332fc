"""Priorities: what has nothing done about it, nothing that shows whether it worked, and nothing under it."""

from __future__ import annotations

from collections.abc import Iterator

from .findings import Examined, Finding, of_priority


def find(examined: Examined) -> Iterator[Finding]:
    """Priorities without an action, a measure or evidence."""
    answered = {answer.question: answer for answer in examined.plan.answers if answer.text.strip()}
    for priority in examined.plan.priorities:
        place = of_priority(priority)
        going = [action for action in priority.actions if action.status != "stopped"]
        if not priority.actions:
            yield Finding(
                "no-action", "gap", place, f"“{priority.title}” has no action.", "Add what will be done about it."
            )
        elif not going:
            yield Finding(
                "all-stopped", "gap", place, f"Every action of “{priority.title}” is stopped.",
                "Add an action, or remove the priority.",
            )  # fmt: skip
        if priority.actions and not any(action.measures for action in priority.actions):
            yield Finding(
                "no-measure", "gap", place, f"Nothing will show whether “{priority.title}” is reached: no action has a measure.",
                "Bind one of its actions to an indicator, or add a local measure.",
            )  # fmt: skip
        rests_on_answer = priority.origin == "answer" and priority.origin_id in answered
        if not priority.evidence and not rests_on_answer and priority.origin not in ("gap", "figure"):
            yield Finding(
                "priority-no-evidence", "gap", place, f"“{priority.title}” rests on no figure, no answer and no gap.",
                "Say in it which figure or answer led to it, or set it again from there.",
            )  # fmt: skip
        if not priority.theme:
            yield Finding(
                "no-theme", "look", place, f"“{priority.title}” has no theme, so others in London do not find it.",
                "Choose a theme.",
            )  # fmt: skip
