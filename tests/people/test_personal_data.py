"""Every personal field is classified; everything about a person can be taken along and, but for what they wrote, removed."""

from __future__ import annotations

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.test import Client
from django.utils import timezone

from goldenthread.hub.audit.interface import change, create
from goldenthread.hub.audit.models import Event
from goldenthread.hub.maturity.actions import add_evidence, change_evidence
from goldenthread.hub.people.actions.account import close_account, export_account
from goldenthread.hub.people.actions.applications import ask_to_join
from goldenthread.hub.people.actors import actor_for, names_of
from goldenthread.hub.people.faults import NotPossible
from goldenthread.hub.people.models import Application, Invitation, Membership, Person
from goldenthread.hub.people.personal import kept
from goldenthread.hub.plans.actions.comments import comment, settle
from goldenthread.hub.plans.actions.copying import copy_plan
from goldenthread.hub.plans.actions.priorities import change_priority
from goldenthread.hub.plans.actions.sections import write_section
from goldenthread.hub.plans.models import Plan, ReturnTemplate
from tests.made.people import PASSWORD, a_person, an_actor, an_organisation, signed_in
from tests.made.plans import CAMDEN, a_plan, a_priority, an_action

pytestmark = pytest.mark.django_db
WRITTEN = (models.CharField, models.TextField, models.JSONField, models.FileField, models.BinaryField)
ALL_KEPT = {each.model: each for each in kept()}


def fields_to_classify(model: type[models.Model]) -> set[str]:
    """Fields that could say something about somebody: what is typed, and what points elsewhere."""
    found = [f for f in model._meta.concrete_fields if isinstance(f, (*WRITTEN, models.ForeignKey))]
    return {f.name for f in found if f.name != "session_key"}


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_every_field_that_could_be_personal_is_classified(model: type[models.Model]) -> None:
    label = model._meta.label
    room = model.__module__.rpartition(".models")[0]
    assert label in ALL_KEPT, f"{label} is in no personal.py: add it to {room}.personal"
    missing = fields_to_classify(model) - ALL_KEPT[label].fields
    assert not missing, f"{label}: {sorted(missing)} are not classified: add them to {room}.personal"


@pytest.mark.parametrize("label", sorted(ALL_KEPT))
def test_what_is_classified_is_there_and_says_why_it_is_kept(label: str) -> None:
    each = ALL_KEPT[label]
    names = {f.name for f in apps.get_model(label)._meta.concrete_fields}
    unknown = {name for name in each.fields if name not in names} - {"email_address", "account"}
    assert not unknown, f"{label} has no {sorted(unknown)}"
    if each.who:
        assert each.purpose, label
        assert each.basis, label
        assert each.retention, label
        each.rows_of("1").exists()  # the lookup works


def test_no_model_is_classified_twice() -> None:
    assert len(ALL_KEPT) == len(kept())


def test_a_copy_holds_everything_about_a_person_and_no_secret(visitor: Client) -> None:
    person = a_person("viewer", name="Ada", email="ada@example.org")
    ask_to_join(an_organisation("barnet"), by=actor_for(person, True), role="viewer", reason="I work there too")
    answer = signed_in(visitor, person).get("/members/data/file/")
    assert answer["Content-Disposition"] == 'attachment; filename="golden-thread-my-data.json"'
    copy = json.loads(answer.content)
    assert copy["Account"][0]["name"] == "Ada"
    assert copy["organisations"] == [{"id": "camden", "name": "Camden", "role": "viewer"}]
    assert copy["Wishes to join an organisation"][0]["reason"] == "I work there too"
    assert copy["What was done"]
    text = answer.content.decode()
    assert person.password not in text
    assert "JBSWY3DPEHPK3PXP" not in text


def test_a_copy_holds_nothing_of_others() -> None:
    person, other = a_person("viewer", name="Ada"), a_person("viewer", name="Ben", email="ben@example.org")
    copy = json.dumps(export_account(by=actor_for(person, True)))
    assert "ben@example.org" not in copy
    assert other.name not in copy


def test_what_one_wrote_is_in_the_copy_with_its_earlier_versions() -> None:
    person = a_person("contributor")
    plan = create(Plan(partnership="E09000007", template="send-reform-plan", template_version="1", title="Our plan"),
                  by=person.key)  # fmt: skip
    change(Plan, plan.pk, version=1, values={"title": "A better plan"}, by=person.key)
    copy = export_account(by=actor_for(person, True))
    assert copy["Plans you started or changed"][0]["title"] == "A better plan"
    titles = [each["values"]["title"] for each in copy["Earlier versions of what you wrote"]]
    assert titles == ["Our plan", "A better plan"]


def copied(person: Person) -> str:
    return json.dumps(export_account(by=actor_for(person, True)))


def test_a_copy_holds_no_words_that_others_wrote_in_the_same_thing() -> None:
    person, other = a_person("contributor"), an_actor("contributor")
    plan = a_plan(other, title="Others’ plan")
    priority = a_priority(plan, other, title="Others’ priority")
    change_priority(priority.pk, by=actor_for(person, True), version=1, why="My own reason")
    write_section(
        plan, by=other, section="assessment", version=0, narrative="Others’ narrative", assigned_to=person.key
    )
    write_section(plan, by=actor_for(person, True), section="assessment", version=2, is_ready=True)
    said = comment(plan, by=other, kind="section", object_id="assessment", text="Others’ comment")
    settle(said, by=actor_for(person, True), settled=True)
    copy = copied(person)
    assert "My own reason" in copy
    assert "Others" not in copy


def test_a_copy_of_a_plan_is_not_ones_own_words() -> None:
    person, other = a_person("approver"), an_actor("contributor")
    plan = a_plan(other)
    a_priority(plan, other, title="Others’ priority")
    write_section(plan, by=other, section="assessment", version=0, narrative="Others’ narrative")
    copy_plan(plan, by=actor_for(person, True))
    assert "Others" not in copied(person)


def test_costs_are_in_a_copy_only_while_one_may_see_them() -> None:
    person = a_person("contributor")
    plan = a_plan()
    an_action(a_priority(plan), by=actor_for(person, True), title="My action")
    Plan.objects.update(frozen={"title": "Frozen words"})
    assert "125000" in copied(person)
    Membership.objects.filter(person=person).update(ended_at=timezone.now())
    copy = copied(person)
    assert "My action" in copy
    assert "125000" not in copy
    assert "Frozen words" not in copy


def test_restricted_evidence_is_in_a_copy_only_while_one_may_see_it() -> None:
    person = a_person("contributor")
    actor = actor_for(person, True)
    told = {"partnership": CAMDEN, "statements": [], "kind": "narrative"}
    add_evidence(by=actor, title="Open title", classification="partnership", **told)
    kept_back = add_evidence(by=actor, title="First title", classification="partnership", **told)
    change_evidence(kept_back.pk, by=actor, version=1, title="Secret title", classification="restricted")
    assert "Secret title" in copied(person)
    assert "Secret title" not in json.dumps(export_account(by=actor_for(person, False)))
    Membership.objects.filter(person=person).update(ended_at=timezone.now())
    copy = copied(person)
    assert "Open title" in copy
    assert "Secret title" not in copy
    assert "First title" not in copy  # what is restricted now was so in spirit before


def test_a_blank_return_is_no_part_of_a_copy() -> None:
    person = a_person("contributor")
    create(ReturnTemplate(partnership=CAMDEN, file_name="mine.xlsx", content=b"cells of others", digest="d",
                          layout={"A1": "Row of others"}), by=person.key)  # fmt: skip
    copy = copied(person)
    assert "mine.xlsx" in copy
    assert "others" not in copy


def test_a_copy_asks_who_it_is_when_sign_in_was_long_ago(visitor: Client) -> None:
    signed_in(visitor, a_person("viewer"))
    session = visitor.session
    session["account_authentication_methods"] = [{"method": "password", "at": 1}]
    session.save()
    for address in ("/members/data/file/", "/members/data/close/"):
        assert visitor.get(address)["Location"].startswith("/account/reauthenticate/")


def test_closing_an_account_removes_who_it_was_and_keeps_what_they_wrote(visitor: Client) -> None:
    person = a_person("viewer", name="Ada", email="ada@example.org")
    ask_to_join(an_organisation("barnet"), by=actor_for(person, True), role="viewer", reason="Ada here")
    Invitation.objects.create(
        email="ada@example.org", organisation=an_organisation(), role="viewer", digest="d", invited_by="1",
        expires_at="2027-01-01T00:00Z",
    )  # fmt: skip
    elsewhere, half_in = signed_in(Client(), person), Client()
    half_in.post("/account/login/", {"login": "ada@example.org", "password": PASSWORD})  # before the second step
    signed_in(visitor, person)
    assert "Tick the box" in visitor.post("/members/data/close/", {}).content.decode()
    page = visitor.post("/members/data/close/", {"sure": "on"}, follow=True).content.decode()
    assert "Your account is closed" in page
    person.refresh_from_db()
    assert (person.name, person.is_active, person.has_usable_password()) == ("", False, False)
    for left in (EmailAddress, Authenticator, Application, Invitation):
        assert not left.objects.exists(), left
    assert not Membership.objects.filter(ended_at=None).exists()
    assert names_of([person.key])[person.key] == "a former member"
    assert elsewhere.get("/members/").status_code == 302
    everything = str([list(model._default_manager.values()) for model in apps.get_models()])
    everything += str([each.get_decoded() for each in Session.objects.all()])
    assert "ada@example.org" not in everything
    assert Event.objects.filter(action="account_closed").exists()


def test_a_database_file_keeps_nothing_of_what_is_deleted() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA secure_delete").fetchone()[0] == 1


def test_a_closed_account_cannot_sign_in_and_its_address_is_free_again(visitor: Client) -> None:
    person = a_person(role="", second_factor=False, email="ada@example.org")
    close_account(by=actor_for(person, False))
    told = {"login": "ada@example.org", "password": "a long walk by the river"}
    assert "is not right" in visitor.post("/account/login/", told).content.decode()
    a_person(role="", email="ada@example.org")
    assert Person.objects.filter(is_active=True).count() == 1


def test_the_last_administrator_closes_their_account_after_making_another(visitor: Client) -> None:
    person = a_person("administrator")
    page = signed_in(visitor, person).post("/members/data/close/", {"sure": "on"}).content.decode()
    assert "Camden would be left without an administrator" in page
    person.refresh_from_db()
    assert person.is_active
    with pytest.raises(NotPossible):
        close_account(by=actor_for(person, True))
    a_person("administrator")
    close_account(by=actor_for(person, True))


def test_a_person_changes_their_name_and_it_is_kept_that_they_did(visitor: Client) -> None:
    person = a_person("viewer", name="Ada")
    signed_in(visitor, person).post("/members/account/", {"name": "Ada L.", "wants_digest": "on"})
    person.refresh_from_db()
    assert person.name == "Ada L."
    event = Event.objects.get(action="account_changed")
    assert (event.about, event.fields) == (person.key, ["name"])
    assert "Write your name" in visitor.post("/members/account/", {"name": " "}).content.decode()


def test_the_page_tells_what_is_kept_why_and_how_long(visitor: Client) -> None:
    page = signed_in(visitor, a_person("viewer")).get("/members/data/").content.decode()
    for each in kept():
        assert (each.title in page) == bool(each.purpose)
