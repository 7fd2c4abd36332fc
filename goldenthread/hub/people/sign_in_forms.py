"""Forms of allauth whose words or first choices we change."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import SignupForm
from allauth.core import context
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from .adapters import invited_address


class SignUpForm(SignupForm):  # type: ignore[misc]
    """Creates an account: for whoever comes from an invitation, with the address that was invited and no other."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        invited = invited_address(context.request)
        if invited:
            address = self.fields["email"]
            address.initial, address.disabled = invited, True  # what is typed all the same is not read
            address.help_text = "Your invitation is for this address."

    def try_save(self, request: HttpRequest) -> Any:
        """Takes as long for an address that has an account already, so that time does not tell."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """Adds a passkey, which signs in by itself unless the person wants it beside the password alone."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["name"].label = "A name for it, such as the device it is on"
        self.fields["passwordless"].label = "Sign in with it alone, without a password"
        self.fields["passwordless"].help_text = "The device then asks for its PIN, your finger or your face each time."
        self.fields["passwordless"].initial = True
