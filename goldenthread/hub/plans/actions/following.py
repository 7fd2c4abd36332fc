"""What a new build does to plans: measures are read again, and what moved is told in notices."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import DatabaseError, transaction

from goldenthread.hub.audit.interface import record
from goldenthread.hub.evidence.interface import Point, current_build, series, why_not_comparable
from goldenthread.hub.people.interface import Actor, demand
from goldenthread.hub.plans.models import Notice, Plan, Reading, SuccessMeasure
from goldenthread.hub.plans.presenters import noticed
from goldenthread.hub.plans.queries.following import behind, wanted_series
from goldenthread.hub.plans.queries.whole import whole_measure
from goldenthread.hub.plans.rereading import Kept, Move, last_known, moves, newest
from goldenthread.hub.plans.tracking import track_of
from goldenthread.warehouse import WarehouseError

from .evidence_under import evidence_notices

log = logging.getLogger(__name__)
Progress = Callable[[int, int, str], None]
COLUMNS = ("period_label", "value", "status", "build", "release", "before", "read_at")


@dataclass(frozen=True, slots=True)
class Followed:
    """What following one plan wrote."""

    partnership: str
    readings: int
    notices: int


@dataclass(slots=True)
class _Written:
    """What is to be written for one plan."""

    readings: list[Reading] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def follow(plan: Plan) -> Followed | None:
    """Reads the plan's measures again from the build in force, all or nothing. None where there is nothing newer.

    The plan's `build_seen` is both the mark of what is done and the lock: of two workers that find a newer build, the
    second waits for the first and then finds nothing to do; one that is interrupted leaves the plan as it was.
    """
    build = current_build()
    if not build or plan.build_seen == build:
        return None
    with transaction.atomic():
        taken = Plan.objects.filter(pk=plan.pk, build_seen=plan.build_seen).update(build_seen=build)
        written = _write(plan, build) if taken else None
    plan.build_seen = build
    return written


def follow_all(progress: Progress = lambda done, total, label: None) -> tuple[Followed, ...]:
    """Follows every plan that is behind the build in force; what was done before an interruption is not done again.

    The figures are read first, one indicator after another for all plans, so that each is read once.
    """
    build = current_build()
    plans = behind(build) if build else []
    wanted = wanted_series(plans)
    total = len(wanted) + len(plans)
    for place, (indicator, breakdown, areas) in enumerate(wanted):
        progress(place, total, indicator)
        series(indicator, breakdown, areas, build)
    found = []
    for place, plan in enumerate(plans, start=len(wanted)):
        progress(place, total, plan.title)
        found.append(follow(plan))
    progress(total, total, "")
    return tuple(each for each in found if each is not None)


def follow_if_newer(plan: Plan) -> None:
    """As `follow`, for a page about to be shown: the page is shown with what is there if the figures cannot be read."""
    try:
        follow(plan)
    except (WarehouseError, DatabaseError):
        log.exception("the measures of plan %s could not be read again", plan.pk)


@transaction.atomic
def mark_seen(plan: Plan, *, by: Actor, notices: Iterable[int]) -> None:
    """Keeps that a person has seen these notices of the plan."""
    demand(by, "view", "plan", partnership=plan.partnership)
    unseen = [
        n for n in Notice.objects.select_for_update().filter(plan=plan, pk__in=list(notices)) if by.key not in n.seen_by
    ]
    for each in unseen:
        each.seen_by = [*each.seen_by, by.key]
    Notice.objects.bulk_update(unseen, ["seen_by"])


# ------------------------------------------------------------------ one plan


def _write(plan: Plan, build: str) -> Followed:
    written = _Written()
    measures = SuccessMeasure.objects.filter(action__priority__plan=plan).exclude(indicator="")
    kept: dict[int, list[Reading]] = defaultdict(list)
    for reading in Reading.objects.filter(measure__in=measures):
        kept[reading.measure_id].append(reading)
    for measure in measures:
        _reread(plan, measure, kept[measure.pk], build, written)
    written.notices += evidence_notices(plan, build)
    Reading.objects.bulk_create(
        written.readings, batch_size=500, update_conflicts=True, update_fields=COLUMNS,
        unique_fields=("measure", "period"),
    )  # fmt: skip
    Notice.objects.bulk_create(written.notices, batch_size=500, ignore_conflicts=True)
    count = len(written.readings)
    if count or written.notices:
        record(by="", action="read again", kind="plan", object_id=plan.pk, partnership=plan.partnership, fields=["readings"])  # fmt: skip
    return Followed(plan.partnership, count, len(written.notices))


def _reread(plan: Plan, measure: SuccessMeasure, kept: Sequence[Reading], build: str, written: _Written) -> None:
    published = series(measure.indicator, measure.breakdown, [measure.area_code], build)[measure.area_code]
    rows = _with_baseline(measure, kept, published)
    there = {period: Kept(row.period_label, row.value, row.status) for period, row in rows.items()}
    moved = moves(there, published, measure.baseline_period)
    for move in moved:
        _put(rows, measure, move, build)
    written.readings += [row for row in rows.values() if row.pk is None]
    if measure.baseline_build == build:
        return  # bound to the indicator in this very build: nothing of it is news
    text = _told(measure, moved, published, [rows[period] for period in sorted(rows)], build)
    if text:
        told = {"kind": "measure", "object_id": str(measure.pk), "indicator": measure.indicator}
        written.notices.append(Notice(plan=plan, text=text, build=build, **told))


def _with_baseline(measure: SuccessMeasure, kept: Sequence[Reading], published: Sequence[Point]) -> dict[str, Reading]:
    """The readings by period; a baseline that was never written as one is the first of them."""
    rows = {row.period: row for row in kept}
    start = measure.baseline_period
    if measure.baseline_value is not None and start not in rows:
        label = next((point.label for point in published if point.period == start), start)
        rows[start] = Reading(
            measure=measure,
            period=start,
            period_label=label,
            value=measure.baseline_value,
            build=measure.baseline_build,
        )
    return rows


def _put(rows: dict[str, Reading], measure: SuccessMeasure, move: Move, build: str) -> None:
    """The row of a period as the build has it, with what stood there before; it takes the place of the one there is."""
    point = move.point
    rows[point.period] = Reading(
        measure=measure, period=point.period, period_label=point.label, value=point.value, status=point.status,
        build=build, release=point.release, before=move.before,
    )  # fmt: skip


def _told(
    measure: SuccessMeasure, moved: Sequence[Move], published: Sequence[Point], rows: Sequence[Reading], build: str
) -> str:
    whole, arrived = whole_measure(measure, rows), newest(moved)
    earlier = last_known(published, arrived.point.period) if arrived else None
    broken = ""
    if arrived and earlier:
        broken = why_not_comparable(measure.indicator, earlier.period, arrived.point.period, build)
    return noticed.of_measure(whole, moved, published, track_of(whole), broken)
