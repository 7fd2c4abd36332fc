"""The worked example's people: made for example mode, with a second factor like everybody's, and gone without it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from goldenthread.warehouse.definitions.examples import ExamplePerson

from .actors import Actor, actor_for
from .faults import NotPossible
from .models import Membership, Organisation, Person

HOST = "example.invalid"  # no mail can ever reach it
CODES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class SignIn:
    """What to sign in with. `codes`: each opens the second step once."""

    name: str
    email: str
    password: str
    codes: tuple[str, ...]
    role: str
    organisation: str


@transaction.atomic
def make_example_people(wanted: Iterable[ExamplePerson]) -> tuple[dict[str, Actor], tuple[SignIn, ...]]:
    """The people by their id in the definition, and how to sign in as each: with a new password and new codes.

    Raises RuntimeError outside example mode, NotPossible where somebody else has an address of theirs.
    """
    if not settings.EXAMPLE:
        raise RuntimeError("The example's people exist in example mode alone.")
    actors: dict[str, Actor] = {}
    ways: list[SignIn] = []
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    kept = make_password(password)  # slow by design, so once for all
    for each in wanted:
        person = _person(each, kept)
        actors[each.id] = actor_for(person, second_factor=True)
        organisation = Organisation.objects.get(pk=each.organisation)
        ways.append(SignIn(each.name, person.email, password, _new_codes(person), each.role, organisation.name))
    return actors, tuple(ways)


def _person(wanted: ExamplePerson, kept_password: str) -> Person:
    email = f"{wanted.id}@{HOST}"
    if _is_somebody_elses(email):
        raise NotPossible(
            f"Somebody who is not of the example has the address {email}, so the example is not made. Let them close that "
            "account, or serve without --example."
        )
    person = Person.objects.filter(email=email).first() or Person(email=email, is_example=True)
    person.name, person.is_active, person.wants_digest = wanted.name, True, False
    person.password = kept_password
    person.save()
    EmailAddress.objects.get_or_create(user=person, email=email, defaults={"verified": True, "primary": True})
    Membership.objects.get_or_create(
        person=person, organisation_id=wanted.organisation, role=wanted.role, ended_at=None
    )
    return person


def _is_somebody_elses(email: str) -> bool:
    """Whether a person outside the example has it: their account would be opened with what is printed."""
    people = Person.objects.filter(email=email).values_list("pk", flat=True)
    others = EmailAddress.objects.filter(email=email).values_list("user_id", flat=True)
    return Person.objects.filter(pk__in=[*people, *others], is_example=False).exists()


def _new_codes(person: Person) -> tuple[str, ...]:
    """Codes stand in for the app of a telephone, so there is such an app, whose secret nobody has."""
    Authenticator.objects.filter(user=person).delete()
    TOTP.activate(person, generate_totp_secret())
    return tuple(RecoveryCodes.activate(person).get_unused_codes()[:CODES_SHOWN])


@transaction.atomic
def remove_example_people() -> tuple[str, ...]:
    """Removes every person of the example with all that lets them sign in; their keys as events hold them."""
    gone = Person.objects.filter(is_example=True)
    keys = tuple(person.key for person in gone)
    gone.delete()
    return keys
