"""Adding, changing and taking away evidence."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from goldenthread.hub.audit.interface import Conflict, Gone, change, create, history, kind_of, remove
from goldenthread.hub.people.interface import Actor, demand, may

from .. import attachments, frameworks
from ..figures import figure
from ..models import Agreement, Cycle, Evidence
from .saving import named, not_too_long, plain, still_open

CHANGEABLE = (
    "title", "about", "link", "strength", "expires_on", "classification", "is_outcome", "kind",
)  # fmt: skip


def add_evidence(
    *, by: Actor, partnership: str, statements: Iterable[str], kind: str, title: str, upload: UploadedFile[Any] | None = None,
    **values: Any,
) -> Evidence:  # fmt: skip
    """Adds a piece of evidence of any kind, with a file where there is one. Raises Refused for a file that is not taken."""
    demand(by, "add", "evidence", partnership=partnership)
    item = Evidence(
        partnership=partnership, kind=kind, title=plain(title), statements=_known(statements), contributor=by.key,
        **{name: plain(value) if isinstance(value, str) else value for name, value in values.items()},
    )  # fmt: skip
    _demand_restricted(by, item)
    _check(item)
    with _kept_or_forgotten(upload) as kept:
        if kept is not None:
            item.file_name, item.file_digest, item.file_size = kept.name, kept.digest, kept.size
        return create(item, by=by.key, action="added")


@contextlib.contextmanager
def _kept_or_forgotten(upload: UploadedFile[Any] | None) -> Iterator[attachments.Kept | None]:
    """Keeps the file for what is saved inside; where that fails, the file goes again."""
    kept = attachments.keep(upload) if upload is not None else None
    try:
        with transaction.atomic():
            yield kept
    except BaseException:
        attachments.forget(kept.digest if kept else "")
        raise


@transaction.atomic
def add_figure(cycle: Cycle, *, by: Actor, statement: str, indicator: str, breakdown: str = "total") -> Evidence:
    """Keeps a figure shown beside a statement as evidence, with the build it was read from. Once, however often asked."""
    demand(by, "add", "evidence", partnership=cycle.partnership)
    still_open(Cycle.objects.select_for_update().get(pk=cycle.pk))  # who keeps it at the same moment waits here
    framework = named(cycle, statement, None)
    found = figure(cycle.partnership, framework, statement, indicator, breakdown)
    if found is None or found.reading.latest is None or found.reading.latest.value is None:
        raise ValidationError("There is no such figure of this borough to keep. Look at the figures again.")
    reading, latest = found.reading, found.reading.latest
    same = Evidence.objects.select_for_update().filter(
        partnership=cycle.partnership,
        indicator=indicator,
        breakdown=breakdown,
        period=latest.period,
        build=reading.build,
    )
    kept = same.first()
    if kept is not None:
        return place_evidence(kept.pk, by=by, version=kept.version, statement=statement, placed=True)
    item = Evidence(
        partnership=cycle.partnership, kind="indicator", title=f"{reading.title}: {latest.text}, {latest.label}"[:200],
        about=reading.sentence[:4000], statements=[statement], contributor=by.key, classification="open",
        is_outcome=found.is_outcome, indicator=indicator, breakdown=breakdown, area_code=reading.area_code,
        period=latest.period, value=latest.value, value_text=latest.text[:300], build=reading.build, strength=3,
    )  # fmt: skip
    return create(item, by=by.key, action="added")


@transaction.atomic
def change_evidence(pk: int, *, by: Actor, version: int, **values: Any) -> Evidence:
    """Changes what is said of a piece of evidence. Raises audit's Conflict or Gone."""
    strange = sorted(set(values) - set(CHANGEABLE))
    if strange:
        raise TypeError(f"evidence has no {', '.join(strange)} to change")
    item = _found(pk)
    _demand_change(by, item)
    told: Mapping[str, Any] = {name: plain(v) if isinstance(v, str) else v for name, v in values.items()}
    saved = change(Evidence, pk, version=version, values=told, by=by.key)
    _demand_restricted(by, saved)
    _check(saved)
    return saved


@transaction.atomic
def place_evidence(pk: int, *, by: Actor, version: int, statement: str, placed: bool) -> Evidence:
    """Says that evidence speaks to a statement, which who may add evidence may say; or that it no longer does."""
    item = _found(pk)
    if placed:
        _may_write(by, item)
    else:
        _demand_change(by, item)
    _known([statement])
    without = [name for name in item.statements if name != statement]
    wanted = (
        [*without, statement] if placed and statement not in item.statements else item.statements if placed else without
    )
    return change(Evidence, pk, version=version, values={"statements": wanted}, by=by.key, action="placed")


def remove_evidence(pk: int, *, by: Actor, version: int) -> None:
    """Takes evidence away with its file. Its versions and events stay.

    Raises Conflict where it is not as it was seen, ValidationError where a closed assessment rests on it.
    """
    with transaction.atomic():
        item = _found(pk)
        _demand_change(by, item)
        if item.version != version:
            raise Conflict(item, ())
        if rests_on(item):
            raise ValidationError(RESTS)
        digest = item.file_digest
        remove(item, by=by.key)
    attachments.forget(digest)


RESTS = (
    "A closed assessment rests on this evidence, so it is kept. Take it off the statements that it no longer speaks to, "
    "or say on which day it expires."
)


def rests_on(item: Evidence) -> bool:
    """Whether a closed assessment agreed a level of a statement that the evidence speaks to, or once spoke to."""
    spoken = {*item.statements}
    for step in history(kind_of(item), item.pk):
        spoken |= {name for field, _, after in step.changes if field == "statements" for name in after or ()}
    closed = Agreement.objects.exclude(cycle__state="open").filter(
        cycle__partnership=item.partnership, cycle__agreed_at__gte=item.added_at, statement__in=spoken
    )
    return closed.exclude(level=None).exists()


def may_change(by: Actor, item: Evidence) -> bool:
    """Whether this person added it, or agrees what rests on it."""
    is_theirs = item.contributor == by.key and may(by, "add", "evidence", partnership=item.partnership)
    return is_theirs or may(by, "agree", "assessment", partnership=item.partnership)


def _demand_change(by: Actor, item: Evidence) -> None:
    _may_write(by, item)
    if not may_change(by, item):
        raise PermissionDenied("Evidence is changed or taken away by whoever added it, or by an approver.")


def _found(pk: int) -> Evidence:
    item = Evidence.objects.select_for_update().filter(pk=pk).first()
    if item is None:
        raise Gone
    return item


def _may_write(by: Actor, item: Evidence) -> None:
    demand(by, "add", "evidence", partnership=item.partnership)
    _demand_restricted(by, item)


def _demand_restricted(by: Actor, item: Evidence) -> None:
    if item.classification == "restricted":
        demand(by, "add", "restricted_evidence", partnership=item.partnership)


def _known(statements: Iterable[str]) -> list[str]:
    told = list(dict.fromkeys(statements))
    if not set(told) <= frameworks.statement_ids():
        raise ValidationError("There is no such statement to add evidence to.")
    return told


def _check(item: Evidence) -> None:
    if item.strength not in (1, 2, 3):
        raise ValidationError({"strength": "Choose how strong it is: 1, 2 or 3."})
    if item.link and not item.link.lower().startswith(("https://", "http://")):
        raise ValidationError({"link": "Write the whole address, beginning with https://."})
    not_too_long(Evidence, {name: getattr(item, name) for name in ("title", "about", "link")})
    item.clean_fields(exclude=["version", "changed_by", "statements"])
