"""A person's own page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from goldenthread.warehouse.definitions import shipped_catalogue

from ..actions.invitations import waiting_for
from ..actors import Actor, london
from ..models import Application, Invitation, Membership
from ..policies import ANY_ORGANISATION, may

# Title, name of the page, and what one must be allowed to view; '' where everybody may.
PAGES = (("Plan", "plan", "plan"), ("Maturity", "maturity", "assessment"), ("Borough figures", "borough", ""))


@dataclass(frozen=True, slots=True)
class Partnership:
    """One partnership with the pages about it: (title, address)."""

    code: str
    name: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Home:
    """All of a person's page. `several`: organisations in which they hold more than one role."""

    memberships: tuple[Membership, ...]
    several: frozenset[str]
    invited: tuple[Invitation, ...]
    asked: tuple[Application, ...]
    to_decide: tuple[Application, ...]
    partnerships: tuple[Partnership, ...]
    all_partnerships: tuple[Partnership, ...]
    links: tuple[tuple[str, str], ...]
    needs_second_step: bool


def home(actor: Actor, needs_second_step: bool) -> Home:
    """What this person sees: a fixed number of queries, however much there is."""
    memberships = Membership.objects.filter(person_id=actor.key, ended_at=None).select_related("organisation")
    asked = Application.objects.filter(person_id=actor.key, decided_at=None).select_related("organisation")
    everywhere = any(role.kind == "region" for role in actor.roles)
    held = tuple(memberships.order_by("organisation__name", "role"))
    counts = Counter(each.organisation_id for each in held)
    return Home(
        memberships=held,
        several=frozenset(name for name, count in counts.items() if count > 1),
        invited=waiting_for(actor),
        asked=tuple(asked.order_by("asked_at")),
        to_decide=to_decide(actor),
        partnerships=tuple(partnership(actor, code) for code in actor.partnerships),
        all_partnerships=tuple(partnership(actor, code) for code in london()) if everywhere else (),
        links=tuple(_links(actor)),
        needs_second_step=needs_second_step,
    )


def to_decide(actor: Actor) -> tuple[Application, ...]:
    """Wishes that wait for this person."""
    waiting = Application.objects.filter(decided_at=None, person__is_active=True)
    waiting = waiting.select_related("organisation", "person").order_by("asked_at")
    if not may(actor, "manage", "members", organisation=ANY_ORGANISATION):
        managed = {
            role.organisation for role in actor.roles if may(actor, "manage", "members", organisation=role.organisation)
        }
        waiting = waiting.filter(organisation__in=managed) if managed else waiting.none()
    return tuple(waiting)


def partnership(actor: Actor, code: str) -> Partnership:
    """One partnership, with the pages of it that the actor may see and that the site has."""
    links = [
        (title, _address(name, code))
        for title, name, thing in PAGES
        if not thing or may(actor, "view", thing, partnership=code)
    ]
    if may(actor, "view", "audit", partnership=code):
        links.append(("What was done", _address("partnership-audit", code)))
    return Partnership(code, partnership_name(code), tuple((title, href) for title, href in links if href))


def partnership_name(code: str) -> str:
    """The authority's name."""
    return shipped_catalogue().areas[code].name


def _links(actor: Actor) -> list[tuple[str, str]]:
    found = []
    if may(actor, "manage", "organisations") or may(actor, "view", "members", organisation=ANY_ORGANISATION):
        found.append(("All organisations", reverse("organisations")))
    sees_all = may(actor, "overview", "london")
    if sees_all or may(actor, "find_others", "london"):
        found.append(("Across London", _address("across-london")))
    if sees_all:
        found.append(("Maturity across London", _address("maturity-london")))
    return [(title, href) for title, href in found if href]


def _address(name: str, *arguments: str) -> str:
    """Where a page of another room is; '' where this site has none of the name."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
