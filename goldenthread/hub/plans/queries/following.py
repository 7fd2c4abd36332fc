"""Reads of what new figures did to plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from goldenthread.hub.plans.models import Notice, Plan, Priority, Reading, SuccessMeasure

LEFT_ALONE = ("superseded",)
SHOWN = 100  # notices on a page


def behind(build: str) -> list[Plan]:
    """The plans in use whose measures were last read from another build, in order of partnership."""
    found = Plan.objects.exclude(state__in=LEFT_ALONE).exclude(build_seen=build)
    return list(found.order_by("partnership", "id"))


def wanted_series(plans: Iterable[Plan]) -> list[tuple[str, str, tuple[str, ...]]]:
    """(indicator, breakdown, areas) of every measure of these plans, each indicator once."""
    measures = SuccessMeasure.objects.filter(action__priority__plan__in=[plan.pk for plan in plans]).exclude(
        indicator=""
    )
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for indicator, breakdown, area in measures.values_list("indicator", "breakdown", "area_code").distinct():
        found[indicator, breakdown].add(area)
    return [(indicator, breakdown, tuple(sorted(areas))) for (indicator, breakdown), areas in sorted(found.items())]


def notices_of(plan: Plan, before: int = 0) -> list[Notice]:
    """A page of the plan's notices, newest first; those older than the notice `before`. One more than is shown tells of older ones."""
    found = Notice.objects.filter(plan=plan)
    if before:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-id")[: SHOWN + 1])


def unseen_of(plan: Plan, key: str) -> int:
    """How many of the plan's notices a person has not seen."""
    return sum(key not in seen for seen in Notice.objects.filter(plan=plan).values_list("seen_by", flat=True))


def subjects_of(notices: Sequence[Notice]) -> dict[tuple[str, str], str]:
    """Titles of the measures and priorities that notices are about, by kind and id; what was removed has none."""
    measures = [n.object_id for n in notices if n.kind == "measure"]
    priorities = [n.object_id for n in notices if n.kind == "evidence"]
    found = {
        ("measure", str(pk)): t for pk, t in SuccessMeasure.objects.filter(pk__in=measures).values_list("pk", "title")
    }
    found |= {
        ("evidence", str(pk)): t for pk, t in Priority.objects.filter(pk__in=priorities).values_list("pk", "title")
    }
    return found


def newest_read(notices: Sequence[Notice]) -> dict[tuple[str, str], Reading]:
    """By measure and build: the newest reading that the build brought, its measure with it."""
    measures = {int(n.object_id) for n in notices if n.kind == "measure"}
    brought = Reading.objects.filter(measure_id__in=measures, build__in={n.build for n in notices})
    return {(str(r.measure_id), r.build): r for r in brought.select_related("measure").order_by("period")}


def unsent() -> dict[Plan, list[Notice]]:
    """Notices that somebody may still have to be told of, by plan, oldest first."""
    found: dict[Plan, list[Notice]] = defaultdict(list)
    for notice in Notice.objects.filter(sent_at=None).select_related("plan").order_by("plan__partnership", "id"):
        found[notice.plan].append(notice)
    return dict(found)
