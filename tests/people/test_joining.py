"""Joining by approval and by invitation, and leaving again."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from goldenthread.hub.audit.models import Event
from goldenthread.hub.people.actions.applications import ask_to_join, decide, withdraw_application
from goldenthread.hub.people.actions.invitations import accept, digest_of, invite
from goldenthread.hub.people.actions.memberships import end_role
from goldenthread.hub.people.actors import Actor, actor_for
from goldenthread.hub.people.faults import NotPossible
from goldenthread.hub.people.forms import role_choices
from goldenthread.hub.people.models import Application, Invitation, Membership, Person
from goldenthread.hub.people.policies import SecondFactorNeeded
from tests.made.people import PASSWORD, a_person, an_actor, an_organisation, signed_in

pytestmark = pytest.mark.django_db
Committed = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Committed) -> Callable[[], AbstractContextManager[Any]]:
    """Within it, what waits for the end of a transaction (letters) is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def an_administrator(organisation: str = "camden") -> tuple[Person, Actor]:
    person = a_person("administrator", organisation)
    return person, actor_for(person, second_factor=True)


def roles_of(person: Person) -> list[tuple[str, str]]:
    return list(Membership.objects.filter(person=person, ended_at=None).values_list("organisation_id", "role"))


def link_in(message: Any) -> str:
    found = re.search(r"https?://[^/\s]+(/members/invitation/\S+)", str(message.body))
    assert found is not None
    return found[1]


# ------------------------------------------------------------------ asking


def test_somebody_asks_to_join_and_an_administrator_lets_them(visitor: Client, committed: Any) -> None:
    chief, _ = an_administrator()
    newcomer = a_person(role="", second_factor=False, name="Ada")
    with committed():
        told = {"organisation": "camden", "role": "contributor", "reason": "SEND lead"}
        page = signed_in(visitor, newcomer, second_factor=False).post("/members/join/", told, follow=True)
    assert "You have asked to join Camden" in page.content.decode()
    assert (mail.outbox[0].to, mail.outbox[0].subject) == ([chief.email], "Somebody asks to join Camden")
    assert not {"Ada", "SEND lead"} & set(re.findall("Ada|SEND lead", str(mail.outbox[0].body)))
    assert "/members/organisations/camden/" in str(mail.outbox[0].body)
    assert roles_of(newcomer) == []
    office = signed_in(Client(), chief)
    assert "Ada asks to join" in " ".join(office.get("/members/").content.decode().split())
    assert "SEND lead" in office.get("/members/organisations/camden/").content.decode()
    with committed():
        pk = Application.objects.get().pk
        office.post(f"/members/applications/{pk}/decide/", {"answer": "grant"})
    assert roles_of(newcomer) == [("camden", "contributor")]
    assert mail.outbox[1].to == [newcomer.email]
    assert "You are now a member of Camden" in str(mail.outbox[1].body)


def test_a_refusal_is_told_and_gives_nothing(committed: Any) -> None:
    _, chief = an_administrator()
    newcomer = a_person(role="", second_factor=False)
    wish = ask_to_join(an_organisation(), by=actor_for(newcomer, False), role="viewer")
    with committed():
        decide(wish, by=chief, granted=False)
    assert roles_of(newcomer) == []
    assert "has not taken up your wish" in str(mail.outbox[0].body)


def test_the_regional_team_decides_where_an_organisation_has_no_administrator_yet(committed: Any) -> None:
    regional, chief = an_administrator("london-regional-team")
    newcomer = a_person(role="", second_factor=False)
    with committed():
        wish = ask_to_join(an_organisation("barnet"), by=actor_for(newcomer, False), role="administrator")
    assert mail.outbox[0].to == [regional.email]
    decide(wish, by=chief, granted=True)
    assert roles_of(newcomer) == [("barnet", "administrator")]


def test_an_administrator_elsewhere_decides_nothing_here() -> None:
    _, elsewhere = an_administrator("barnet")
    wish = ask_to_join(an_organisation(), by=an_actor("viewer", "barnet", False), role="viewer")
    with pytest.raises(PermissionDenied):
        decide(wish, by=elsewhere, granted=True)


def test_an_administrator_without_a_second_step_decides_nothing() -> None:
    wish = ask_to_join(an_organisation(), by=an_actor("viewer", "barnet", False), role="viewer")
    with pytest.raises(SecondFactorNeeded):
        decide(wish, by=an_actor("administrator", second_factor=False), granted=True)


def test_nobody_decides_twice() -> None:
    _, chief = an_administrator()
    wish = ask_to_join(an_organisation(), by=an_actor("viewer", "barnet", False), role="viewer")
    decide(wish, by=chief, granted=False)
    with pytest.raises(NotPossible, match="decided this already"):
        decide(wish, by=chief, granted=True)


def test_what_cannot_be_asked_for_is_said_beside_the_form(visitor: Client) -> None:
    person = a_person("viewer", "camden", second_factor=False)
    signed_in(visitor, person, second_factor=False)
    for organisation, role, said in (
        ("camden", "viewer", "You have this role in Camden already"),
        ("camden-parent-carer-forum", "finance", "There is no such role"),
        ("nowhere", "viewer", "Choose one of those that are offered"),
    ):
        page = visitor.post("/members/join/", {"organisation": organisation, "role": role, "reason": "kept text"})
        assert said in page.content.decode()
        assert "kept text" in page.content.decode()
    assert not Application.objects.exists()


def test_somebody_cannot_ask_for_the_same_twice_or_for_everything() -> None:
    actor = an_actor("viewer", "camden", False)
    ask_to_join(an_organisation("barnet"), by=actor, role="viewer")
    with pytest.raises(NotPossible, match="asked Barnet for this already"):
        ask_to_join(an_organisation("barnet"), by=actor, role="viewer")
    for slug in ("brent", "bexley", "ealing", "enfield"):
        ask_to_join(an_organisation(slug), by=actor, role="viewer")
    with pytest.raises(NotPossible, match="Wait for their answers"):
        ask_to_join(an_organisation("sutton"), by=actor, role="viewer")


def test_a_wish_can_be_taken_back_by_whoever_has_it_alone(visitor: Client) -> None:
    person = a_person("viewer", "camden", second_factor=False)
    wish = ask_to_join(an_organisation("barnet"), by=actor_for(person, False), role="viewer")
    signed_in(Client(), a_person("viewer")).post(f"/members/applications/{wish.pk}/withdraw/")
    assert Application.objects.count() == 1
    signed_in(visitor, person).post(f"/members/applications/{wish.pk}/withdraw/")
    assert Application.objects.count() == 0


def test_asking_and_taking_back_again_and_again_sends_five_letters_a_day(committed: Any) -> None:
    _, _ = an_administrator("barnet")
    actor = an_actor("viewer", "camden", False)
    with committed():
        for _ in range(5):
            wish = ask_to_join(an_organisation("barnet"), by=actor, role="viewer")
            withdraw_application(wish.pk, by=actor)
        with pytest.raises(NotPossible, match="Ask again tomorrow"):
            ask_to_join(an_organisation("barnet"), by=actor, role="viewer")
    assert len(mail.outbox) == 5
    Event.objects.update(at=timezone.now() - dt.timedelta(days=2))
    ask_to_join(an_organisation("barnet"), by=actor, role="viewer")


def test_an_administrator_does_not_grant_their_own_wish(visitor: Client, committed: Any) -> None:
    person, chief = an_administrator()
    regional, region = an_administrator("london-regional-team")
    with committed():
        wish = ask_to_join(an_organisation(), by=chief, role="approver")
    assert [each.to for each in mail.outbox] == [[regional.email]]  # nobody else in Camden could decide
    page = signed_in(visitor, person).post(f"/members/applications/{wish.pk}/decide/", {"answer": "grant"}, follow=True)
    assert "you are the only administrator of Camden. Ask the regional team" in page.content.decode()
    assert roles_of(person) == [("camden", "administrator")]
    an_administrator()
    with pytest.raises(NotPossible, match="Another administrator of Camden decides"):
        decide(wish, by=chief, granted=True)
    decide(wish, by=region, granted=True)
    assert ("camden", "approver") in roles_of(person)


def test_the_only_administrator_of_the_regional_team_gives_themselves_nothing_either() -> None:
    _, region = an_administrator("london-regional-team")
    wish = ask_to_join(an_organisation("london-regional-team"), by=region, role="regional_team")
    with pytest.raises(NotPossible, match="has no other administrator"):
        decide(wish, by=region, granted=True)


def test_an_administrator_does_not_invite_themselves(committed: Any) -> None:
    person, chief = an_administrator()
    for address in (person.email, f" {person.email.upper()} "):
        with pytest.raises(NotPossible, match="Nobody gives themselves a role"):
            invite(an_organisation(), by=chief, email=address, role="approver")
    with committed():
        invite(an_organisation(), by=chief, email="second@example.org", role="approver")
    EmailAddress.objects.create(user=person, email="second@example.org", verified=True)
    with pytest.raises(NotPossible, match="Nobody gives themselves a role"):
        accept(link_in(mail.outbox[0]).split("/")[-2], by=chief)
    assert roles_of(person) == [("camden", "administrator")]


# ------------------------------------------------------------------ invitations


def test_somebody_new_is_invited_creates_an_account_and_is_in(visitor: Client, committed: Any) -> None:
    chief, _ = an_administrator()
    office = signed_in(Client(), chief)
    with committed():
        page = office.post(
            "/members/organisations/camden/", {"email": "New@Example.org", "role": "approver"}, follow=True
        )
    assert "An invitation is on its way to new@example.org" in page.content.decode()
    link = link_in(mail.outbox[0])
    assert "Create an account" in visitor.get(link).content.decode()
    told = {"name": "Ada", "email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    page = visitor.post(f"/account/signup/?next={link}", told, follow=True)
    assert len(mail.outbox) == 1  # the letter was proof enough of the address
    assert "Accept the invitation" in page.content.decode()
    visitor.post(link)
    assert roles_of(Person.objects.get(email="new@example.org")) == [("camden", "approver")]


def test_a_forwarded_invitation_makes_an_account_of_the_invited_address_alone(visitor: Client, committed: Any) -> None:
    _, chief = an_administrator()
    with committed():
        invite(an_organisation(), by=chief, email="ada@example.org", role="approver")
    link = link_in(mail.outbox[0])
    visitor.get(link)
    form = visitor.get(f"/account/signup/?next={link}").content.decode()
    assert re.search(r'<input[^>]*name="email"[^>]*value="ada@example.org"[^>]*disabled', form)
    told = {"name": "Eve", "email": "eve@example.org", "password1": PASSWORD, "password2": PASSWORD}
    visitor.post(f"/account/signup/?next={link}", told)
    addresses = EmailAddress.objects.exclude(user_id=chief.key)
    assert list(addresses.values_list("email", flat=True)) == ["ada@example.org"]


def test_whoever_opened_an_invitation_may_register_with_another_address(visitor: Client, committed: Any) -> None:
    _, chief = an_administrator()
    with committed():
        invite(an_organisation(), by=chief, email="ada@example.org", role="approver")
    visitor.get(link_in(mail.outbox[0]))
    assert "Register with another address" in visitor.get("/account/signup/").content.decode()
    form = visitor.post("/members/forget-invitation/", follow=True).content.decode()
    assert "ada@example.org" not in form
    assert "Register with another address" not in form
    told = {"name": "Eve", "email": "eve@example.org", "password1": PASSWORD, "password2": PASSWORD}
    visitor.post("/account/signup/", told)
    address = EmailAddress.objects.get(email="eve@example.org")
    assert not address.verified  # a letter goes there first


def test_whoever_has_just_chosen_a_password_is_not_asked_for_it_to_set_up_a_second_step(
    visitor: Client, committed: Any
) -> None:
    _, chief = an_administrator()
    with committed():
        invite(an_organisation(), by=chief, email="ada@example.org", role="approver")
    link = link_in(mail.outbox[0])
    visitor.get(link)
    told = {"name": "Ada", "password1": PASSWORD, "password2": PASSWORD}
    visitor.post(f"/account/signup/?next={link}", told)
    visitor.post(link)
    assert "reauthenticate" not in visitor.get("/account/2fa/totp/activate/", follow=True).request["PATH_INFO"]


def test_an_address_that_no_mail_reaches_is_not_invited(visitor: Client) -> None:
    chief, _ = an_administrator()
    told = {"email": "head@example.invalid", "role": "approver"}
    page = signed_in(visitor, chief).post("/members/organisations/camden/", told).content.decode()
    assert "No mail reaches an address that ends in .invalid" in page
    assert not Invitation.objects.exists()


def test_somebody_who_has_an_account_accepts_with_it(visitor: Client, committed: Any) -> None:
    _, chief = an_administrator()
    person = a_person("viewer", "barnet", second_factor=False)
    with committed():
        invite(an_organisation(), by=chief, email=person.email, role="viewer")
    page = signed_in(visitor, person).post(link_in(mail.outbox[0]), follow=True)
    assert "You are now a member of Camden" in page.content.decode()
    assert set(roles_of(person)) == {("barnet", "viewer"), ("camden", "viewer")}


def test_whoever_is_invited_to_a_second_role_is_told_that_both_are_held(visitor: Client, committed: Any) -> None:
    _, chief = an_administrator()
    person = a_person("viewer")
    with committed():
        invite(an_organisation(), by=chief, email=person.email, role="approver")
    page = signed_in(visitor, person).post(link_in(mail.outbox[0]), follow=True).content.decode()
    assert "You hold both roles now, approver and viewer" in page
    assert "End viewer" in page
    assert "End approver" in page


def test_registration_keeps_its_words_after_an_error(visitor: Client) -> None:
    page = visitor.post("/account/signup/", {"email": "a@example.org", "password1": "abc"}).content.decode()
    assert "There is a problem" in page
    assert "E-mail address" in page
    assert "The same password again" in page
    assert page.count("Four words in a row") == 1
    assert "commonly used password" not in page


def test_whoever_joins_in_a_role_that_writes_is_led_to_a_second_step(visitor: Client, committed: Any) -> None:
    person = a_person(role="", second_factor=False)
    _, chief = an_administrator()
    with committed():
        invite(an_organisation(), by=chief, email=person.email, role="contributor")
    answer = signed_in(visitor, person, second_factor=False).post(link_in(mail.outbox[0]))
    assert answer["Location"] == "/members/second-step/"


def test_one_s_own_page_names_an_invitation_to_a_confirmed_address_and_accepts_it(
    visitor: Client, committed: Any
) -> None:
    person, stranger = a_person(role=""), a_person(role="")
    _, chief = an_administrator()
    with committed():
        invite(an_organisation(), by=chief, email=person.email.upper(), role="contributor")
    accept_it = f"/members/invitations/{Invitation.objects.get().pk}/accept/"
    assert signed_in(Client(), stranger).post(accept_it).status_code == 404
    assert "invites you" not in signed_in(Client(), stranger).get("/members/").content.decode()
    addresses = EmailAddress.objects.filter(user=person)
    addresses.update(verified=False)
    assert signed_in(visitor, person).post(accept_it).status_code == 404
    addresses.update(verified=True)
    page = visitor.get("/members/").content.decode()
    assert "invites you as contributor" in page
    assert "You belong to no organisation yet" not in page
    visitor.post(accept_it)
    assert roles_of(person) == [("camden", "contributor")]
    assert "invites you" not in visitor.get("/members/").content.decode()
    assert visitor.post(accept_it).status_code == 410


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("authority", {
            "contributor": "reads, writes plans, sees costs and judges maturity",
            "approver": "reads, writes plans, sees costs, judges maturity, agrees levels, submits plans and signs plans",
            "administrator": "reads and looks after the people", "viewer": "reads",
        }),
        ("forum", {"contributor": "reads and judges maturity", "approver": "reads, judges maturity and signs plans"}),
        ("region", {"regional_team": "reads, sees costs and moderates"}),
    ],
)  # fmt: skip
def test_a_role_is_told_by_what_it_may_in_its_kind_of_organisation(kind: str, told: dict[str, str]) -> None:
    words = {role: text.split(" – ")[1] for role, text in role_choices((kind,))}
    assert {role: words[role] for role in told} == told


def test_only_a_digest_of_the_secret_is_kept(committed: Any) -> None:
    _, chief = an_administrator()
    with committed():
        invite(an_organisation(), by=chief, email="ada@example.org", role="viewer")
    secret = link_in(mail.outbox[0]).split("/")[-2]
    kept = str(list(Invitation.objects.values())) + str(list(Event.objects.values()))
    assert secret not in kept
    assert "ada@example.org" not in str(list(Event.objects.values()))
    assert Invitation.objects.get().digest == digest_of(secret)


def a_link(committed: Any, email: str) -> str:
    _, chief = an_administrator()
    with committed():
        invite(an_organisation(), by=chief, email=email, role="viewer")
    return link_in(mail.outbox[-1])


@pytest.mark.parametrize(
    "what, said",
    [
        ({"expires_at": dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)}, "This invitation ended on 3 March 2026"),
        ({"used_at": dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)}, "This invitation was used on 3 March 2026"),
        ({"withdrawn_at": dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)}, "This invitation was withdrawn"),
    ],
)
def test_a_link_that_is_over_says_why(visitor: Client, committed: Any, what: dict[str, Any], said: str) -> None:
    person = a_person(role="", second_factor=False)
    link = a_link(committed, person.email)
    Invitation.objects.update(**what)
    for answer in (signed_in(visitor, person).get(link), visitor.post(link), Client().get(link)):
        assert answer.status_code == 410
        assert said in answer.content.decode()
    assert roles_of(person) == []


@pytest.mark.parametrize("secret", ["x", "<script>", "a" * 500, "%00", "../../etc"])
def test_a_made_up_link_is_no_fault_of_the_site(visitor: Client, secret: str) -> None:
    answer = visitor.get(f"/members/invitation/{secret}/")
    assert answer.status_code in (404, 410)
    assert "<script>" not in answer.content.decode()


def test_a_link_sent_to_somebody_else_is_not_accepted(visitor: Client, committed: Any) -> None:
    link = a_link(committed, "ada@example.org")
    eve = a_person(role="", second_factor=False)
    signed_in(visitor, eve)
    assert "was sent to another address, so you cannot accept it" in visitor.get(link).content.decode()
    assert "was sent to another address than yours" in visitor.post(link).content.decode()
    assert roles_of(eve) == []
    assert Invitation.objects.get().used_at is None


def test_an_invitation_works_once(committed: Any) -> None:
    person = a_person(role="", second_factor=False)
    link = a_link(committed, person.email)
    secret = link.split("/")[-2]
    accept(secret, by=actor_for(person, False))
    with pytest.raises(NotPossible, match="It works once"):
        accept(secret, by=actor_for(person, False))


def test_inviting_again_ends_the_earlier_letter(committed: Any) -> None:
    _, chief = an_administrator()
    with committed():
        invite(an_organisation(), by=chief, email="ada@example.org", role="viewer")
        invite(an_organisation(), by=chief, email="ADA@example.org", role="viewer")
    first, second = Invitation.objects.order_by("pk")
    assert first.withdrawn_at is not None
    assert second.withdrawn_at is None
    assert dt.timedelta(days=13) < second.expires_at - timezone.now() <= dt.timedelta(days=14)


def test_an_invitation_is_withdrawn(visitor: Client, committed: Any) -> None:
    chief, _ = an_administrator()
    signed_in(visitor, chief)
    link = a_link(committed, "ada@example.org")
    visitor.post(f"/members/invitations/{Invitation.objects.get().pk}/withdraw/")
    assert "This invitation was withdrawn" in Client().get(link).content.decode()


def test_a_member_who_is_no_administrator_invites_nobody(visitor: Client) -> None:
    signed_in(visitor, a_person("approver"))
    answer = visitor.post("/members/organisations/camden/", {"email": "ada@example.org", "role": "viewer"})
    assert answer.status_code == 403
    assert "Invite somebody" not in visitor.get("/members/organisations/camden/").content.decode()
    assert not Invitation.objects.exists()


def test_a_role_that_an_organisation_does_not_have_is_not_given(visitor: Client) -> None:
    signed_in(visitor, an_administrator()[0])
    told = {"email": "ada@example.org", "role": "regional_team"}
    assert (
        "Choose one of those that are offered" in visitor.post("/members/organisations/camden/", told).content.decode()
    )
    with pytest.raises(NotPossible, match="no such role"):
        invite(an_organisation(), by=an_administrator()[1], email="ada@example.org", role="regional_team")


# ------------------------------------------------------------------ roles that end


def test_an_administrator_ends_a_role_after_being_asked(visitor: Client) -> None:
    chief, _ = an_administrator()
    person = a_person("viewer", name="Ada")
    membership = Membership.objects.get(person=person)
    signed_in(visitor, chief)
    assert "End Ada’s role?" in visitor.get(f"/members/roles/{membership.pk}/end/").content.decode()
    visitor.post(f"/members/roles/{membership.pk}/end/")
    assert roles_of(person) == []
    assert Event.objects.filter(action="role_ended", about=person.key, actor=chief.key).count() == 1


def test_somebody_leaves_by_themselves_but_ends_no_role_of_others(visitor: Client) -> None:
    person, other = a_person("viewer"), a_person("viewer")
    signed_in(visitor, person)
    foreign = Membership.objects.get(person=other)
    assert visitor.post(f"/members/roles/{foreign.pk}/end/").status_code == 403
    visitor.post(f"/members/roles/{Membership.objects.get(person=person).pk}/end/")
    assert (roles_of(person), roles_of(other)) == ([], [("camden", "viewer")])


def test_the_last_administrator_stays_until_there_is_another(visitor: Client) -> None:
    chief, actor = an_administrator()
    membership = Membership.objects.get(person=chief)
    page = signed_in(visitor, chief).post(f"/members/roles/{membership.pk}/end/", follow=True)
    assert "Camden would be left without an administrator" in page.content.decode()
    an_administrator()
    end_role(membership, by=actor)
    assert roles_of(chief) == []


def test_an_administrator_whose_account_is_closed_does_not_count() -> None:
    chief, actor = an_administrator()
    gone, _ = an_administrator()
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    with pytest.raises(NotPossible):
        end_role(Membership.objects.get(person=chief), by=actor)
