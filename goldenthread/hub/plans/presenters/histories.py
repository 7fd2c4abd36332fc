"""Who wrote what and when, with the differences word by word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from goldenthread.hub.audit.interface import Step, Written, written
from goldenthread.hub.people.interface import names_of
from goldenthread.hub.plans.differences import Part, by_word
from goldenthread.hub.plans.models import Plan, SectionText
from goldenthread.hub.plans.templates_in_force import section_of_question, template_of
from goldenthread.hub.plans.whole import WholePlan
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate

from .places import place_of
from .wordings import NOTHING, Choices, choices_of, field_title, value_text

KINDS = {
    "plan": "The plan", "sectiontext": "Section", "answer": "Answer", "priority": "Priority", "action": "Action",
    "milestone": "Step", "successmeasure": "Success measure",
}  # fmt: skip
BY_WORDS = (
    "narrative",
    "text",
    "so_what",
    "why",
    "about",
    "title",
    "note",
    "risk_note",
    "rag_reason",
    "lead",
    "partners",
)
COSTS = ("cost_pounds",)
# How a thing is kept, which tells a reader nothing that its other fields do not.
UNTOLD = ("area_code", "decimals", "breakdown", "baseline_build", "order", "unit", "indicator")


@dataclass(frozen=True, slots=True)
class Change:
    """One field. `parts`: word by word; () where only what stands there now is told: `after`."""

    title: str
    before: str
    after: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of one thing."""

    what: str
    title: str
    href: str
    history: str
    who: str
    when: str
    is_new: bool
    changes: tuple[Change, ...]


def recent_changes(plan: Plan, whole: WholePlan, sees_costs: bool, start: int = 0, most: int = 30) -> tuple[Entry, ...]:
    """What was written in the plan, newest first. Versions in which nothing was said are left out."""
    found = written(plan.partnership, tuple(KINDS), since=plan.started_at, start=start, most=most)
    people = _people(found)
    titles, template = _titles(plan, whole), template_of(plan)
    return tuple(_entry(plan, template, each, titles, people, sees_costs) for each in found if each.changes)


def thing_changes(steps: Sequence[Step], template: PlanTemplate, sees_costs: bool) -> tuple[Entry, ...]:
    """Every version of one thing, newest first."""
    people = names_of({step.actor for step in steps} | _given(step.changes for step in steps))
    return tuple(
        Entry("", f"Version {step.version}", "", "", people[step.actor], moment(step.at), step.version == 1,
              _changes(step.changes, people, choices_of(template), sees_costs))
        for step in steps
        if step.changes
    )  # fmt: skip


def moment(at: dt.datetime) -> str:
    """'3 March 2026 at 14:05'."""
    local = timezone.localtime(at)
    return f"{wording.day(local.date())} at {local:%H:%M}"


def _people(found: Sequence[Written]) -> dict[str, str]:
    return names_of({each.actor for each in found} | _given(each.changes for each in found))


def _given(changes: Any) -> set[str]:
    """Keys of people to whom something was given or from whom it was taken."""
    return {
        str(value) for of_one in changes for name, before, after in of_one for value in (before, after)
        if name == "assigned_to" and value
    }  # fmt: skip


def _titles(plan: Plan, whole: WholePlan) -> dict[tuple[str, str], str]:
    """Titles of what is in the plan now, by kind and id; of a text its section's id, of an answer its question's."""
    found: dict[tuple[str, str], str] = {("plan", str(whole.id)): whole.title}
    for priority in whole.priorities:
        found["priority", str(priority.id)] = priority.title
    for action in whole.actions:
        found["action", str(action.id)] = action.title
        found |= {("milestone", str(step.id)): step.title for step in action.milestones}
        found |= {("successmeasure", str(m.id)): m.title for m in action.measures}
    found |= {("answer", str(answer.id)): answer.question for answer in whole.answers}
    texts = SectionText.objects.filter(plan=plan).values_list("pk", "section")
    found |= {("sectiontext", str(pk)): section for pk, section in texts}
    return found


def _entry(
    plan: Plan, template: PlanTemplate, each: Written, titles: Mapping[tuple[str, str], str], people: Mapping[str, str],
    sees_costs: bool,
) -> Entry:  # fmt: skip
    there = titles.get((each.kind, each.object_id))
    kind, key, title = each.kind, each.object_id, there or str(each.values.get("title", ""))
    if there and each.kind in ("answer", "sectiontext"):
        section = section_of_question(template, there) if each.kind == "answer" else template.section(there)
        kind, key = "section", section.id if section else ""
        title = f"{section.number}. {section.title}" if section else ""
    return Entry(
        what=KINDS[each.kind], title=title, href=place_of(plan, template, kind, key) if there and kind != "milestone" else "",
        history=reverse("plan-thing-history", args=[plan.partnership, each.kind, each.object_id]) + f"?plan={plan.pk}",
        who=people[each.actor], when=moment(each.at), is_new=each.version == 1,
        changes=_changes(each.changes, people, choices_of(template), sees_costs),
    )  # fmt: skip


def _changes(
    changes: Sequence[tuple[str, Any, Any]], people: Mapping[str, str], choices: Choices, sees_costs: bool
) -> tuple[Change, ...]:
    """A thing's fields that a reader may see; those that are empty and were empty tell nothing."""
    return tuple(
        _change(name, before, after, people, choices)
        for name, before, after in changes
        if name not in UNTOLD and (sees_costs or name not in COSTS) and (before or after or after is False)
    )


def _change(name: str, before: Any, after: Any, people: Mapping[str, str], choices: Choices) -> Change:
    was, now = value_text(name, before, people, choices), value_text(name, after, people, choices)
    parts = by_word("" if was == NOTHING else was, "" if now == NOTHING else now) if name in BY_WORDS else ()
    return Change(field_title(name), was, now, parts)
