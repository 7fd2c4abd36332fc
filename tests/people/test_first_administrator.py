"""`goldenthread people add-administrator`: the first administrator, made by whoever runs the site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client

from goldenthread.hub.people import letters
from goldenthread.hub.people.actions.first import add_administrator, password_link
from goldenthread.hub.people.models import Membership, Person
from tests.made.people import a_person, an_organisation

pytestmark = pytest.mark.django_db


def call(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as it is called, with a site of its own."""
    environment = {**os.environ, "GOLDENTHREAD_VAR": str(var), "GOLDENTHREAD_ADDRESS": "https://thread.example.org"}
    environment.pop("GOLDENTHREAD_DATABASE", None)
    command = [sys.executable, "-m", "goldenthread", "people", "add-administrator", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_the_command_makes_a_site_with_its_first_administrator_and_says_what_is_wrong(tmp_path: Path) -> None:
    done = call(tmp_path, "Ada@Example.org", "--name", "Ada", "--organisation", "camden")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ada is an administrator of Camden." in done.stdout
    assert "https://thread.example.org/account/password/reset/key/" in done.stdout
    assert "set GOLDENTHREAD_ADDRESS and call this again" in done.stdout
    mailed = call(tmp_path, "ada@example.org", "--mail")
    assert "is an administrator of London regional team" in mailed.stdout
    assert "https" not in mailed.stdout
    assert "https://thread.example.org/" in next((tmp_path / "mail").iterdir()).read_text()
    for arguments, said in (
        (("ada",), "'ada' is not an e-mail address"),
        (("ada@example.org", "--organisation", "camdem"), "Did you mean camden"),
    ):
        refused = call(tmp_path, *arguments)
        assert refused.returncode == 2
        assert said in refused.stderr
        assert "Traceback" not in refused.stderr


def test_the_link_sets_a_password_once_and_the_address_counts_as_confirmed() -> None:
    person = add_administrator("Ada@example.org", an_organisation(), "Ada")
    path = re.sub(r"^https?://[^/]+", "", password_link(person))
    visitor = Client()
    form = visitor.get(path, follow=True)
    told = {"password1": "a long walk by the river", "password2": "a long walk by the river"}
    visitor.post(form.redirect_chain[-1][0], told)
    answer = visitor.post("/account/login/", {"login": "ada@example.org", "password": told["password1"]})
    assert answer["Location"].startswith("/members/second-step/")
    assert "does not work any more" in Client().get(path, follow=True).content.decode()


def test_calling_it_again_gives_no_second_role_and_takes_no_password_away() -> None:
    person = a_person("administrator", email="ada@example.org")
    add_administrator("ada@example.org", an_organisation())
    add_administrator("ADA@example.org", an_organisation("barnet"))
    person.refresh_from_db()
    assert person.has_usable_password()
    assert Person.objects.count() == 1
    assert Membership.objects.filter(person=person, role="administrator").count() == 2


def test_a_mail_server_that_fails_is_logged_without_the_address_and_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, settings: object
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # type: ignore[attr-defined]  # nobody listens there
    person = add_administrator("ada@example.org", an_organisation())
    assert letters.password_link(person, an_organisation(), "https://x/") is False
    assert "could not be sent: ConnectionRefusedError" in caplog.text
    assert "ada@" not in caplog.text
    assert not mail.outbox
