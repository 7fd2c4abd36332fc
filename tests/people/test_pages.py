"""The pages of members and organisations, and how many questions they ask the database."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from goldenthread.hub.people.actions.applications import ask_to_join
from goldenthread.hub.people.actions.invitations import invite
from goldenthread.hub.people.actors import actor_for
from goldenthread.hub.people.models import Membership, Organisation
from tests.made.people import a_person, an_actor, an_organisation, signed_in

pytestmark = pytest.mark.django_db


def words(answer: Any) -> str:
    """A page's text with its spaces evened out."""
    return " ".join(answer.content.decode().split())


def busy(organisation: str, people: int) -> None:
    """So many people there, as many invited, and as many who ask to join."""
    chief = actor_for(a_person("administrator", organisation), True)
    for _ in range(people):
        a_person("viewer", organisation, second_factor=False)
        invite(an_organisation(organisation), by=chief, email=a_person(role="").email, role="viewer")
        ask_to_join(an_organisation(organisation), by=an_actor(role="", second_factor=False), role="viewer")


@pytest.mark.parametrize("people", [2, 12])
def test_an_organisation_with_many_people_asks_no_more_than_one_with_few(
    visitor: Client, django_assert_max_num_queries: Any, people: int
) -> None:
    busy("camden", people)
    signed_in(visitor, a_person("administrator"))
    with django_assert_max_num_queries(12):
        page = visitor.get("/members/organisations/camden/")
    assert words(page).count("Withdraw") == people
    assert words(page).count("Let them join") == people


@pytest.mark.parametrize("people", [1, 8])
def test_ones_own_page_asks_a_fixed_number_of_questions(
    visitor: Client, django_assert_max_num_queries: Any, people: int
) -> None:
    busy("camden", people)
    chief = a_person("administrator")
    for slug in ("barnet", "brent", "bexley", "ealing")[: people // 2]:
        Membership.objects.create(person=chief, organisation=an_organisation(slug), role="viewer")
    signed_in(visitor, chief)
    with django_assert_max_num_queries(12):
        page = visitor.get("/members/")
    assert words(page).count("asks to join") == people


@pytest.mark.parametrize("more", [0, 20])
def test_the_list_of_organisations_asks_a_fixed_number_of_questions(
    visitor: Client, django_assert_max_num_queries: Any, more: int
) -> None:
    signed_in(visitor, a_person("administrator", "london-regional-team"))
    for number in range(more):
        Organisation.objects.create(id=f"s{number}", kind="setting", name=f"School {number}", area_code="E09000007")
    with django_assert_max_num_queries(11):
        page = visitor.get("/members/organisations/")
    assert words(page).count("Open") >= 71 + more
    assert "None yet" in words(page)


def test_a_member_sees_their_partnership_and_colleagues_but_not_their_addresses(visitor: Client) -> None:
    colleague = a_person("viewer", name="Ben")
    signed_in(visitor, a_person("viewer"))
    home = words(visitor.get("/members/"))
    assert "Camden" in home
    assert 'href="/maturity/E09000007/"' in home
    page = words(visitor.get("/members/organisations/camden/"))
    assert "Ben" in page
    assert colleague.email not in page


def test_an_icb_belongs_to_every_partnership_of_its_boroughs(visitor: Client) -> None:
    signed_in(visitor, a_person("viewer", "icb-north-east-london"))
    home = words(visitor.get("/members/"))
    assert home.count('href="/maturity/') == 8
    assert "Hackney" in home


def test_the_regional_team_reaches_all_of_london(visitor: Client) -> None:
    signed_in(visitor, a_person("regional_team", "london-regional-team"))
    home = words(visitor.get("/members/"))
    assert "All of London’s partnerships" in home
    assert home.count('href="/maturity/E0') == 33


def test_somebody_of_another_organisation_does_not_see_who_works_here(visitor: Client) -> None:
    signed_in(visitor, a_person("viewer", "barnet"))
    assert visitor.get("/members/organisations/camden/").status_code == 403


def test_the_regional_administrator_adds_a_school_and_invites_its_first_administrator(visitor: Client) -> None:
    signed_in(visitor, a_person("administrator", "london-regional-team"))
    told = {"name": "Hill School", "area_code": "E09000007"}
    page = words(visitor.post("/members/organisations/add-a-setting/", told, follow=True))
    assert "Hill School is added" in page
    made = Organisation.objects.get(pk="hill-school")
    assert (made.kind, made.area_code) == ("setting", "E09000007")
    again = words(visitor.post("/members/organisations/add-a-setting/", told))
    assert "There is an organisation called" in again
    assert 'value="Hill School"' in again


@pytest.mark.parametrize(
    "name, code, said",
    [
        ("", "E09000007", "Write its name"),
        ("Hill", "E08000025", "Choose one of those that are offered"),
        ("!!!", "E09000007", "letters"),
    ],
)
def test_a_school_that_cannot_be_added_says_why(visitor: Client, name: str, code: str, said: str) -> None:
    signed_in(visitor, a_person("administrator", "london-regional-team"))
    told = {"name": name, "area_code": code}
    assert said in words(visitor.post("/members/organisations/add-a-setting/", told))


def test_only_the_regional_team_lists_organisations_and_adds_to_them(visitor: Client) -> None:
    signed_in(visitor, a_person("administrator"))
    assert visitor.get("/members/organisations/").status_code == 403
    told = {"name": "Hill School", "area_code": "E09000007"}
    assert visitor.post("/members/organisations/add-a-setting/", told).status_code == 403


def test_without_a_second_step_the_page_says_what_is_missing(visitor: Client) -> None:
    signed_in(visitor, a_person("administrator", second_factor=False), second_factor=False)
    answer = visitor.post("/members/organisations/camden/", {"email": "ada@example.org", "role": "viewer"})
    assert answer.status_code in (200, 403)
    assert "Invite somebody" not in words(visitor.get("/members/organisations/camden/"))
    regional = signed_in(Client(), a_person("administrator", "london-regional-team"), second_factor=False)
    refused = regional.get("/members/organisations/add-a-setting/")
    assert refused.status_code == 403
    assert "This needs a second step at sign-in" in words(refused)


def test_hostile_names_are_shown_as_text(visitor: Client) -> None:
    a_person("viewer", name="<script>alert(1)</script>")
    signed_in(visitor, a_person("viewer"))
    page = visitor.get("/members/organisations/camden/").content.decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
