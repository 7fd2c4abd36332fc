"""Reads of what people say, of who does what, and of names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from goldenthread.hub.people.interface import names_of
from goldenthread.hub.plans.models import Action, Comment, Plan, Priority, SectionText


@dataclass(frozen=True, slots=True)
class Said:
    """A comment with its people's names."""

    comment: Comment
    who: str
    settled_by: str


def comments_on(plan: Plan, kind: str, object_ids: Iterable[str | int]) -> dict[str, list[Said]]:
    """What is said about these things of one kind, by id, oldest first; two queries."""
    found = list(Comment.objects.filter(plan=plan, kind=kind, object_id__in=[str(each) for each in object_ids]))
    names = names_of({c.person for c in found} | {c.settled_by for c in found if c.settled_by})
    said: dict[str, list[Said]] = {}
    for each in found:
        settled = names.get(each.settled_by, "") if each.settled_by else ""
        said.setdefault(each.object_id, []).append(Said(each, names[each.person], settled))
    return said


def unsettled(plan: Plan) -> dict[tuple[str, str], int]:
    """How many comments are not settled, by what they are about."""
    found = Comment.objects.filter(plan=plan, settled_at=None).order_by().values_list("kind", "object_id")
    return {(kind, object_id): count for kind, object_id, count in found.annotate(count=Count("id"))}


@dataclass(frozen=True, slots=True)
class Assigned:
    """Something given to a person. `kind`: 'section', 'priority' or 'action'; `key`: its id in an address."""

    partnership: str
    kind: str
    key: str
    title: str
    plan: int


def assigned(person: str) -> list[Assigned]:
    """What is given to a person in plans that are in use, in order of plan; three queries."""
    texts = SectionText.objects.filter(assigned_to=person, is_ready=False).exclude(plan__state="superseded")
    priorities = Priority.objects.filter(assigned_to=person).exclude(plan__state="superseded")
    actions = Action.objects.filter(assigned_to=person).exclude(priority__plan__state="superseded")
    return [
        *(
            Assigned(t.plan.partnership, "section", t.section, t.section, t.plan_id)
            for t in texts.select_related("plan")
        ),
        *(
            Assigned(p.plan.partnership, "priority", str(p.pk), p.title, p.plan_id)
            for p in priorities.select_related("plan")
        ),
        *(
            Assigned(a.priority.plan.partnership, "action", str(a.pk), a.title, a.priority.plan_id)
            for a in actions.exclude(status__in=("done", "stopped")).select_related("priority__plan")
        ),
    ]
