"""What is given to a person in plans, for their own page."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from goldenthread.hub.evidence.interface import area_name
from goldenthread.hub.people.interface import Actor, may

from .queries.talk import Assigned, assigned
from .templates_in_force import newest_template

WORDS = {"section": "Write", "priority": "Look after", "action": "Keep up to date"}


@dataclass(frozen=True, slots=True)
class Work:
    """Something to do, and where."""

    words: str
    title: str
    place: str
    href: str


def assigned_to(actor: Actor) -> tuple[Work, ...]:
    """Sections, priorities and actions given to this person in plans that they may still see; three queries."""
    if not actor.key:
        return ()
    return tuple(
        _work(each) for each in assigned(actor.key) if may(actor, "view", "plan", partnership=each.partnership)
    )


def _work(each: Assigned) -> Work:
    title = each.title
    if each.kind == "section":
        section = newest_template().section(each.key)
        title = f"{section.number}. {section.title}" if section else each.key
    href = reverse(f"plan-{each.kind}", args=[each.partnership, each.key])
    href += f"?plan={each.plan}" if each.kind == "section" else ""  # a thing's own number says of which plan it is
    return Work(WORDS[each.kind], title, f"{area_name(each.partnership)}’s plan", href)
