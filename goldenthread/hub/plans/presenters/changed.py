"""What each build changed under a plan, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from goldenthread.hub.evidence.interface import figure_address, indicator_address
from goldenthread.hub.plans.models import Notice, Plan, Reading
from goldenthread.hub.plans.queries.following import SHOWN, newest_read, notices_of, subjects_of
from goldenthread.hub.ui.interface import wording

PAGES = {"measure": "plan-measure", "evidence": "plan-priority"}


@dataclass(frozen=True, slots=True)
class Told:
    """One notice. `subject`: the measure or priority, '' where it is removed; `figure`: (address, what is there)."""

    text: str
    subject: str
    href: str
    figure: tuple[str, str]
    is_new: bool


@dataclass(frozen=True, slots=True)
class OfBuild:
    """What one build changed. `read_on`: the day its figures were read into the plan."""

    build: str
    read_on: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of changes. `older`: the query that leads to older ones, '' where there are none; `ids`: of the notices shown."""

    builds: tuple[OfBuild, ...]
    older: str
    ids: tuple[int, ...]
    new: int


def changes(plan: Plan, reader: str, before: int = 0) -> Changes:
    """What new figures did to the plan, as a reader (a key) sees it; a fixed number of queries."""
    found = notices_of(plan, before)
    shown = found[:SHOWN]
    subjects, read = subjects_of(shown), newest_read(shown)
    builds = [
        OfBuild(
            build, wording.day(of_build[0].at.date()), tuple(_told(plan, n, subjects, read, reader) for n in of_build)
        )
        for build, of_build in ((key, list(group)) for key, group in groupby(shown, key=lambda n: n.build))
    ]
    older = f"?plan={plan.pk}&before={shown[-1].pk}" if len(found) > SHOWN else ""
    new = sum(each.is_new for build in builds for each in build.told)
    return Changes(tuple(builds), older, tuple(n.pk for n in shown), new)


def _told(
    plan: Plan, notice: Notice, subjects: dict[tuple[str, str], str], read: dict[tuple[str, str], Reading], reader: str
) -> Told:
    subject = subjects.get((notice.kind, notice.object_id), "")
    href = reverse(PAGES[notice.kind], args=[plan.partnership, notice.object_id]) if subject else ""
    # A priority may have the number of a measure: only a measure's notice is about its reading.
    of_measure = read.get((notice.object_id, notice.build)) if notice.kind == "measure" else None
    figure = _figure(plan, notice, of_measure)
    return Told(notice.text, subject, href, figure, reader not in notice.seen_by)


def _figure(plan: Plan, notice: Notice, read: Reading | None) -> tuple[str, str]:
    """Where the figure is: its own page, or that of its indicator where there is none now."""
    if not notice.indicator:
        return "", ""
    if read is not None and read.value is not None:
        measure = read.measure
        address = figure_address(measure.indicator, measure.area_code, read.period, measure.breakdown)
        return address, f"About the figure of {read.period_label}"
    breakdown = read.measure.breakdown if read is not None else "total"
    return indicator_address(notice.indicator, plan.partnership, breakdown=breakdown), "All figures of this indicator"
