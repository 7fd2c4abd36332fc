"""The pages every plan has, for the navigation beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from goldenthread.hub.plans.models import Plan
from goldenthread.hub.plans.states import OPEN

PAGES = (
    ("The plan", "plan"),
    ("Tables", "plan-tables"),
    ("What changed", "plan-changes"),
    ("Examine", "plan-checks"),
    ("Sign-off", "plan-sign-off"),
    ("Documents", "plan-outputs"),
    ("Quarterly return", "plan-return"),
    ("History", "plan-history"),
)


def plan_pages(
    code: str, current: str, which: str = "", hidden: Collection[str] = ()
) -> list[tuple[str, str, bool]]:  # fmt: skip
    """(title, address, whether it is the one shown). `which`: the query that names a plan other than the one worked on.

    `hidden`: names of pages that the reader may not open."""
    found = []
    for title, name in ((title, name) for title, name in PAGES if name not in hidden):
        try:
            found.append((title, f"{reverse(name, args=[code])}{which}", name == current))
        except NoReverseMatch:
            continue
    return found


@dataclass(frozen=True, slots=True)
class Beside:
    """One of a partnership's plans to choose between."""

    words: str
    href: str
    is_shown: bool


def beside_lines(plans: Sequence[Plan], shown: Plan) -> tuple[Beside, ...]:
    """'In force' and 'Next draft'; none where there is one plan alone, and it is the one that is shown."""
    if [each.pk for each in plans] == [shown.pk]:
        return ()
    return tuple(
        Beside(
            _which(each, len(plans) > 1),
            f"{reverse('plan', args=[each.partnership])}?plan={each.pk}",
            each.pk == shown.pk,
        )
        for each in plans
    )


def _which(plan: Plan, has_other: bool) -> str:
    if plan.state in OPEN:
        return "Next draft" if has_other else "Draft"
    return "In force" if plan.state == "live" else "Submitted"
