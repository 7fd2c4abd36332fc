"""What is told once is told to whoever did it, and to nobody after them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.made.people import a_person, signed_in

pytestmark = pytest.mark.django_db
TOLD = "An invitation is on its way to new@example.org"


def invited(client: Client) -> Client:
    """Somebody who sent an invitation and has not seen the next page."""
    signed_in(client, a_person("administrator", "camden"))
    sent = client.post(reverse("organisation", args=["camden"]), {"email": "new@example.org", "role": "viewer"})
    assert sent.status_code == 302, sent.content.decode()
    assert "messages" in client.cookies
    return client


def test_the_next_page_says_what_was_done_and_the_one_after_does_not() -> None:
    client = invited(Client())
    assert TOLD in client.get(reverse("organisation", args=["camden"])).content.decode()
    assert TOLD not in client.get(reverse("organisation", args=["camden"])).content.decode()


def test_whoever_uses_the_browser_after_somebody_signed_out_is_told_nothing_of_it() -> None:
    client = invited(Client())
    client.post(reverse("account_logout"))
    page = client.get(reverse("account_login")).content.decode()
    assert TOLD not in page


def test_words_of_one_session_are_not_shown_in_another() -> None:
    client, other = invited(Client()), Client()
    signed_in(other, a_person("viewer", "camden"))
    other.cookies["messages"] = client.cookies["messages"].value
    assert TOLD not in other.get(reverse("members")).content.decode()


def test_pages_about_an_account_are_kept_by_no_cache() -> None:
    client = Client()
    signed_in(client, a_person("viewer", "camden"))
    for name in ("account_email", "account_change_password", "mfa_index"):
        assert client.get(reverse(name))["Cache-Control"] == "private, no-store"
