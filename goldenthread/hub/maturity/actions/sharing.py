"""Sharing a partnership's results in London's comparison, and keeping what could be counted at each time."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.hub.audit.interface import change
from goldenthread.hub.people.interface import Actor, demand
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.frameworks import Statement

from .. import frameworks, queries
from ..models import ComparisonRound, Cycle
from ..results import profile


@transaction.atomic
def share(cycle: Cycle, *, by: Actor, version: int, shared: bool) -> Cycle:
    """Counts a closed cycle in London's comparison, or withdraws every cycle of the partnership from it."""
    demand(by, "share", "assessment", partnership=cycle.partnership)
    if shared and cycle.state == "open":
        raise ValidationError("Only what is agreed can be shared. Close the cycle first.")
    left = unsettled(cycle) if shared else ()
    if left:
        one, titles = len(left) == 1, wording.listed([f"‘{each.title}’" for each in left])
        raise ValidationError(
            f"{wording.counted(len(left), 'statement')} of {cycle.title} {'is' if one else 'are'} neither agreed nor marked "
            f"as not judged with a reason: {titles}. Its levels would say too little beside others. Open the cycle again "
            "to complete it, or share the next one."
        )
    saved = change(Cycle, cycle.pk, version=version, values={"shared": shared}, by=by.key, action="shared" if shared else "withdrew")  # fmt: skip
    if not shared:
        for other in Cycle.objects.filter(partnership=cycle.partnership, shared=True):
            change(Cycle, other.pk, version=other.version, values={"shared": False}, by=by.key, action="withdrew")
    versions = Cycle.objects.filter(partnership=cycle.partnership).values_list("framework", "framework_version")
    for framework, framework_version in sorted(set(versions)):
        keep_round(framework, framework_version)
    return saved


def unsettled(cycle: Cycle) -> tuple[Statement, ...]:
    """The statements that nobody agreed in this cycle, neither a level nor why there is none."""
    agreements = queries.agreements_of(cycle)
    settled = {
        name for name, each in agreements.items()
        if not each.is_carried and (each.level is not None or each.rationale.strip())
    }  # fmt: skip
    return tuple(each for name, each in frameworks.of_cycle(cycle).statements.items() if name not in settled)


def shared_cycles(framework: str, framework_version: str) -> list[Cycle]:
    """The newest shared cycle of each partnership, where it is of this version. Examples count in example mode alone."""
    found = Cycle.objects.filter(shared=True).exclude(state="open").order_by("-opened_at", "-pk")
    if not settings.EXAMPLE:
        found = found.exclude(is_example=True)
    newest: dict[str, Cycle] = {}
    for cycle in found:
        newest.setdefault(cycle.partnership, cycle)
    wanted = (framework, framework_version)
    return [each for each in newest.values() if (each.framework, each.framework_version) == wanted]


def keep_round(framework: str, framework_version: str) -> None:
    """Keeps what can be counted now, where it is not what could be counted before."""
    cycles = shared_cycles(framework, framework_version)
    counted = sorted([each.partnership, each.pk, _levels(each)] for each in cycles)
    kept = ComparisonRound.objects.filter(framework=framework, framework_version=framework_version).last()
    if kept is None or kept.counted != counted:
        ComparisonRound.objects.create(framework=framework, framework_version=framework_version, counted=counted)


def _levels(cycle: Cycle) -> list[list[object]]:
    """The level each pillar reached, 0 for none, None for one that is not judged, in the framework's order."""
    answers = queries.answers_from(queries.agreements_of(cycle))
    results = profile(frameworks.of_cycle(cycle), answers)
    return [[each.pillar, (each.headline or 0) if each.is_judged else None] for each in results]
