"""Plans for tests: an empty one, and one as large as a partnership's may become."""

from __future__ import annotations

import datetime as dt

from goldenthread.hub.people.interface import Actor
from goldenthread.hub.plans.actions.actions import add_action, add_milestone
from goldenthread.hub.plans.actions.measures import add_local_measure, add_measure
from goldenthread.hub.plans.actions.plans import start_plan
from goldenthread.hub.plans.actions.priorities import add_priority
from goldenthread.hub.plans.actions.sections import answer, write_section
from goldenthread.hub.plans.models import Action, Plan, Priority, SuccessMeasure
from goldenthread.hub.plans.templates_in_force import template_of
from tests.made.people import an_actor

CAMDEN = "E09000007"
WEEKS = "ehc-plans-issued-in-20-weeks"
TARGET_ON = dt.date(2028, 12, 31)


def a_plan(by: Actor | None = None, partnership: str = CAMDEN, title: str = "", state: str = "draft") -> Plan:
    """A plan with nothing in it yet."""
    plan = start_plan(by=by or an_actor(), partnership=partnership, title=title)
    if state != "draft":
        Plan.objects.filter(pk=plan.pk).update(state=state)
        plan.refresh_from_db()
    return plan


def a_priority(
    plan: Plan, by: Actor | None = None, section: str = "assessment", title: str = "Plans in time"
) -> Priority:
    """A priority without actions."""
    return add_priority(plan, by=by or an_actor(), section=section, title=title, theme="timeliness")


def an_action(priority: Priority, by: Actor | None = None, title: str = "Advice from health in six weeks") -> Action:
    """An action with a lead and dates."""
    return add_action(
        priority, by=by or an_actor(), title=title, lead="Head of SEND", starts_on=dt.date(2026, 9, 1),
        ends_on=dt.date(2028, 8, 31), cost_pounds=125_000, funding_source="high-needs",
    )  # fmt: skip


def a_measure(action: Action, by: Actor | None = None, target: float = 97.0, indicator: str = WEEKS) -> SuccessMeasure:
    """A measure bound to an indicator. Needs the shipped figures in force."""
    return add_measure(action, by=by or an_actor(), indicator=indicator, target_value=target, target_on=TARGET_ON)


def a_local_measure(action: Action, by: Actor | None = None, title: str = "Families who feel heard") -> SuccessMeasure:
    """A measure with readings of its own."""
    return add_local_measure(
        action, by=by or an_actor(), title=title, unit="percent", direction="higher-is-better", baseline_value=54.0,
        baseline_on=dt.date(2026, 3, 31), target_value=75.0, target_on=TARGET_ON,
    )  # fmt: skip


def a_full_plan(
    by: Actor | None = None, partnership: str = CAMDEN, sections: int = 18, actions: int = 40, measures: int = 60
) -> Plan:
    """A plan with so many sections written and answered, a priority in each, actions and measures spread over them."""
    by = by or an_actor("approver")
    plan = a_plan(by, partnership)
    priorities = []
    for section in template_of(plan).sections[:sections]:
        write_section(plan, by=by, section=section.id, version=0, narrative=f"What we know of **{section.title}**.")
        for question in section.questions:
            answer(plan, by=by, question=question.id, version=0, text="It is known.", so_what="So we act.")
        priorities.append(a_priority(plan, by, section.id, f"Change {section.title.lower()}"))
    made = [an_action(priorities[n % len(priorities)], by, f"Action {n + 1}") for n in range(actions)]
    for n in range(measures):
        where = made[n % len(made)]
        a_measure(where, by) if n % 3 else a_local_measure(where, by, f"Local measure {n + 1}")
    for action in made[::4]:
        add_milestone(action, by=by, title="Half way", due_on=dt.date(2027, 6, 30))
    return plan
