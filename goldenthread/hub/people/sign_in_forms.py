"""Forms of allauth whose words or first choices we change."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """Adds a passkey, which signs in by itself unless the person wants it beside the password alone."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["name"].label = "A name for it, such as the device it is on"
        self.fields["passwordless"].label = "Sign in with it alone, without a password"
        self.fields["passwordless"].help_text = "The device then asks for its PIN, your finger or your face each time."
        self.fields["passwordless"].initial = True
