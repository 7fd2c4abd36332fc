"""The numbers that priorities and actions carry through a document."""

from __future__ import annotations

from goldenthread.hub.plans.outputs.inputs import Inputs
from goldenthread.hub.plans.whole import WholePriority


def numbered(given: Inputs) -> list[tuple[int, WholePriority]]:
    """Every priority in order of its section; those of no section of this template come last."""
    order = {section.id: place for place, section in enumerate(given.template.sections)}
    found = sorted(given.plan.priorities, key=lambda each: order.get(each.section, len(order)))
    return list(enumerate(found, start=1))


def numbered_of(given: Inputs, section: str) -> list[tuple[int, WholePriority]]:
    """The priorities of one section with their numbers in the whole plan."""
    return [(number, each) for number, each in numbered(given) if each.section == section]


def homeless(given: Inputs) -> list[tuple[int, WholePriority]]:
    """Priorities whose section this template does not have."""
    known = {section.id for section in given.template.sections}
    return [(number, each) for number, each in numbered(given) if each.section not in known]
