"""What the site keeps about people: every field, why, and how long. Each room says it of its own models.

A room's `personal.py` holds `KEPT`, a tuple of Kept. A test walks every model and fails on a field that none names.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
from dataclasses import dataclass
from typing import Literal

from django.apps import apps
from django.db.models import Model, Q, QuerySet

OnClosing = Literal["removed", "kept", "emptied"]


@dataclass(frozen=True, slots=True)
class Kept:
    """One model that has to do with people, or plainly says that it has not.

    `who`: fields that hold a person, as a foreign key or as their key (or `field__lookup`); rows are found by them.
    `personal`: fields that say something about the person. `written`: texts that people write, in which somebody
    may be named. `secret`: fields that are never given out, not even to the person. `plain`: fields that can say
    nothing about anybody. `on_closing`: what becomes of the rows when the account is closed.

    For the copy of a person's data: `author`: the field that says who wrote the texts, where rows are found by more
    than that. `guarded`: fields that only those have who may see a thing of that name, as in the table of permissions.
    `closed`: a field, the value that closes the whole row, and the thing that one must be allowed to see then.
    """

    model: str
    title: str
    purpose: str = ""
    basis: str = ""
    retention: str = ""
    who: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    on_closing: OnClosing = "kept"
    author: str = ""
    guarded: tuple[tuple[str, str], ...] = ()
    closed: tuple[str, str, str] | None = None

    @property
    def fields(self) -> frozenset[str]:
        """Every field that is classified."""
        who = {name.partition("__")[0] for name in self.who}
        return frozenset({*who, *self.personal, *self.written, *self.secret, *self.plain})

    def rows_of(self, key: str) -> QuerySet[Model]:
        """The rows that have to do with this person."""
        asked = Q()
        for name in self.who:
            asked |= Q(**{name: key})
        rows: QuerySet[Model] = apps.get_model(self.model)._default_manager.filter(asked).order_by("pk")
        return rows


TASK = "Public task: support for children with SEND"
SECURITY = "Legitimate interest: keeping accounts safe"
ACCOUNT = "As long as the account is open"
LASTING = "As long as the plan or assessment it belongs to; the name goes when the account is closed"

KEPT = (
    Kept(
        "people.Person", "Account", "So that you can sign in and colleagues know who wrote what", TASK, ACCOUNT,
        who=("id",), personal=("email", "name"), secret=("password",), on_closing="emptied",
    ),
    Kept(
        "people.Membership", "Roles", "Says what you may do and in which organisation", TASK,
        "Kept after it ends, without your name, because it explains who was allowed to do what",
        who=("person",), personal=("organisation", "role"), on_closing="emptied",
    ),
    Kept(
        "people.Application", "Wishes to join an organisation", "So that its administrators can decide", TASK, ACCOUNT,
        who=("person",), personal=("organisation", "role"), written=("reason",), secret=("decided_by",),
        on_closing="removed",
    ),
    Kept(
        "people.Invitation", "Invitations", "So that an invited address can join once", TASK,
        "As long as the account is open; the link works for 14 days",
        who=("email",), personal=("organisation", "role"), secret=("digest", "invited_by"), on_closing="removed",
    ),
    Kept("people.Organisation", "Organisations", plain=("id", "kind", "name", "area_code")),
    Kept(
        "account.EmailAddress", "E-mail addresses", "Sign-in and mails", TASK, ACCOUNT,
        who=("user",), personal=("email",), on_closing="removed",
    ),
    Kept(
        "account.EmailConfirmation", "Confirmations of addresses", "Proves that an address is yours", SECURITY,
        "Three days", who=("email_address__user",), secret=("email_address", "key"), on_closing="removed",
    ),
    Kept(
        "mfa.Authenticator", "Second steps at sign-in", "Keeps others out of your account", SECURITY, ACCOUNT,
        who=("user",), personal=("type",), secret=("data",), on_closing="removed",
    ),
    Kept(
        "socialaccount.SocialAccount", "Your organisation’s sign-in", "Sign-in through your organisation", TASK,
        ACCOUNT, who=("user",), personal=("provider", "uid", "extra_data"), on_closing="removed",
    ),
    Kept(
        "socialaccount.SocialToken", "Tokens of your organisation’s sign-in", "Sign-in through your organisation",
        TASK, ACCOUNT, who=("account__user",), secret=("token", "token_secret"), plain=("app",), on_closing="removed",
    ),
    Kept("socialaccount.SocialApp", "Sign-in providers",
         plain=("provider", "provider_id", "name", "client_id", "secret", "key", "settings")),
    Kept(
        "sessions.Session", "Sessions", "Keeps you signed in for a working day", SECURITY,
        "Eight hours; ended at once when the account is closed", secret=("session_data",),
    ),
    Kept("auth.Permission", "Django’s permissions, unused", plain=("name", "content_type", "codename")),
    Kept("auth.Group", "Django’s groups, unused", plain=("name",)),
    Kept("contenttypes.ContentType", "Kinds of things", plain=("app_label", "model")),
    Kept(
        "audit.Event", "What was done", "Shows who changed or read what, never what was written", SECURITY,
        "As long as the site is in use; the name goes when the account is closed",
        who=("actor", "about"), personal=("action",),
        plain=("kind", "object_id", "partnership", "fields"),
    ),
    Kept(
        "audit.Revision", "Earlier versions of what you wrote", "Nothing that was written is lost", TASK, LASTING,
        who=("actor",), written=("values",), plain=("kind", "object_id", "partnership"),
    ),
)  # fmt: skip


@functools.lru_cache(maxsize=1)
def kept() -> tuple[Kept, ...]:
    """Everything that every room keeps."""
    found = list(KEPT)
    for config in apps.get_app_configs():
        name = f"{config.name}.personal"
        if config.name.startswith("goldenthread.") and name != __name__ and importlib.util.find_spec(name):
            found += importlib.import_module(name).KEPT
    return tuple(found)


def told_to_people() -> tuple[Kept, ...]:
    """What is kept about people, for their own page."""
    return tuple(each for each in kept() if each.purpose)
