"""Where allauth asks us: who may register, what a new person is called, where sign-in leads, what errors say."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from .actors import actor_of
from .policies import needs_second_factor

TOO_MANY = "There were too many attempts to sign in. Wait five minutes and try again, or reset your password to sign in at once."


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Anybody may register; what they may do begins when an organisation takes them in."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right. Check both.",
        "too_many_login_attempts": TOO_MANY,
        "incorrect_password": "This is not your password. Check it.",
        "incorrect_code": "This code is not right, or its time has passed. Type the newest one.",
        "rate_limited": "There were too many attempts. Wait a few minutes and try again.",
    }

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Saves the name with the address, which is kept in small letters."""
        user.name = form.cleaned_data.get("name", "")
        user = super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        if commit:
            user.save()
        return user

    def post_login(self, request: HttpRequest, user: Any, **told: Any) -> HttpResponse:
        """Leads whoever needs a second factor and has none to set one up first, and then where they wanted to go."""
        response: HttpResponse = super().post_login(request, user, **told)
        actor = actor_of(request)
        if not actor.second_factor and needs_second_factor(actor):
            wanted = urlencode({"next": response.get("Location", reverse("members"))})
            return HttpResponseRedirect(f"{reverse('second-step')}?{wanted}")
        return response

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that attempts are counted for; one for all where the server tells none."""
        return str(super().get_client_ip(request)) if request.META.get("REMOTE_ADDR") else "0.0.0.0"  # noqa: S104


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """People who come through their organisation's own sign-in."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Takes the provider's name for the person."""
        user = super().populate_user(request, sociallogin, data)
        user.name = data.get("name") or " ".join(filter(None, (data.get("first_name"), data.get("last_name"))))
        return user
