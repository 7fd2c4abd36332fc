"""The digest: one mail to each member about what new figures did, once, and nothing when there is nothing to say."""

from __future__ import annotations

import smtplib
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from goldenthread.hub.people.models import Membership, Person
from goldenthread.hub.plans.actions.digest import MOST, send_digest
from goldenthread.hub.plans.actions.following import follow
from goldenthread.hub.plans.models import Notice, Plan
from tests.made.builds import Builds
from tests.made.people import a_person, an_organisation
from tests.made.plans import CAMDEN

from .following import BEFORE_2024, a_followed_measure, in_2023, in_2024

pytestmark = pytest.mark.django_db
UNREACHABLE = "unreachable@example.org"


class Failing(EmailBackend):
    """A mail server that takes letters to all but one address."""

    def send_messages(self, messages: list[mail.EmailMessage]) -> int:  # type: ignore[override]
        for message in messages:
            if UNREACHABLE in message.to:
                raise smtplib.SMTPRecipientsRefused({UNREACHABLE: (550, b"no such mailbox unreachable@example.org")})
        return int(super().send_messages(messages))


class Down(EmailBackend):
    """A mail server that nobody answers at."""

    def send_messages(self, messages: list[mail.EmailMessage]) -> int:  # type: ignore[override]
        raise ConnectionRefusedError(111, "Connection refused")


@pytest.fixture
def builds(store_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builds:
    found = Builds(store_folder, tmp_path / "store")
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(found.folder))
    found.publish(BEFORE_2024)
    return found


@pytest.fixture
def plan(builds: Builds) -> Plan:
    """A plan that a new build has moved, written by nobody who wants a digest."""
    plan, _ = a_followed_measure()
    Person.objects.update(wants_digest=False)
    builds.publish(in_2024(97.4))
    follow(plan)
    return plan


def test_every_member_gets_one_letter_of_their_own(plan: Plan) -> None:
    a_person("viewer", email="viewer@example.org", name="Viola Viewer")
    a_person("finance", email="finance@example.org")
    sent = send_digest()
    assert (sent.letters, sent.failed, sent.notices) == (2, 0, 1)
    assert sorted(tuple(letter.to) for letter in mail.outbox) == [("finance@example.org",), ("viewer@example.org",)]
    body = mail.outbox[0].body
    assert plan.title in body
    assert "- EHC plans issued within 20 weeks, without exceptions: 97.4% in 2024, up from 96.6% in 2023;" in body
    assert f"http://localhost:8000/plans/{CAMDEN}/changes/" in body
    assert mail.outbox[0].subject == "New figures: 1 change in your plan"


def test_a_letter_holds_nobodys_name_or_address(plan: Plan) -> None:
    a_person("viewer", email="viewer@example.org", name="Viola Viewer")
    send_digest()
    (letter,) = mail.outbox
    assert "Viola" not in letter.body
    assert "@" not in letter.body
    assert not letter.cc + letter.bcc


def test_a_digest_is_sent_once(plan: Plan) -> None:
    a_person("viewer")
    send_digest()
    assert Notice.objects.get().sent_at is not None
    again = send_digest()
    assert (again.letters, again.failed) == (0, 0)
    assert len(mail.outbox) == 1


def test_nothing_is_sent_where_there_is_nothing_to_say(builds: Builds) -> None:
    a_followed_measure()
    assert send_digest().letters == 0
    assert mail.outbox == []


def test_who_does_not_want_it_left_or_belongs_elsewhere_gets_none(plan: Plan) -> None:
    Person.objects.filter(pk=a_person("viewer").pk).update(wants_digest=False)
    Person.objects.filter(pk=a_person("viewer").pk).update(is_example=True)
    Person.objects.filter(pk=a_person("viewer").pk).update(is_active=False)
    left = a_person("viewer")
    Membership.objects.filter(person=left).update(ended_at=left.joined_at)
    a_person("viewer", "newham")
    a_person("regional_team", "london-regional-team")
    assert send_digest().letters == 0
    assert Notice.objects.get().sent_at is not None, "whoever joins later need not hear of it"


def test_a_person_with_two_roles_gets_one_letter(plan: Plan) -> None:
    person = a_person("viewer")
    Membership.objects.create(person=person, organisation=an_organisation("camden"), role="finance")
    assert send_digest().letters == 1


def test_a_mail_server_that_is_down_leaves_everything_unsent(plan: Plan, settings: Any) -> None:
    a_person("viewer")
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    sent = send_digest()
    assert (sent.letters, sent.failed, sent.fault) == (0, 1, "ConnectionRefusedError: Connection refused")
    assert Notice.objects.get().sent_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_digest().letters == 1


def test_who_had_the_letter_gets_no_second_one_when_another_could_not_be_reached(plan: Plan, settings: Any) -> None:
    a_person("viewer", email="viewer@example.org")
    a_person("viewer", email=UNREACHABLE)
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    sent = send_digest()
    assert (sent.letters, sent.failed) == (1, 1)
    assert UNREACHABLE not in sent.fault
    assert Notice.objects.get().sent_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_digest().letters == 1
    assert [letter.to for letter in mail.outbox] == [["viewer@example.org"], [UNREACHABLE]]
    assert Notice.objects.get().sent_at is not None


def test_the_next_digest_holds_only_what_is_new(plan: Plan, builds: Builds) -> None:
    a_person("viewer")
    send_digest()
    builds.publish(in_2024(97.4), in_2023(91.2))
    follow(plan)
    send_digest()
    assert "revised from 96.6% to 91.2%" in mail.outbox[1].body
    assert "up from" not in mail.outbox[1].body


def test_a_long_digest_says_how_many_more_there_are(plan: Plan) -> None:
    a_person("viewer")
    Notice.objects.bulk_create(
        Notice(plan=plan, kind="evidence", object_id=str(n), text=f"Change {n}.", build="b" * 12)
        for n in range(MOST + 4)
    )
    send_digest()
    assert "And 5 changes more." in mail.outbox[0].body
    assert mail.outbox[0].body.count("\n- ") == MOST
