"""When anyone may do anything. The one place that decides; `definitions/access/permissions.csv` says what."""

from __future__ import annotations

import functools

from django.core.exceptions import PermissionDenied

from goldenthread.warehouse.definitions.permissions import Grant, load_permissions

from .actors import Actor, Role

ANY_ORGANISATION = "*"  # asks for what reaches all of London: no organisation has this id


class SecondFactorNeeded(PermissionDenied):
    """This person may, once this session has a second factor."""


def may(actor: Actor, action: str, thing: str, *, partnership: str = "", organisation: str = "") -> bool:
    """Whether the actor may do this to a thing of that partnership (an authority's code) or organisation (its id)."""
    return any(
        actor.second_factor or not grant.second_factor
        for grant in _open_to(actor, action, thing, partnership, organisation)
    )


def demand(actor: Actor, action: str, thing: str, *, partnership: str = "", organisation: str = "") -> None:
    """As `may`, but raises: SecondFactorNeeded where that alone is missing, else PermissionDenied."""
    grants = _open_to(actor, action, thing, partnership, organisation)
    if not grants and actor.key and not actor.roles:
        raise PermissionDenied("You belong to no organisation yet. Its people see this page once one has let you in.")
    if not grants:
        raise PermissionDenied(
            "Your role does not allow this. The administrators of your organisation can change roles."
        )
    if not actor.second_factor and all(grant.second_factor for grant in grants):
        raise SecondFactorNeeded("This needs a second step at sign-in.")


def needs_second_factor(actor: Actor) -> bool:
    """Whether any role of the actor writes or sees restricted rows, so that they must set up a second factor."""
    return any(grant.second_factor for role in actor.roles for grant in _grants_of(role.role, role.kind))


def lacks_second_factor(actor: Actor) -> bool:
    """Whether this session has yet to get the second factor that the actor's roles ask for."""
    return not actor.second_factor and needs_second_factor(actor)


def _open_to(actor: Actor, action: str, thing: str, partnership: str, organisation: str) -> list[Grant]:
    found = []
    for role in actor.roles:
        for grant in _grants_of(role.role, role.kind):
            if (grant.thing, grant.action) == (thing, action) and _reaches(grant, role, partnership, organisation):
                found.append(grant)
    return found


def _reaches(grant: Grant, role: Role, partnership: str, organisation: str) -> bool:
    if grant.reach == "london":
        return True
    if grant.reach == "partnership":
        return partnership in role.partnerships
    return bool(organisation) and organisation == role.organisation


@functools.lru_cache(maxsize=64)
def _grants_of(role: str, kind: str) -> tuple[Grant, ...]:
    return tuple(grant for grant in load_permissions() if (grant.role, grant.kind) == (role, kind))
