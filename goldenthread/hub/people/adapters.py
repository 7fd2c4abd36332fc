"""Where allauth asks us: who may register, what a new person is called."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Anybody may register; what they may do begins when an organisation takes them in."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Saves the name with the address, which is kept in small letters."""
        user.name = form.cleaned_data.get("name", "")
        user = super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        if commit:
            user.save()
        return user


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """People who come through their organisation's own sign-in."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Takes the provider's name for the person."""
        user = super().populate_user(request, sociallogin, data)
        user.name = data.get("name") or " ".join(filter(None, (data.get("first_name"), data.get("last_name"))))
        return user
