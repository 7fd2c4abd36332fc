"""Where allauth asks us: who may register, what a new person is called, where sign-in leads, what errors say."""

from __future__ import annotations

import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from .actors import actor_of
from .addresses import refuse_unreachable
from .backends import Backend
from .policies import lacks_second_factor

ASK_AGAIN_AFTER = 300  # seconds
TOO_MANY = "There were too many attempts to sign in. Wait five minutes and try again, or reset your password to sign in at once."
BEGAN_WITH = "sign_in_began_with"
CHANGED_MEANWHILE = "The password was changed since you began to sign in. Sign in again with the new one."


def invited_address(request: HttpRequest) -> str:
    """The address of the invitation that this visitor opened; '' for none."""
    return str(request.session.get("account_verified_email") or "")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Anybody may register; what they may do begins when an organisation takes them in."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right. Check both.",
        "too_many_login_attempts": TOO_MANY,
        "incorrect_password": "This is not your password. Check it.",
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

    def pre_login(self, request: HttpRequest, user: Any, **told: Any) -> HttpResponse | None:
        """Stops whoever may not sign in, by whichever way they come: closed accounts, and the example's people."""
        if Backend().user_can_authenticate(user):
            request.session[BEGAN_WITH] = user.get_session_auth_hash()
            stopped: HttpResponse | None = super().pre_login(request, user, **told)
            return stopped
        clear_login(request)
        inactive: HttpResponse = self.respond_user_inactive(request, user)
        return inactive

    def login(self, request: HttpRequest, user: Any) -> None:
        """Ends a sign-in whose password was changed between its first and its second step."""
        if request.session.pop(BEGAN_WITH, "") != user.get_session_auth_hash():
            clear_login(request)
            messages.error(request, CHANGED_MEANWHILE)
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
        super().login(request, user)

    def clean_email(self, email: str) -> str:
        """Refuses addresses that no mail reaches: the example's people have such."""
        refuse_unreachable(email)
        return str(super().clean_email(email))

    def post_login(self, request: HttpRequest, user: Any, **told: Any) -> HttpResponse:
        """Leads whoever needs a second factor and has none to set one up first, and then where they wanted to go."""
        response: HttpResponse = super().post_login(request, user, **told)
        if lacks_second_factor(actor_of(request)):
            wanted = urlencode({"next": response.get("Location", reverse("members"))})
            return HttpResponseRedirect(f"{reverse('second-step')}?{wanted}")
        return response

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whether to ask once more who it is: not within five minutes of signing in."""
        methods = ("password", "mfa", "socialaccount")
        records = get_authentication_records(self.request, self.request.user)
        newest = max((each["at"] for each in records if each.get("method") in methods), default=0)
        return bool(time.time() - newest > ASK_AGAIN_AFTER)

    def is_safe_url(self, url: str | None) -> bool:
        """Whether sign-in may lead there; not where it is no address at all."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:  # such as "http://["
            return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that attempts are counted for; one for all where the server tells none."""
        return str(super().get_client_ip(request)) if request.META.get("REMOTE_ADDR") else "0.0.0.0"  # noqa: S104


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What is said about second factors."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not right, or its time has passed. Write the newest one.",
        "unverified_email": "Confirm every e-mail address of your account first, or remove those that you do not use.",
        "add_email_blocked": "Take your second step at sign-in away before you add an address.",
    }


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """People who come through their organisation's own sign-in."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Takes the provider's name for the person, and no address but the provider's."""
        request.session.pop("account_verified_email", None)
        user = super().populate_user(request, sociallogin, data)
        user.name = data.get("name") or " ".join(filter(None, (data.get("first_name"), data.get("last_name"))))
        user.email = (user.email or "").lower()
        return user
