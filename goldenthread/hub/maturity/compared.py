"""The comparison that one reader sees, from the rounds that were kept."""

from __future__ import annotations

import functools

from goldenthread.hub.people.interface import Actor, london, may, partnerships_ever
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions import shipped_catalogue
from goldenthread.warehouse.definitions.frameworks import Framework

from .actions.sharing import shared_cycles
from .comparison import Comparison, Counted, Round, comparison
from .models import ComparisonRound

PARTS = {"Inner London": "E13000001", "Outer London": "E13000002"}


def comparison_for(actor: Actor, framework: Framework) -> Comparison:
    """What this reader sees of partnerships whose assessments they may not open, and never could."""
    open_now = frozenset(code for code in london() if may(actor, "view", "assessment", partnership=code))
    own = open_now | partnerships_ever(actor)
    kept = ComparisonRound.objects.filter(framework=framework.id, framework_version=framework.version)
    sharing = frozenset(each.partnership for each in shared_cycles(framework.id, framework.version))
    return comparison([_round(each) for each in kept], own, sharing, parts(), len(framework.levels))


def _round(kept: ComparisonRound) -> Round:
    counted = frozenset(
        Counted(partnership, cycle, tuple((pillar, level) for pillar, level in levels))
        for partnership, cycle, levels in kept.counted
    )
    return Round(wording.day(kept.made_at.date()), counted)


@functools.lru_cache(maxsize=1)
def parts() -> dict[str, frozenset[str]]:
    """Inner and outer London by their members' codes."""
    members = shipped_catalogue().memberships
    return {
        name: frozenset(each.area_code for each in members if each.group_code == code and each.to_date is None)
        for name, code in PARTS.items()
    }
