"""What tests of following share: measures in a site whose builds they publish."""

from __future__ import annotations

from goldenthread.hub.plans.models import Plan, SuccessMeasure
from goldenthread.warehouse.answers import Status
from tests.made.builds import Changed, Without
from tests.made.people import an_actor
from tests.made.plans import CAMDEN, WEEKS, a_measure, a_plan, a_priority, an_action

IN_20_WEEKS = "plans-issued-in-20-weeks-excluding-exceptions-percent"
BEFORE_2024 = Without(IN_20_WEEKS, "2024")


def in_2024(value: float | None, status: Status = "ok", area: str = CAMDEN) -> Changed:
    """Camden's share of plans issued in 20 weeks in 2024."""
    return Changed(IN_20_WEEKS, "2024", area, value, status)


def in_2023(value: float | None, status: Status = "ok", area: str = CAMDEN) -> Changed:
    """The same in 2023, which the first build has as baseline."""
    return Changed(IN_20_WEEKS, "2023", area, value, status)


def a_followed_measure(target: float = 98.0, indicator: str = WEEKS) -> tuple[Plan, SuccessMeasure]:
    """A plan with one measure, whose baseline is what the build in force has."""
    by = an_actor()
    plan = a_plan(by)
    return plan, a_measure(an_action(a_priority(plan, by), by), by, target=target, indicator=indicator)
