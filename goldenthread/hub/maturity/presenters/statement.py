"""One statement: what people judged and how they differ, evidence, and what a level lacks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from goldenthread.hub.evidence.interface import readings
from goldenthread.hub.maturity import differences
from goldenthread.hub.maturity.file_types import Refused, named_type
from goldenthread.hub.maturity.models import CLASSES, CONFIDENCE, EVIDENCE_KINDS, Agreement, Evidence, Judgement
from goldenthread.hub.people.interface import names_of
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.frameworks import Framework

from .figures import since_kept

KINDS, CLASS_WORDS, CONFIDENCES = dict(EVIDENCE_KINDS), dict(CLASSES), dict(CONFIDENCE)
ORGANISATIONS = {
    "authority": "Council", "icb": "ICB", "forum": "Parent carer forum", "setting": "School or other setting",
    "region": "Regional team",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """What one person judged."""

    name: str
    organisation: str
    level: str
    confidence: str
    rationale: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is agreed, moderated and wanted."""

    level: str
    confidence: str
    rationale: str
    change_note: str
    target: str
    moderated: str
    moderation_note: str
    is_carried: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of evidence on a page. `name`: its title, with its number where another here has the same title.

    `since`: what the figures in force say instead of a kept one; `newer`: the (indicator, breakdown) to keep from them.
    """

    id: int
    version: int
    title: str
    name: str
    kind: str
    about: str
    facts: tuple[str, ...]
    link: str
    file: str
    file_name: str
    has_expired: bool
    is_restricted: bool
    since: str = ""
    newer: tuple[str, str] | None = None


def judged(judgements: Sequence[Judgement], framework: Framework, own: str) -> tuple[Judged, ...]:
    """Everybody's judgement, one's own first."""
    names, levels = names_of({each.person for each in judgements}), _titles(framework)
    return tuple(
        Judged(
            names[each.person], ORGANISATIONS.get(each.organisation_kind, ""), level_word(each.level, levels),
            sureness(each), each.rationale, each.person == own,
        )
        for each in sorted(judgements, key=lambda each: each.person != own)
    )  # fmt: skip


def sureness(of: Judgement | Agreement) -> str:
    """'medium confidence'; '' where there is no level to be sure of."""
    return "" if of.level is None else f"{CONFIDENCES[of.confidence].lower()} confidence"


def difference(judgements: Sequence[Judgement], framework: Framework, is_open: bool = True) -> str:
    """How they differ, in a sentence."""
    return differences.in_words(
        [(each.organisation_kind, each.level) for each in judgements], _titles(framework), is_open
    )


def agreed(agreement: Agreement | None, framework: Framework) -> Agreed | None:
    """What is agreed, in words; None where nothing is written yet."""
    if agreement is None:
        return None
    levels, target = _titles(framework), ""
    if agreement.target_level:
        by = f" by {wording.day(agreement.target_on)}" if agreement.target_on else ", without a date"
        target = f"{levels[agreement.target_level - 1]}{by}"
    return Agreed(
        level_word(agreement.level, levels), sureness(agreement), agreement.rationale, agreement.change_note,
        target, level_word(agreement.moderated_level, levels) if agreement.moderated_level else "",
        agreement.moderation_note, agreement.is_carried,
    )  # fmt: skip


def evidence_shown(
    items: Iterable[Evidence], today: dt.date, offered: Collection[tuple[str, str]] = ()
) -> tuple[Shown, ...]:
    """Evidence of one partnership in words. `offered`: (indicator, breakdown) of the figures that may be kept here."""
    told = list(items)
    names, titles = names_of({each.contributor for each in told}), Counter(each.title for each in told)
    pairs = [(each.indicator, each.breakdown) for each in told if each.build]
    now = readings(told[0].partnership, pairs) if pairs else {}
    found = []
    for each in told:
        pair = (each.indicator, each.breakdown)
        since = since_kept(each, now.get(pair))
        shown = _evidence(each, names[each.contributor], today, titles[each.title] > 1)
        found.append(replace(shown, since=since, newer=pair if since and pair in offered else None))
    return tuple(found)


def attachable(items: Iterable[Evidence], statement: str) -> list[tuple[int, str]]:
    """The evidence that does not speak to a statement yet, as choices."""
    return [
        (each.pk, f"{each.title} ({KINDS[each.kind].lower()}, no. {each.pk})")
        for each in items
        if statement not in each.statements
    ]


def _evidence(item: Evidence, contributor: str, today: dt.date, is_repeated: bool) -> Shown:
    expired = item.expires_on is not None and item.expires_on < today
    facts = [f"Strength {item.strength} of 3", CLASS_WORDS[item.classification]]
    if item.is_outcome:
        facts.append("Outcome")
    if item.expires_on:
        facts.append(f"{'Expired on' if expired else 'In force until'} {wording.day(item.expires_on)}")
    if item.build:
        facts.append(f"From build {item.build}")
    facts.append(f"No. {item.pk}, added by {contributor} on {wording.day(item.added_at.date())}")
    return Shown(
        item.pk, item.version, item.title, f"{item.title} (no. {item.pk})" if is_repeated else item.title, KINDS[item.kind],
        item.about, tuple(facts), item.link,
        reverse("maturity-file", args=[item.partnership, item.pk]) if item.file_name else "", _file_words(item), expired,
        item.classification == "restricted",
    )  # fmt: skip


def _file_words(item: Evidence) -> str:
    if not item.file_name:
        return ""
    try:
        kind = named_type(item.file_name).name
    except Refused:
        kind = "file"
    return f"{item.file_name} ({kind}, {wording.number(max((item.file_size or 0) / 1024, 1))} KB)"


def level_word(level: int | None, levels: Sequence[str]) -> str:
    """A level's title; not judged is said and is no level."""
    return levels[level - 1] if level else "not judged"


def _titles(framework: Framework) -> list[str]:
    return [each.title for each in framework.levels]
