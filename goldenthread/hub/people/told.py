"""What is told to somebody once, on their next page, and to nobody else."""

from __future__ import annotations

from typing import Any

from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.core import signing


class _OfTheSession(CookieStorage):
    """Signed for the session that it was told in: whoever signs in after somebody in the same browser reads nothing of it."""

    @property
    def signer(self) -> Any:
        """Asked anew each time, because signing in and out begins another session."""
        session = self.request.session.session_key or ""
        return signing.get_cookie_signer(salt=f"{self.key_salt}:{session}")

    @signer.setter
    def signer(self, _: Any) -> None:
        """Django sets one for good; ours follows the session."""


class Messages(FallbackStorage):
    """In a cookie where there is room, else in the session: there, 'it is saved' would cost two more writes than the save."""

    storage_classes = (_OfTheSession, SessionStorage)
