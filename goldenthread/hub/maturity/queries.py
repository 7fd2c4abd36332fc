"""What is kept of a partnership's assessments, read in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import Http404

from goldenthread.hub.audit.interface import record_reads
from goldenthread.hub.people.interface import Actor, may
from goldenthread.warehouse.definitions.frameworks import Framework

from . import frameworks
from .models import Agreement, Cycle, Evidence, Judgement
from .results import Answer
from .rules import Piece
from .upgrading import Carry, NoWay, OldAnswer, carry


def cycles_of(partnership: str) -> list[Cycle]:
    """Every cycle of a partnership, newest first."""
    return list(Cycle.objects.filter(partnership=partnership))


def cycles_seen(actor: Actor, partnership: str) -> list[Cycle]:
    """The cycles that a reader sees, newest first: who is not of the partnership sees none that is still being judged."""
    found = cycles_of(partnership)
    return found if partnership in actor.partnerships else [each for each in found if each.state != "open"]


def cycle_among(cycles: list[Cycle], wanted: str) -> Cycle | None:
    """The cycle with this id, else the newest; None where there is none at all. Http404 for an id of none of them."""
    if not wanted:
        return cycles[0] if cycles else None
    found = next((cycle for cycle in cycles if str(cycle.pk) == wanted), None)
    if found is None:
        raise Http404("This partnership has no such cycle.")
    return found


def cycle_before(cycle: Cycle) -> Cycle | None:
    """The closed cycle that came before this one."""
    earlier = Cycle.objects.filter(partnership=cycle.partnership, framework=cycle.framework).exclude(state="open")
    return earlier.exclude(pk=cycle.pk).filter(opened_at__lte=cycle.opened_at).first()


def agreements_of(cycle: Cycle) -> dict[str, Agreement]:
    """What is agreed of each statement."""
    return {each.statement: each for each in Agreement.objects.filter(cycle=cycle)}


def answers_from(agreements: Mapping[str, Agreement]) -> dict[str, Answer]:
    """Agreements as results count them."""
    return {
        name: Answer(
            name, each.level, each.confidence, each.is_carried, each.target_level, each.target_on, each.moderated_level
        )
        for name, each in agreements.items()
    }


def judgements_of(cycle: Cycle) -> dict[str, list[Judgement]]:
    """What each person judged, by statement, in the order of first judgement."""
    found: dict[str, list[Judgement]] = defaultdict(list)
    for each in Judgement.objects.filter(cycle=cycle).order_by("pk"):
        found[each.statement].append(each)
    return found


def old_answers(cycle: Cycle) -> dict[str, OldAnswer]:
    """What a closed cycle hands on: what was agreed in it, and not what it only carried itself."""
    return {
        each.statement: OldAnswer(
            each.statement, None if each.is_carried else each.level, each.confidence, each.rationale,
            each.target_level, each.target_on,
        )
        for each in Agreement.objects.filter(cycle=cycle)
    }  # fmt: skip


def carry_into(framework: Framework, before: Cycle | None) -> Carry | None:
    """What a cycle of this version takes over from the one before; None where nothing can be."""
    if before is None:
        return None
    try:
        return carry(frameworks.of_cycle(before), framework, old_answers(before))
    except NoWay:
        return None


def levels_before(cycle: Cycle) -> dict[str, int]:
    """The level of each statement in the last cycle, under the names of this one's version."""
    found = carry_into(frameworks.of_cycle(cycle), cycle_before(cycle))
    return {start.statement: start.level for start in found.starts if start.level is not None} if found else {}


# ------------------------------------------------------------------ evidence


@dataclass(frozen=True, slots=True)
class Seen:
    """Evidence as one reader sees it. `hidden`: how many restricted rows they may not see."""

    items: tuple[Evidence, ...]
    hidden: int


def evidence_of(partnership: str) -> list[Evidence]:
    """All evidence of a partnership, newest first. Only for rules; pages go through `evidence_seen`."""
    return list(Evidence.objects.filter(partnership=partnership))


def unrestricted_evidence_of(partnership: str) -> list[Evidence]:
    """The evidence that everybody of the partnership may see, in order of title."""
    found = Evidence.objects.filter(partnership=partnership).exclude(classification="restricted")
    return list(found.order_by("title", "pk"))


def for_statement(items: Iterable[Evidence], statement: str) -> list[Evidence]:
    """The evidence that speaks to a statement."""
    return [item for item in items if statement in item.statements]


def evidence_seen(actor: Actor, partnership: str, statement: str = "") -> Seen:
    """What this reader may see, of one statement or of all; that restricted rows were read is kept."""
    found = evidence_of(partnership)
    found = for_statement(found, statement) if statement else found
    if may(actor, "view", "restricted_evidence", partnership=partnership):
        restricted = [item.pk for item in found if item.classification == "restricted"]
        if restricted:
            record_reads(by=actor.key, kind="evidence", object_ids=restricted, partnership=partnership)
        return Seen(tuple(found), 0)
    seen = tuple(item for item in found if item.classification != "restricted")
    return Seen(seen, len(found) - len(seen))


def pieces(items: Iterable[Evidence]) -> list[Piece]:
    """Evidence as the rules see it. A restricted piece counts like any other, and its title is not told."""
    return [
        Piece(
            "A restricted piece of evidence" if item.classification == "restricted" else item.title,
            item.kind, item.is_outcome, item.expires_on,
        )
        for item in items
    ]  # fmt: skip
