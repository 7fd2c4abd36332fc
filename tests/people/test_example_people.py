"""The worked example's people: they sign in like everybody, with what was printed, and in example mode alone."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client, override_settings
from django.urls import reverse

from goldenthread.hub.people.example_people import HOST, SignIn, make_example_people, remove_example_people
from goldenthread.hub.people.faults import NotPossible
from goldenthread.hub.people.models import Membership, Organisation, Person
from goldenthread.hub.people.organisations import ensure_organisations
from goldenthread.warehouse.definitions import shipped_catalogue
from goldenthread.warehouse.definitions.examples import load_example
from tests.made.people import a_person, signed_in

pytestmark = pytest.mark.django_db
in_example_mode = override_settings(EXAMPLE=True)


def ways() -> dict[str, SignIn]:
    """How to sign in, by the person's id in the definition."""
    ensure_organisations()
    _, found = make_example_people(load_example(shipped_catalogue()).people)
    return {way.email.partition("@")[0]: way for way in found}


def with_password(client: Client, way: SignIn) -> str:
    """Where the password leads; '' for nowhere."""
    answer = client.post(reverse("account_login"), {"login": way.email, "password": way.password})
    return answer.headers.get("Location", "")


def with_code(client: Client, code: str) -> str:
    """Where the code leads; '' for nowhere."""
    answer = client.post(reverse("mfa_authenticate"), {"code": code})
    return answer.headers.get("Location", "")


@in_example_mode
def test_every_person_signs_in_with_password_and_a_printed_code() -> None:
    for name, way in ways().items():
        client = Client()
        assert "authenticate" in with_password(client, way), name
        assert client.get(reverse("members")).status_code == 302, "the password alone opens nothing"
        assert with_code(client, way.codes[0]) == reverse("members"), name
        assert client.get(reverse("members")).status_code == 200


@in_example_mode
def test_a_printed_code_opens_what_needs_a_second_factor() -> None:
    way, client = ways()["administrator"], Client()
    with_password(client, way)
    with_code(client, way.codes[0])
    page = client.get("/members/")
    assert page.status_code == 200
    assert way.name in page.content.decode()


@in_example_mode
def test_each_code_works_once_and_the_next_one_then() -> None:
    way = ways()["head"]
    assert len(set(way.codes)) == 3
    first, second = Client(), Client()
    with_password(first, way)
    assert with_code(first, way.codes[0]) == reverse("members")
    with_password(second, way)
    assert with_code(second, way.codes[0]) == ""
    assert with_code(second, way.codes[1]) == reverse("members")


@in_example_mode
def test_a_guessed_code_opens_nothing() -> None:
    way, client = ways()["head"], Client()
    with_password(client, way)
    assert with_code(client, "00000000") == ""
    assert client.get(reverse("members")).status_code == 302


@in_example_mode
def test_what_was_printed_before_opens_nothing_after_the_next_start() -> None:
    old, new = ways()["head"], ways()["head"]
    client = Client()
    assert with_password(client, old) == ""
    assert "authenticate" in with_password(client, new)
    assert with_code(client, old.codes[1]) == ""
    assert Person.objects.filter(email=new.email).count() == 1
    assert Membership.objects.filter(person__email=new.email).count() == 1


@in_example_mode
def test_each_has_the_role_that_is_printed_and_an_address_no_mail_reaches() -> None:
    for name, way in ways().items():
        held = Membership.objects.get(person__email=way.email, ended_at=None)
        assert (held.role, held.organisation.name) == (way.role, way.organisation), name
        assert way.email.endswith(f"@{HOST}")
        assert HOST.endswith(".invalid")
        assert EmailAddress.objects.get(email=way.email).verified


def test_outside_example_mode_nobody_of_it_is_made() -> None:
    with pytest.raises(RuntimeError, match="in example mode alone"):
        ways()
    assert not Person.objects.exists()


@pytest.mark.parametrize("is_second", [False, True])
def test_nobody_who_was_there_before_becomes_one_of_them(is_second: bool) -> None:
    own = a_person("viewer", email="" if is_second else f"head@{HOST}")
    if is_second:
        EmailAddress.objects.create(user=own, email=f"head@{HOST}", verified=True)
    with in_example_mode, pytest.raises(NotPossible, match="Somebody who is not of the example"):
        ways()
    own.refresh_from_db()
    assert (own.is_example, own.name.startswith("Person")) == (False, True)


def test_outside_example_mode_nobody_of_it_can_sign_in() -> None:
    with in_example_mode:
        way = ways()["head"]
    client = Client()
    assert with_password(client, way) == reverse("account_inactive")
    assert client.get(reverse("members")).status_code == 302


def test_a_session_of_example_mode_is_dead_outside_it() -> None:
    client = Client()
    with in_example_mode:
        way = ways()["head"]
        with_password(client, way)
        with_code(client, way.codes[0])
        assert client.get(reverse("members")).status_code == 200
    assert client.get(reverse("members")).status_code == 302


def test_they_are_removed_with_all_that_lets_them_sign_in_and_nobody_else_is() -> None:
    own = a_person("approver")
    with in_example_mode:
        ways()
    assert len(remove_example_people()) == len(load_example(shipped_catalogue()).people)
    assert list(Person.objects.all()) == [own]
    assert {each.user_id for each in EmailAddress.objects.all()} == {own.pk}
    assert {each.user_id for each in Authenticator.objects.all()} == {own.pk}
    assert {each.person_id for each in Membership.objects.all()} == {own.pk}
    assert Organisation.objects.filter(pk="camden").exists()
    assert remove_example_people() == ()


def test_the_session_of_somebody_removed_opens_nothing() -> None:
    client = Client()
    with in_example_mode:
        ways()
        signed_in(client, Person.objects.get(email=f"head@{HOST}"))
        remove_example_people()
        assert Session.objects.exists()
        assert client.get(reverse("members")).status_code == 302
