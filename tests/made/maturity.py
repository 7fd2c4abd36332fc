"""Assessments for tests: cycles, judgements, agreements and evidence, each made as people make them."""

from __future__ import annotations

import itertools
from typing import Any

from goldenthread.hub.maturity import actions, frameworks
from goldenthread.hub.maturity.models import Agreement, Cycle, Evidence, Judgement
from goldenthread.hub.people.interface import Actor
from goldenthread.hub.people.models import Organisation

from .people import an_actor, an_organisation

CAMDEN = "E09000007"
PLAN, BOARD, DATA = "one-shared-plan", "joint-board", "decisions-on-data"
_numbers = itertools.count(1)


def council_of(partnership: str) -> str:
    """The id of the council of a partnership."""
    an_organisation("camden")
    return str(Organisation.objects.get(kind="authority", area_code=partnership).pk)


def an_approver(partnership: str = CAMDEN) -> Actor:
    """Somebody who may open, agree, close and share there."""
    return an_actor("approver", council_of(partnership))


def an_open_cycle(partnership: str = CAMDEN, by: Actor | None = None, **named: Any) -> Cycle:
    """A cycle that is being judged."""
    cycle, _ = actions.open_cycle(
        by=by or an_approver(partnership),
        partnership=partnership,
        title=named.pop("title", f"Cycle {next(_numbers)}"),
        **named,
    )
    return cycle


def judged(cycle: Cycle, by: Actor, level: int | None, statement: str = PLAN, **values: Any) -> Judgement:
    """What somebody judges for the first time."""
    return actions.judge(cycle, by=by, statement=statement, version=0, level=level, **values)


def agreed(cycle: Cycle, level: int | None, statement: str = PLAN, by: Actor | None = None, **values: Any) -> Agreement:
    """What is agreed of a statement, whatever stands there."""
    found = Agreement.objects.filter(cycle=cycle, statement=statement).first()
    return actions.agree(
        cycle, by=by or an_approver(cycle.partnership), statement=statement, version=found.version if found else 0,
        level=level, **values,
    )  # fmt: skip


def a_closed_cycle(partnership: str = CAMDEN, level: int = 2, **named: Any) -> Cycle:
    """A cycle in which every statement is agreed at one level, closed."""
    by = an_approver(partnership)
    if level > 2:
        enough_evidence(partnership)
    cycle = an_open_cycle(partnership, by, **named)
    for statement in frameworks.of_cycle(cycle).statements:
        agreed(cycle, level, statement, by, change_note="Because of the test.")
    return actions.close_cycle(cycle, by=by, version=cycle.version)


def a_shared_cycle(partnership: str, level: int = 2) -> Cycle:
    """A closed cycle that counts in London's comparison."""
    cycle = a_closed_cycle(partnership, level)
    return actions.share(cycle, by=an_approver(partnership), version=cycle.version, shared=True)


def some_evidence(
    partnership: str = CAMDEN,
    kind: str = "audit",
    statements: tuple[str, ...] = (PLAN,),
    by: Actor | None = None,
    **values: Any,
) -> Evidence:
    """A piece of evidence."""
    values.setdefault("title", f"Evidence {next(_numbers)}")
    return actions.add_evidence(
        by=by or an_approver(partnership), partnership=partnership, statements=statements, kind=kind, **values
    )


def enough_evidence(partnership: str = CAMDEN, statements: tuple[str, ...] = ()) -> None:
    """What every level asks for: an audit, and what families say."""
    wanted = statements or tuple(frameworks.newest().statements)
    for kind in ("audit", "voice"):
        some_evidence(partnership, kind, wanted)
