"""Judging, agreeing and moderating one statement."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from goldenthread.hub.people.interface import Actor, demand, may

from .. import queries
from ..models import Agreement, Cycle, Judgement
from ..rules import findings
from .saving import CycleClosed, RulesBroken, named, save_row, still_open

WITHOUT_NOTE = "Say why your level differs from the agreed one."
WITHOUT_REASON = "Write why it is not judged. A cycle can be shared only where every statement has a level or a reason."


@transaction.atomic
def judge(
    cycle: Cycle, *, by: Actor, statement: str, version: int, level: int | None, confidence: str = "medium",
    rationale: str = "",
) -> Judgement:  # fmt: skip
    """Keeps what one person judges of a statement; their own row, whoever else judges it."""
    demand(by, "judge", "assessment", partnership=cycle.partnership)
    still_open(cycle)
    named(cycle, statement, level)
    mine = {"statement": statement, "person": by.key, "organisation_kind": kind_of_organisation(by, cycle.partnership)}
    values = {"level": level, "confidence": confidence, "rationale": rationale}
    return save_row(Judgement, cycle, mine, version=version, values=values, by=by.key, action="judged")


@transaction.atomic
def agree(
    cycle: Cycle, *, by: Actor, statement: str, version: int, level: int | None, confidence: str = "medium",
    rationale: str = "", change_note: str = "", target_level: int | None = None, target_on: dt.date | None = None,
) -> Agreement:  # fmt: skip
    """Keeps what the partnership agrees. Raises RulesBroken where the level asks for more than there is."""
    demand(by, "agree", "assessment", partnership=cycle.partnership)
    still_open(cycle)
    named(cycle, statement, level)
    named(cycle, statement, target_level)
    _target_fits(level, target_level, target_on)
    _still_to_come(cycle, statement, target_on)
    if level is None and not rationale.strip():
        raise ValidationError({"rationale": WITHOUT_REASON})
    _reason_given(cycle, statement, version, level, (rationale, change_note))
    evidence = queries.for_statement(queries.evidence_of(cycle.partnership), statement)
    before = queries.levels_before(cycle).get(statement)
    broken = findings(level, queries.pieces(evidence), timezone.localdate(), before, change_note)
    if broken:
        raise RulesBroken({statement: broken})
    values: dict[str, Any] = {
        "level": level, "confidence": confidence, "rationale": rationale, "change_note": change_note,
        "target_level": target_level, "target_on": target_on, "is_carried": False,
    }  # fmt: skip
    return save_row(
        Agreement, cycle, {"statement": statement}, version=version, values=values, by=by.key, action="agreed"
    )


def _target_fits(level: int | None, target_level: int | None, target_on: dt.date | None) -> None:
    if target_level is None and target_on is not None:
        raise ValidationError({"target_level": "Choose the level that this date is for, or take the date out."})
    if target_level is not None and level is not None and target_level < level:
        raise ValidationError({"target_level": "Choose a target at or above the agreed level."})


def _reason_given(cycle: Cycle, statement: str, version: int, level: int | None, told: tuple[str, str]) -> None:
    """Another level than was agreed in this cycle needs words that were not there before."""
    kept = Agreement.objects.filter(cycle=cycle, statement=statement, version=version, is_carried=False).first()
    if kept is None or kept.level is None or kept.level == level:
        return
    if not any(
        new.strip() and new.strip() != old.strip()
        for new, old in zip(told, (kept.rationale, kept.change_note), strict=True)
    ):
        raise ValidationError({"rationale": "The agreed level was another before. Write why it is changed."})


def _still_to_come(cycle: Cycle, statement: str, on: dt.date | None) -> None:
    """A new target date lies ahead; one that was set earlier and has passed may stay until it is changed."""
    if on is None or on >= timezone.localdate():
        return
    if not Agreement.objects.filter(cycle=cycle, statement=statement, target_on=on).exists():
        raise ValidationError({"target_on": "This day has passed. Write a day to come for the target."})


@transaction.atomic
def moderate(cycle: Cycle, *, by: Actor, statement: str, version: int, level: int | None, note: str = "") -> Agreement:
    """Keeps the regional team's level beside the agreed one. None takes it back."""
    demand(by, "moderate", "assessment", partnership=cycle.partnership)
    named(cycle, statement, level)
    if cycle.state == "open":
        raise CycleClosed("The partnership still judges. Moderate once it has closed the cycle.")
    agreed = Agreement.objects.filter(cycle=cycle, statement=statement).first()
    if level is not None and (agreed is None or agreed.level != level) and not note.strip():
        raise ValidationError({"note": WITHOUT_NOTE})
    values = {"moderated_level": level, "moderation_note": note}
    return save_row(
        Agreement, cycle, {"statement": statement}, version=version, values=values, by=by.key, action="moderated"
    )


def kind_of_organisation(by: Actor, partnership: str) -> str:
    """Which kind of organisation somebody judges for: the first of theirs whose role may."""
    for role in by.roles:
        alone = Actor(by.key, by.name, by.email, (role,), by.second_factor)
        if may(alone, "judge", "assessment", partnership=partnership):
            return role.kind
    return ""
