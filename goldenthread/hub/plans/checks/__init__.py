"""What a critical reader would ask of a plan. Pure functions over the whole plan, one file for each family."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable

from goldenthread.hub.plans.states import IN_FORCE

from . import actions, maturity, measures, money, narrative, priorities, sections, signatures, tables
from .findings import SEVERITIES, Examined, Finding

Check = Callable[[Examined], Iterable[Finding]]
FAMILIES: tuple[tuple[str, Check], ...] = (
    ("What is written", sections.find),
    ("Figures in the text", narrative.find),
    ("Tables", tables.find),
    ("Priorities", priorities.find),
    ("Maturity", maturity.find),
    ("Actions", actions.find),
    ("Success measures", measures.find),
    ("Money", money.find),
    ("Signatures", signatures.find),
)


WORDS = ("section", "question", "priority", "table")  # what stays as it is once a plan is in force


def _as_it_stands(examined: Examined, finding: Finding) -> Finding:
    """Of a plan whose words do not change any more, with what can be done instead of mending it there."""
    if examined.plan.state not in IN_FORCE or finding.place.kind not in WORDS:
        return finding
    how = f"The words of this plan do not change any more. Begin a new draft from it, and there: {finding.how[:1].lower()}{finding.how[1:]}"
    return dataclasses.replace(finding, how=how, mend=None)


def examine(examined: Examined) -> tuple[Finding, ...]:
    """Everything that is found, what does not fit together first, else in the order of the families."""
    found = [_as_it_stands(examined, finding) for _, check in FAMILIES for finding in check(examined)]
    order = list(SEVERITIES)
    return tuple(sorted(found, key=lambda each: order.index(each.severity)))
