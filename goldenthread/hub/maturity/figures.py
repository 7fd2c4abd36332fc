"""The borough's figures beside a statement, and which of them show an outcome."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.hub.evidence.interface import Reading, readings
from goldenthread.warehouse.definitions.frameworks import Framework, Shown


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is offered. `is_outcome`: it shows what children's lives are like."""

    reading: Reading
    is_outcome: bool


def shown_with(framework: Framework, statement: str) -> tuple[Shown, ...]:
    """What is shown beside a statement: its own indicators, then its pillar's, each once."""
    own = framework.statements[statement].indicators
    keys = {(each.indicator, each.key) for each in own}
    more = [each for each in framework.pillar_of(statement).indicators if (each.indicator, each.key) not in keys]
    return (*own, *more)


def figures(partnership: str, framework: Framework, statement: str) -> tuple[Figure, ...]:
    """The borough's figures of a statement, in the build in force; none while there is no build."""
    wanted = shown_with(framework, statement)
    found = readings(partnership, [(each.indicator, each.key) for each in wanted])
    return tuple(
        Figure(found[each.indicator, each.key], each.outcome) for each in wanted if (each.indicator, each.key) in found
    )


def figure(partnership: str, framework: Framework, statement: str, indicator: str, breakdown: str) -> Figure | None:
    """One of the figures shown beside a statement; None for what is not."""
    offered = figures(partnership, framework, statement)
    return next((f for f in offered if (f.reading.indicator, f.reading.breakdown) == (indicator, breakdown)), None)
