"""Money: costs that nobody pays, sources that pay for nothing, and totals in the text that the actions do not add up to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from goldenthread.hub.plans.whole import WholeAction
from goldenthread.hub.ui.interface import wording

from .findings import Examined, Finding, Place, of_action, of_section
from .numbers import Written, numbers, sentences

FREE = "none-needed"
TOTAL = re.compile(r"\b(total|overall|altogether|in all)\b", re.IGNORECASE)
OF_PLAN = re.compile(r"\b(plan|plans|actions?|programme)\b", re.IGNORECASE)
COSTS = re.compile(r"\b(costs?|costing|costed|spend|investment|funding|budget)\b", re.IGNORECASE)


def find(examined: Examined) -> Iterator[Finding]:
    """Actions whose cost and source do not go together, and totals in the text."""
    for priority in examined.plan.priorities:
        for action in priority.actions:
            if action.status != "stopped":
                yield from _source(examined, action, of_action(action, priority.section))
    yield from _totals(examined)


def _source(examined: Examined, action: WholeAction, place: Place) -> Iterator[Finding]:
    cost, source = action.cost_pounds, action.funding_source
    title = next((each.title for each in examined.template.funding_sources if each.id == source), source)
    if cost and not source:
        yield Finding(
            "cost-no-source", "gap", place, f"“{action.title}” costs {_pounds(cost)}, and nothing says who pays.",
            "Choose a funding source.", is_cost=True,
        )  # fmt: skip
    elif cost and source == FREE:
        yield Finding(
            "cost-of-free", "fault", place, f"“{action.title}” costs {_pounds(cost)}, and says that it needs no extra money.",
            "Choose the funding source, or take the cost away.", is_cost=True,
        )  # fmt: skip
    elif cost is None and source and source != FREE:
        yield Finding(
            "source-no-cost", "gap", place, f"“{action.title}” is paid by “{title}”, and its cost is not known.",
            "Write what it costs.", is_cost=True,
        )  # fmt: skip
    elif cost is None and not source:
        yield Finding(
            "no-cost", "look", place, f"“{action.title}” says neither what it costs nor who pays.",
            "Write its cost and source, or choose “No extra money needed”.", is_cost=True,
        )  # fmt: skip


def _totals(examined: Examined) -> Iterator[Finding]:
    """A single amount in a sentence about the total cost of the plan or of one funding source."""
    going = [
        action for action in examined.plan.actions if action.status != "stopped" and action.cost_pounds is not None
    ]
    if not going:
        return
    for section in examined.template.sections:
        text = examined.plan.texts.get(section.id)
        for _, sentence in sentences(text.narrative if text else ""):
            told = [each for each in numbers(sentence) if each.unit == "pounds"]
            if len(told) != 1 or not (TOTAL.search(sentence) and OF_PLAN.search(sentence) and COSTS.search(sentence)):
                continue
            named = [each for each in examined.template.funding_sources if each.title.casefold() in sentence.casefold()]
            if len(named) > 1:
                continue
            paid = [action for action in going if not named or action.funding_source == named[0].id]
            added = sum((action.cost_pounds or Decimal(0) for action in paid), Decimal(0))
            if not _same(told[0], added):
                whose = f"the actions paid by “{named[0].title}”" if named else "the costs of the actions"
                yield Finding(
                    "money-total", "fault", of_section(section),
                    f"The text says {told[0].text} in total, and {whose} come to {_pounds(added)}.",
                    "Correct the text, or the costs of the actions.", is_cost=True,
                )  # fmt: skip


def _same(written: Written, added: Decimal) -> bool:
    return abs(written.value - float(added)) <= written.slack


def _pounds(amount: Decimal) -> str:
    return f"£{wording.number(float(amount), 0 if amount == amount.to_integral_value() else 2)}"
