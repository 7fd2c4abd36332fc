"""Every page of allauth carries the site's look and words, and holds to the content policy."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.made.people import a_person, signed_in

pytestmark = pytest.mark.django_db
# Words of allauth's own pages that ours do not use.
FOREIGN = ("Sign Up", "Sign In", "Two-Factor", "Verify Your", "Log in", "Bad Token", "authenticator_secret", "Menu:")
RUNS = re.compile(r"<script(?![^>]*(?:src=|type=\"application/json\"))", re.IGNORECASE)


def pages_without_gaps() -> list[str]:
    """Addresses of every page under /account/ that needs nothing in its address."""
    found: list[str] = []

    def walk(patterns: list[object], before: str) -> None:
        for each in patterns:
            address = before + str(each.pattern)  # type: ignore[attr-defined]
            if isinstance(each, URLPattern):
                found.append(address)
            else:
                walk(each.url_patterns, address)  # type: ignore[attr-defined]

    walk(get_resolver().url_patterns, "/")
    return sorted({each for each in found if each.startswith("/account/") and not re.search(r"[<(^]", each)})


PAGES = pages_without_gaps()


def test_the_walk_finds_the_pages() -> None:
    for name in ("account_login", "account_signup", "mfa_index", "mfa_add_webauthn", "account_email"):
        assert reverse(name) in PAGES


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("who", ["a visitor", "a member"])
def test_every_page_has_our_look_and_runs_nothing_inline(visitor: Client, address: str, who: str) -> None:
    if who == "a member":
        signed_in(visitor, a_person("administrator"))
    answer = visitor.get(address)
    if answer.status_code not in (200, 401) or not answer["Content-Type"].startswith("text/html"):
        assert answer.status_code in (200, 301, 302, 403, 404, 405), address
        return
    page = answer.content.decode()
    assert 'class="govuk-heading-' in page, address
    assert "– Golden Thread</title>" in page
    assert not re.search(r"<title>\s*–", page), f"{address} has no title"
    assert not [word for word in FOREIGN if word in page], address
    assert not RUNS.search(page), address
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:", page), address
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_the_sign_in_page_alone_may_fetch_and_only_from_the_site(visitor: Client) -> None:
    assert "connect-src 'self'" in visitor.get("/account/login/")["Content-Security-Policy"]
    for address in ("/account/signup/", "/account/password/reset/", "/"):
        assert "connect-src" not in visitor.get(address)["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/account/login/", "/account/signup/", "/account/password/reset/"])
def test_an_empty_form_names_each_field_that_is_missing(visitor: Client, address: str) -> None:
    page = visitor.post(address, {}).content.decode()
    assert "There is a problem" in page
    assert "This field is required" not in page
    assert "Write your e-mail address." in page


def test_where_sign_in_leads_is_never_another_site(visitor: Client) -> None:
    person = a_person(role="", second_factor=False)
    told = {"login": person.email, "password": "a long walk by the river", "next": "https://evil.example/"}
    assert visitor.post("/account/login/", told)["Location"] == "/members/"


@pytest.mark.parametrize("wanted", ["http://[", "//[x", "http://[::1", "https://evil.example"])
def test_what_is_no_address_leads_nowhere_and_breaks_nothing(visitor: Client, wanted: str) -> None:
    assert visitor.get("/account/login/", {"next": wanted}).status_code == 200
    assert signed_in(visitor, a_person("viewer")).get("/account/login/", {"next": wanted}).status_code in (200, 302)
