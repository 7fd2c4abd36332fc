"""What allauth and Django tell about sign-in, kept as events. Never an address, never what was typed."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from goldenthread.hub.audit.interface import record

from .models import Person


@receiver(user_logged_in)
def _signed_in(sender: Any, request: HttpRequest, user: Person, **more: Any) -> None:
    _keep("signed_in", user)


@receiver(user_logged_out)
def _signed_out(sender: Any, request: HttpRequest, user: Person | None, **more: Any) -> None:
    if isinstance(user, Person):
        _keep("signed_out", user)


@receiver(user_login_failed)
def _refused(sender: Any, credentials: dict[str, Any], **more: Any) -> None:
    """Whose account it was, where there is one; the address that was typed is not kept."""
    address = str(credentials.get("email") or "").strip().lower()
    person = Person.objects.filter(email=address).first() if address else None
    record(by="", action="sign_in_failed", kind="person", object_id=person.key if person else "",
           about=person.key if person else "")  # fmt: skip


@receiver(mfa.authentication_failed)
def _code_refused(sender: Any, user: Person, **more: Any) -> None:
    record(by="", action="second_step_refused", kind="person", object_id=user.key, about=user.key)


@receiver((account.password_changed, account.password_set, account.password_reset))
def _password(sender: Any, user: Person, **more: Any) -> None:
    _keep("password_changed", user)


@receiver(account.user_signed_up)
def _signed_up(sender: Any, request: HttpRequest, user: Person, **more: Any) -> None:
    """Whoever just chose a password need not write it again to set up a second step."""
    if "sociallogin" not in more:
        record_authentication(request, user, "password")
    _keep("signed_up", user)


@receiver(account.email_confirmed)
def _address_confirmed(sender: Any, email_address: Any, **more: Any) -> None:
    _keep("address_confirmed", email_address.user)


@receiver(account.email_changed)
def _address_changed(sender: Any, user: Person, **more: Any) -> None:
    _keep("address_changed", user)


@receiver(mfa.authenticator_added)
def _factor_added(sender: Any, request: HttpRequest, user: Person, authenticator: Authenticator, **more: Any) -> None:
    """Whoever sets a second factor up has just shown that they hold it: this session has it from now on."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
        _keep("second_factor_added", user)


@receiver(mfa.authenticator_removed)
def _factor_removed(sender: Any, request: HttpRequest, user: Person, authenticator: Authenticator, **more: Any) -> None:
    """A session whose second factor is taken away has none any more."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    if not Authenticator.objects.filter(user_id=user.pk).exists():
        kept = [each for each in get_authentication_records(request, user) if each.get("method") != "mfa"]
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = kept
    _keep("second_factor_removed", user)


def _keep(action: str, person: Person) -> None:
    record(by=person.key, action=action, kind="person", object_id=person.key, about=person.key)
