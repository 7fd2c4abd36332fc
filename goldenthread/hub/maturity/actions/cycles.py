"""Opening, closing and moderating a cycle."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from goldenthread.hub.audit.interface import change, create
from goldenthread.hub.people.interface import Actor, demand
from goldenthread.warehouse.definitions.frameworks import Framework

from .. import frameworks, queries
from ..models import Agreement, Cycle, Evidence
from ..rules import Finding, findings
from ..upgrading import Carry
from .saving import RulesBroken, plain, still_open

ALREADY_OPEN = "This partnership has an open cycle. Close it before you open the next one."
NOT_REOPENED = "Only the newest cycle is opened again, once it is closed and while it is neither shared nor moderated."
NOTHING_AGREED = "No level is agreed in this cycle, so there is nothing to close. Agree at least one statement first."


def open_cycle(
    *, by: Actor, partnership: str, title: str, framework: Framework | None = None, is_example: bool = False
) -> tuple[Cycle, Carry | None]:
    """Opens the next cycle, with the last one's answers as a start, and says what was carried and what could not be."""
    demand(by, "open", "assessment", partnership=partnership)
    framework = framework or frameworks.newest()
    cycle = Cycle(
        partnership=partnership, framework=framework.id, framework_version=framework.version, title=plain(title),
        is_example=is_example,
    )  # fmt: skip
    cycle.clean_fields(exclude=["version", "changed_by"])
    try:
        with transaction.atomic():
            create(cycle, by=by.key, action="opened")
            carried = queries.carry_into(framework, queries.cycle_before(cycle))
            if carried is not None:
                _begin_from(carried, cycle, by)
    except IntegrityError as fault:
        raise ValidationError(ALREADY_OPEN) from fault
    return cycle, carried


def _begin_from(carried: Carry, cycle: Cycle, by: Actor) -> None:
    for start in carried.starts:
        create(
            Agreement(
                cycle=cycle, statement=start.statement, level=start.level, confidence=start.confidence,
                rationale=start.rationale[:4000], target_level=start.target_level, target_on=start.target_on,
                is_carried=True,
            ),
            by=by.key, action="carried over",
        )  # fmt: skip
    for item in Evidence.objects.select_for_update().filter(partnership=cycle.partnership):
        places = [carried.places[name] for name in item.statements if name in carried.places]
        wanted = list(dict.fromkeys([*item.statements, *places]))
        if wanted != item.statements:
            values = {"statements": wanted}
            change(Evidence, item.pk, version=item.version, values=values, by=by.key, action="carried over")


@transaction.atomic
def close_cycle(cycle: Cycle, *, by: Actor, version: int) -> Cycle:
    """Closes a cycle: from now on it is what the partnership agreed. Raises RulesBroken where levels lack something."""
    demand(by, "agree", "assessment", partnership=cycle.partnership)
    still_open(cycle)
    if not any(each.level is not None and not each.is_carried for each in queries.agreements_of(cycle).values()):
        raise ValidationError(NOTHING_AGREED)
    broken = broken_rules(cycle)
    if broken:
        raise RulesBroken(broken)
    closed = change(Cycle, cycle.pk, version=version, values={"state": "agreed"}, by=by.key, action="closed")
    Cycle.objects.filter(pk=cycle.pk).update(agreed_at=timezone.now())
    return closed


@transaction.atomic
def reopen_cycle(cycle: Cycle, *, by: Actor, version: int) -> Cycle:
    """Opens a closed cycle again, to complete it. Only the newest, while nobody else has seen or moderated its levels."""
    demand(by, "open", "assessment", partnership=cycle.partnership)
    if not may_reopen(cycle):
        raise ValidationError(NOT_REOPENED)
    again = change(Cycle, cycle.pk, version=version, values={"state": "open"}, by=by.key, action="reopened")
    Cycle.objects.filter(pk=cycle.pk).update(agreed_at=None)
    return again


def may_reopen(cycle: Cycle) -> bool:
    """Whether a cycle is the newest, closed, neither shared nor moderated."""
    newest = Cycle.objects.filter(partnership=cycle.partnership).first()
    if newest is None or newest.pk != cycle.pk or newest.state != "agreed" or newest.shared:
        return False
    return not Agreement.objects.filter(cycle=cycle).exclude(moderated_level=None).exists()


def broken_rules(cycle: Cycle) -> dict[str, tuple[Finding, ...]]:
    """What stands against the agreed levels today, by statement; evidence may have expired since they were agreed."""
    evidence, before = queries.evidence_of(cycle.partnership), queries.levels_before(cycle)
    found = {}
    for name, agreed in queries.agreements_of(cycle).items():
        level = None if agreed.is_carried else agreed.level
        pieces = queries.pieces(queries.for_statement(evidence, name))
        against = findings(level, pieces, timezone.localdate(), before.get(name), agreed.change_note)
        if against:
            found[name] = against
    return found


@transaction.atomic
def finish_moderation(cycle: Cycle, *, by: Actor, version: int) -> Cycle:
    """Says that the regional team has looked at the whole cycle."""
    demand(by, "moderate", "assessment", partnership=cycle.partnership)
    if cycle.state == "open":
        raise ValidationError("The partnership still judges. Moderate once it has closed the cycle.")
    return change(Cycle, cycle.pk, version=version, values={"state": "moderated"}, by=by.key, action="moderated")
