"""Gaps in maturity that the plan does nothing about."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.hub.maturity.interface import Gap

from .findings import Examined, Finding, Mend, Place


def find(examined: Examined) -> Iterator[Finding]:
    """Statements with a target level that no priority came from."""
    taken = {priority.origin_id for priority in examined.plan.priorities if priority.origin == "gap"}
    for gap in examined.gaps:
        if gap.statement not in taken:
            yield _finding(examined, gap)


def _finding(examined: Examined, gap: Gap) -> Finding:
    section = examined.template.section_of_gap(gap.statement, gap.pillar)
    level = "is not judged yet" if gap.level is None else f"is at level {gap.level}"
    if gap.moderated_level:
        level += f" (level {gap.moderated_level} as the regional team moderated it)"
    mend = None
    if section is not None:
        values: dict[str, str | int] = {"statement": gap.statement, "title": gap.title[:200], "section": section.id}
        mend = Mend("gap", "Make it a priority", values)
    return Finding(
        "gap-no-priority", "look",
        Place("maturity", gap.statement, gap.title, section.id if section else ""),
        f"“{gap.title}” {level} and is to reach level {gap.target_level}, but no priority came from it.",
        "Make it a priority, or take the target away in the maturity assessment.", mend,
    )  # fmt: skip
