"""What a critical reader would ask of a plan. Pure functions over the whole plan, one file for each family."""

from __future__ import annotations

from collections.abc import Callable, Iterable

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


def examine(examined: Examined) -> tuple[Finding, ...]:
    """Everything that is found, what does not fit together first, else in the order of the families."""
    found = [finding for _, check in FAMILIES for finding in check(examined)]
    order = list(SEVERITIES)
    return tuple(sorted(found, key=lambda each: order.index(each.severity)))
