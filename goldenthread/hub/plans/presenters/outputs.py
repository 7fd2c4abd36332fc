"""What the page of documents shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.hub.plans.outputs.kinds import KINDS, Kind
from goldenthread.hub.plans.outputs.said import state
from goldenthread.hub.plans.queries.submissions import Submission
from goldenthread.hub.plans.whole import WholePlan
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate


@dataclass(frozen=True, slots=True)
class Offered:
    """One document to take. `size`: of the file, in words."""

    id: str
    title: str
    ending: str
    holds: str
    size: str
    href: str


@dataclass(frozen=True, slots=True)
class OutputsPage:
    """`of`: how much the plan holds; `submitted`: the files of the submission and its day, '' before there is one."""

    state: str
    of: str
    documents: tuple[Offered, ...]
    submission: tuple[Offered, ...]
    submitted_on: str
    maturity_is_newer: bool  # the submission kept no maturity profile, so its files have the newest one


def outputs_page(
    plan: WholePlan, template: PlanTemplate, submission: Submission | None, sizes: Mapping[str, int | None]
) -> OutputsPage:  # fmt: skip
    """What the template draws."""
    kept = tuple(_offered(kind, "plan-submission", plan.partnership, "made from what was kept then") for kind in KINDS)
    return OutputsPage(
        state(plan.state), _size_of(plan, template),
        tuple(_offered(kind, "plan-document", plan.partnership, _made(sizes.get(kind.id)), plan.id) for kind in KINDS),
        kept if submission else (), wording.day(submission.on) if submission else "",
        submission is not None and not submission.keeps_assessment,
    )  # fmt: skip


def _offered(kind: Kind, name: str, partnership: str, size: str, plan: int | None = None) -> Offered:
    href = reverse(name, args=[partnership, kind.id]) + (f"?plan={plan}" if plan else "")
    return Offered(kind.id, kind.title, kind.ending, kind.holds, size, href)


def _made(size: int | None) -> str:
    return f"{file_size(size)} when it was last made" if size else "its size is known once it has been made"


def _size_of(plan: WholePlan, template: PlanTemplate) -> str:
    parts = [
        wording.counted(len(template.sections), "section"),
        wording.counted(len(plan.priorities), "priority", "priorities"),
        wording.counted(len(plan.actions), "action"),
        wording.counted(len(plan.measures), "success measure"),
        wording.counted(len(template.tables), "numbered table"),
    ]
    return wording.listed(parts)


def file_size(count: int) -> str:
    """'212 kB', '1.4 MB'."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} kB"
