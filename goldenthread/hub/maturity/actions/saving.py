"""What every write has in common: one row for each statement, whoever comes first, and words as they are kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from goldenthread.hub.audit.interface import Versioned, change, create
from goldenthread.warehouse.definitions.frameworks import Framework

from .. import frameworks
from ..models import Cycle, OfCycle
from ..rules import Finding

Row = TypeVar("Row", bound=OfCycle)
# They turn the order of other people's words around; nobody needs them to write Arabic or Hebrew.
TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


class CycleClosed(ValidationError):
    """Nobody judges in a cycle that is closed."""


class RulesBroken(Exception):
    """A level may not be agreed yet. `findings`: what is missing, by statement."""

    def __init__(self, findings: Mapping[str, tuple[Finding, ...]]) -> None:
        super().__init__("Something that this level asks for is missing.")
        self.findings = findings


def still_open(cycle: Cycle) -> None:
    """Raises CycleClosed unless the cycle is being judged now."""
    if not Cycle.objects.filter(pk=cycle.pk, state="open").exists():
        raise CycleClosed("This cycle is closed. Open the next one to judge anew.")


def save_row(
    model: type[Row],
    cycle: Cycle,
    mine: Mapping[str, Any],
    *,
    version: int,
    values: Mapping[str, Any],
    by: str,
    action: str,
) -> Row:
    """Saves the one row of a statement, new or changed. `version`: the one the writer saw, 0 where there was none.

    Raises audit's Conflict where somebody else wrote the same fields meanwhile, and ValidationError by field.
    """
    values = {name: plain(value) if isinstance(value, str) else value for name, value in values.items()}
    not_too_long(model, values)
    rows = model._default_manager.filter(cycle=cycle, statement=mine["statement"])
    rows = rows.filter(**{name: value for name, value in mine.items() if name == "person"})
    found = rows.first()
    if found is None:
        thing = model(cycle=cycle, **mine, **values)
        thing.clean_fields(exclude=["version", "changed_by", "cycle"])
        try:
            with transaction.atomic():
                return create(thing, by=by, action=action)
        except IntegrityError:
            found = rows.get()
    return change(model, found.pk, version=version, values=values, by=by, action=action)


def named(cycle: Cycle, statement: str, level: int | None) -> Framework:
    """The cycle's framework. Raises ValidationError for a statement or a level that it does not have."""
    framework = frameworks.of_cycle(cycle)
    if statement not in framework.statements:
        raise ValidationError("This framework has no such statement.")
    if level is not None and not 1 <= level <= len(framework.levels):
        raise ValidationError("Choose one of the levels, or that it is not judged.")
    return framework


def not_too_long(model: type[Versioned], values: Mapping[str, Any]) -> None:
    """Raises ValidationError for a text longer than its field, which databases would keep all the same."""
    for name, value in values.items():
        most = getattr(model._meta.get_field(name), "max_length", None)
        if isinstance(value, str) and most is not None and len(value) > most:
            raise ValidationError({name: f"Write at most {most:,} letters; this has {len(value):,}."})


def plain(text: str) -> str:
    """Line ends alike, no control characters, no space around."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(TURNING)
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
