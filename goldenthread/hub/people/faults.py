"""What people cannot do, in words for them."""

from __future__ import annotations


class NotPossible(Exception):
    """What was asked cannot be done as things stand; the message says why and what to do."""
