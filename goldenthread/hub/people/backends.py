"""How people sign in: allauth's backend, closed to the example's people outside example mode."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in by e-mail address and password, a passkey or a provider."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Active people; the worked example's people in example mode alone."""
        return bool(user.is_active) and (settings.EXAMPLE or not user.is_example)

    def get_user(self, user_id: Any) -> Any:
        """The person of a session, as long as they may sign in."""
        user = super().get_user(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
