"""The first administrator of an organisation, made by whoever runs the site."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from ..models import Organisation, Person
from .memberships import give_role


@transaction.atomic
def add_administrator(email: str, organisation: Organisation, name: str = "") -> Person:
    """The person with this address as an administrator there; made when nobody has it yet.

    Whoever runs the site vouches for the address, so it counts as confirmed.
    """
    address = email.strip().lower()
    person = Person.objects.filter(email=address).first() or Person.objects.create_user(address, name=name)
    EmailAddress.objects.update_or_create(email=address, user=person, defaults={"verified": True, "primary": True})
    give_role(person, organisation, "administrator", by="")
    return person


def password_link(person: Person) -> str:
    """An address where this person sets a password; it works once, for three days."""
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})
    return f"{settings.ADDRESS}{path}"
