"""Which e-mail addresses are taken."""

from __future__ import annotations

from django.core.exceptions import ValidationError

UNREACHABLE = ".invalid"  # by the standards of the net no mail ever gets there
MESSAGE = "No mail reaches an address that ends in .invalid. Write the one you read mail at."


def refuse_unreachable(address: str) -> None:
    """Raises ValidationError for an address such as the example's people have."""
    if address.strip().lower().endswith(UNREACHABLE):
        raise ValidationError(MESSAGE)
