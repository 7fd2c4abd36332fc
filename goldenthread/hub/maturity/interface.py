"""What other rooms may use of the maturity of partnerships."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from goldenthread.hub.people.interface import Actor, demand
from goldenthread.warehouse.definitions.frameworks import Statement

from . import frameworks, queries
from .actions.evidence import add_evidence, add_figure
from .actions.judging import agree, judge
from .answered import Answered, answered_by
from .example import make_example_cycle, remove_example_cycles
from .models import Cycle
from .results import Gap, PillarResult, gaps, profile
from .told import AssessmentTold, assessment_told

__all__ = [
    "Answered",
    "AssessmentTold",
    "EvidenceShown",
    "Gap",
    "PillarResult",
    "Results",
    "add_evidence",
    "add_figure",
    "agree",
    "answered_by",
    "assessment_told",
    "evidence_of",
    "gaps_of",
    "judge",
    "level_title",
    "make_example_cycle",
    "remove_example_cycles",
    "results_of",
    "statement",
]


@dataclass(frozen=True, slots=True)
class Results:
    """What a partnership agreed last. `cycle`: its title; `is_open`: it is still being judged."""

    cycle: str
    framework: str
    framework_version: str
    is_open: bool
    is_example: bool
    levels: tuple[str, ...]
    pillars: tuple[PillarResult, ...]


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """A piece of evidence that a plan may point at. `indicator`, `build`: of a published figure, else ''."""

    id: int
    title: str
    kind: str
    statements: tuple[str, ...]
    strength: int
    expires_on: dt.date | None
    is_outcome: bool
    indicator: str
    breakdown: str
    build: str


def results_of(actor: Actor, partnership: str) -> Results | None:
    """The newest cycle's results; None where there is no assessment. Raises PermissionDenied."""
    cycle = _newest(actor, partnership)
    if cycle is None:
        return None
    framework = frameworks.of_cycle(cycle)
    found = profile(framework, queries.answers_from(queries.agreements_of(cycle)))
    levels = tuple(each.title for each in framework.levels)
    return Results(cycle.title, framework.id, framework.version, cycle.state == "open", cycle.is_example, levels, found)


def gaps_of(actor: Actor, partnership: str) -> tuple[Gap, ...]:
    """Statements below their target in the newest cycle, widest first. Raises PermissionDenied."""
    cycle = _newest(actor, partnership)
    if cycle is None:
        return ()
    return gaps(frameworks.of_cycle(cycle), queries.answers_from(queries.agreements_of(cycle)))


def evidence_of(actor: Actor, partnership: str, statement: str = "") -> tuple[EvidenceShown, ...]:
    """The evidence that this reader may see, of one statement or of all. Raises PermissionDenied."""
    demand(actor, "view", "evidence", partnership=partnership)
    return tuple(
        EvidenceShown(
            each.pk, each.title, each.kind, tuple(each.statements), each.strength, each.expires_on, each.is_outcome,
            each.indicator, each.breakdown, each.build,
        )
        for each in queries.evidence_seen(actor, partnership, statement).items
    )  # fmt: skip


def statement(statement_id: str, framework_version: str = "") -> Statement | None:
    """A statement of a version, else of the newest that has it; None for an id that no framework ever had."""
    versions = [
        each
        for each in sorted(frameworks.known().values(), key=frameworks.order_of, reverse=True)
        if statement_id in each.statements and framework_version in ("", each.version)
    ]
    return versions[0].statements[statement_id] if versions else None


def level_title(level: int | None, framework: str = frameworks.DEFAULT) -> str:
    """A level's title: 'Established'; 'not judged' for none."""
    levels = frameworks.newest(framework).levels
    return levels[level - 1].title if level else "not judged"


def _newest(actor: Actor, partnership: str) -> Cycle | None:
    demand(actor, "view", "assessment", partnership=partnership)
    return next(iter(queries.cycles_seen(actor, partnership)), None)
