"""What was submitted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from goldenthread.hub.maturity.interface import AssessmentTold
from goldenthread.hub.plans.frozen import keeps_assessment, thawed, thawed_assessment
from goldenthread.hub.plans.models import Plan, Transition
from goldenthread.hub.plans.whole import WholePlan


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission that was kept. `on`: the day it was submitted, or the one its plan was begun where that is not known."""

    plan: Plan
    on: dt.date

    @property
    def whole(self) -> WholePlan:
        """The plan as it was submitted. Raises NotReadable."""
        return thawed(self.plan.frozen or {})

    @property
    def keeps_assessment(self) -> bool:
        """Whether the maturity profile was kept with it."""
        return keeps_assessment(self.plan.frozen or {})

    @property
    def assessment(self) -> AssessmentTold | None:
        """The maturity profile that was kept; None where nothing was judged then. Raises NotReadable."""
        return thawed_assessment(self.plan.frozen or {})


def newest_submission(partnership: str) -> Submission | None:
    """The partnership's newest submission; None before the first."""
    plan = Plan.objects.filter(partnership=partnership, frozen__isnull=False).order_by("-started_at", "-id").first()
    if plan is None:
        return None
    step = Transition.objects.filter(plan=plan, after="submitted").first()
    return Submission(plan, (step.at if step else plan.started_at).date())
