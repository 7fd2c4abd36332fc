"""Who is asking: a person as the rest of the site knows them."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from goldenthread.warehouse.definitions import shipped_catalogue

from .models import Membership, Organisation, Person


@dataclass(frozen=True, slots=True)
class Role:
    """A role held in an organisation. `partnerships`: the authorities' codes that the organisation belongs to."""

    organisation: str
    organisation_name: str
    kind: str
    role: str
    partnerships: frozenset[str]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who is signed in. `key`: their id as events keep it; `second_factor`: whether this session has one."""

    key: str
    name: str
    email: str
    roles: tuple[Role, ...]
    second_factor: bool

    @property
    def partnerships(self) -> tuple[str, ...]:
        """Codes of the authorities whose partnerships this person belongs to; none for the regional team alone."""
        return tuple(sorted({code for role in self.roles if role.kind != "region" for code in role.partnerships}))


NOBODY = Actor("", "", "", (), False)


def actor_of(request: HttpRequest) -> Actor:
    """Who is asking; NOBODY before sign-in. Read once for a request."""
    found: Actor | None = getattr(request, "_actor", None)
    if found is None:
        person = request.user
        found = actor_for(person, _has_second_factor(request)) if isinstance(person, Person) else NOBODY
        request._actor = found  # type: ignore[attr-defined]
    return found


def actor_for(person: Person, second_factor: bool) -> Actor:
    """A person with the roles they hold now."""
    if not person.is_active:
        return NOBODY
    held = Membership.objects.filter(person=person, ended_at=None).select_related("organisation")
    return Actor(
        person.key, person.name, person.email, tuple(role_in(m.organisation, m.role) for m in held), second_factor
    )


def role_in(organisation: Organisation, role: str) -> Role:
    """A role there, with the partnerships it reaches."""
    return Role(organisation.pk, organisation.name, organisation.kind, role, partnerships_of(organisation))


def partnerships_ever(actor: Actor) -> frozenset[str]:
    """The authorities' codes that roles of this person reach or reached, ended ones too: what was seen stays known."""
    if not actor.key:
        return frozenset()
    held = Membership.objects.filter(person_id=actor.key).select_related("organisation")
    return frozenset[str]().union(*(partnerships_of(each.organisation) for each in held))


def _has_second_factor(request: HttpRequest) -> bool:
    """Whether this person opened this session with a second factor, or set one up in it.

    A passkey counts as both factors; allauth keeps it as 'mfa' too, without a password beside it. What somebody
    else left in the session counts for nothing, nor does a second factor that was since taken away, in this session or
    another.
    """
    was_asked = any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
    return was_asked and bool(
        Authenticator.objects.filter(user=request.user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
    )


def partnerships_of(organisation: Organisation) -> frozenset[str]:
    """The authorities' codes: its own, an ICB's members, all of London for the regional team."""
    if organisation.kind == "region":
        return frozenset(london())
    if organisation.kind == "icb":
        return frozenset(_members(organisation.area_code))
    return frozenset([organisation.area_code]) if organisation.area_code else frozenset()


@functools.lru_cache(maxsize=1)
def london() -> tuple[str, ...]:
    """Codes of London's 33 authorities in order of name."""
    areas = shipped_catalogue().areas.values()
    return tuple(
        a.code for a in sorted(areas, key=lambda a: a.name) if a.code.startswith("E09") and a.level == "authority"
    )


@functools.lru_cache(maxsize=16)
def _members(group: str) -> tuple[str, ...]:
    """Authorities that belong to a group today."""
    found = [m for m in shipped_catalogue().memberships if m.group_code == group and m.to_date is None]
    return tuple(m.area_code for m in found)


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """People's names by the keys that events hold; one who is erased is 'a former member'."""
    keys = set(keys)
    wanted = {key for key in keys if key.isdigit()}
    found = {str(pk): name for pk, name in Person.objects.filter(pk__in=wanted).values_list("pk", "name")}
    return {key: found.get(key) or ("the site" if not key else "a former member") for key in keys}
