"""Sign-in through an organisation's own provider: the whole round, with a provider on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from goldenthread.hub.config import environment
from goldenthread.hub.people.models import Person
from tests.fakes.openid_provider import Provider
from tests.made.people import a_person, signed_in

pytestmark = pytest.mark.django_db
CLAIMS = {"sub": "7", "email": "Ada@Council.example", "email_verified": True, "name": "Ada"}
Configure = Callable[[dict[str, Any]], Provider]


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Provider]:
    """A provider that knows Ada, set as an administrator sets it."""
    monkeypatch.setenv("no_proxy", "*")
    with Provider(dict(CLAIMS)) as started:
        monkeypatch.setenv("GOLDENTHREAD_OIDC_ISSUER", started.url)
        monkeypatch.setenv("GOLDENTHREAD_OIDC_CLIENT", "golden-thread")
        monkeypatch.setenv("GOLDENTHREAD_OIDC_SECRET", "a secret")
        settings.SOCIALACCOUNT_PROVIDERS = environment.openid_provider("GOLDENTHREAD_OIDC")
        yield started


def there(visitor: Client) -> dict[str, list[str]]:
    """What the site asks of the provider when somebody follows its link."""
    page = visitor.get("/account/login/").content.decode()
    assert "Your organisation’s account" in page
    answer = visitor.get("/account/oidc/organisation/login/?process=login")
    return parse_qs(urlsplit(answer["Location"]).query)


def and_back(visitor: Client, provider: Provider) -> Any:
    return visitor.get(provider.agree(there(visitor)), follow=True)


def test_somebody_comes_through_their_organisation_and_has_an_account(visitor: Client, provider: Provider) -> None:
    page = and_back(visitor, provider).content.decode()
    assert "You belong to no organisation yet" in page
    person = Person.objects.get()
    assert (person.name, person.email) == ("Ada", "ada@council.example")
    assert not person.has_usable_password()


def test_they_come_back_to_the_same_account(visitor: Client, provider: Provider) -> None:
    and_back(visitor, provider)
    and_back(Client(), provider)
    assert Person.objects.count() == 1


def test_the_question_is_sealed_so_that_a_stolen_answer_is_of_no_use(visitor: Client, provider: Provider) -> None:
    asked = there(visitor)
    assert asked["code_challenge_method"] == ["S256"]
    stolen = Client().get(provider.agree(asked), follow=True)
    assert "did not work" in stolen.content.decode()
    assert not Person.objects.exists()


def test_an_account_with_the_same_address_is_not_taken_over(visitor: Client, provider: Provider) -> None:
    a_person(role="", email="ada@council.example")
    and_back(visitor, provider)
    assert "_auth_user_id" not in visitor.session


def test_somebody_joins_the_two_on_their_own_page(visitor: Client, provider: Provider) -> None:
    person = a_person("viewer")
    signed_in(visitor, person)
    assert "Sign-in through your organisation" in visitor.get("/members/").content.decode()
    answer = visitor.get("/account/oidc/organisation/login/?process=connect")
    visitor.get(provider.agree(parse_qs(urlsplit(answer["Location"]).query)), follow=True)
    again = Client()
    and_back(again, provider)
    assert again.session.get("_auth_user_id") or "mfa" in str(again.session.items()).lower()
    assert Person.objects.count() == 1


def test_a_provider_that_fails_is_told_in_plain_words(visitor: Client, provider: Provider) -> None:
    asked = there(visitor)
    provider.faults.add("/token")
    page = visitor.get(provider.agree(asked), follow=True).content.decode()
    assert "Your organisation’s sign-in did not work" in page


def test_it_counts_as_no_second_factor(visitor: Client, provider: Provider) -> None:
    and_back(visitor, provider)
    assert "not in use in this session" in visitor.get("/members/").content.decode()


def test_without_a_provider_nothing_is_said_of_one(visitor: Client) -> None:
    assert "organisation’s account" not in visitor.get("/account/login/").content.decode()
    assert visitor.get("/account/oidc/organisation/login/").status_code == 404
