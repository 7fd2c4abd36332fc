"""People for tests: who they are, where they work, and signed in as allauth does it."""

from __future__ import annotations

import functools
import itertools
import time

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.test import Client

from goldenthread.hub.people.actors import Actor, actor_for
from goldenthread.hub.people.models import Membership, Organisation, Person
from goldenthread.hub.people.organisations import ensure_organisations

PASSWORD = "a long walk by the river"
_numbers = itertools.count(1)


@functools.cache
def _hashed() -> str:
    """PASSWORD as it is kept; hashing it for each person would take most of the tests' time."""
    return make_password(PASSWORD)


def an_organisation(slug: str = "camden") -> Organisation:
    """The organisation with this id; those of the definitions are made when missing."""
    if not Organisation.objects.filter(pk=slug).exists():
        ensure_organisations()
    return Organisation.objects.get(pk=slug)


def a_person(
    role: str = "contributor",
    organisation: str = "camden",
    second_factor: bool = True,
    name: str = "",
    email: str = "",
) -> Person:
    """Somebody with this role there, whose address is confirmed. `role=""`: somebody without any.

    `second_factor`: whether they have set one up (an authenticator app).
    """
    number = next(_numbers)
    email = email or f"person{number}@example.org"
    person = Person.objects.create(email=email, password=_hashed(), name=name or f"Person {number}")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if role:
        Membership.objects.create(person=person, organisation=an_organisation(organisation), role=role)
    if second_factor:
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    return person


def an_actor(role: str = "contributor", organisation: str = "camden", second_factor: bool = True) -> Actor:
    """A new person with this role there, as the site knows them in a session with or without a second factor."""
    return actor_for(a_person(role, organisation, second_factor), second_factor)


def signed_in(client: Client, person: Person, second_factor: bool = True) -> Client:
    """The client, with a session as allauth leaves it after sign-in."""
    client.force_login(person, backend="goldenthread.hub.people.backends.Backend")
    now = time.time()
    records = [{"method": "password", "at": now, "email": person.email}]
    if second_factor:
        records.append({"method": "mfa", "at": now, "id": 1, "type": "totp"})  # type: ignore[dict-item]
    session = client.session
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client
