"""Signing in with a password, a code and a passkey's record; what goes wrong says so and gives nothing away."""

from __future__ import annotations

import io
import logging
import re
import sys
import time
from typing import Any, cast

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.test import Client

from goldenthread.hub.audit.models import Event
from goldenthread.hub.config.logs import WithoutSecrets
from goldenthread.hub.people.models import Invitation, Person
from tests.made.people import PASSWORD, a_person, signed_in

pytestmark = pytest.mark.django_db
LOGIN, SECRET = "/account/login/", "JBSWY3DPEHPK3PXP"


def try_to_sign_in(visitor: Client, email: str, password: str = PASSWORD, **more: str) -> str:
    """The page after an attempt."""
    return visitor.post(LOGIN, {"login": email, "password": password, **more}, follow=True).content.decode()


def code_now() -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(SECRET, counter))


def links_in(message: str) -> list[str]:
    return re.findall(r"https?://[^/\s]+(/\S+)", message)


def test_somebody_new_confirms_their_address_and_then_signs_in(visitor: Client) -> None:
    told = {"name": "Ada", "email": "Ada@Example.org", "password1": PASSWORD, "password2": PASSWORD}
    page = visitor.post("/account/signup/", told, follow=True).content.decode()
    assert "Look at your mail" in page
    assert "Look at your mail" in try_to_sign_in(visitor, "ada@example.org")  # not before it is confirmed
    link = links_in(str(mail.outbox[0].body))[0]
    assert "Is ada@example.org your address?" in visitor.get(link).content.decode()
    visitor.post(link)
    assert "You belong to no organisation yet" in try_to_sign_in(visitor, "ada@example.org")
    assert Person.objects.get().name == "Ada"


def test_a_link_to_confirm_works_once_and_says_so_afterwards(visitor: Client) -> None:
    told = {"name": "Ada", "email": "ada@example.org", "password1": PASSWORD, "password2": PASSWORD}
    visitor.post("/account/signup/", told)
    assert "This link does not work any more" in visitor.get("/account/confirm-email/made-up/").content.decode()


def test_an_address_that_is_taken_is_told_by_mail_alone(visitor: Client) -> None:
    a_person(email="ada@example.org")
    told = {"name": "Eve", "email": "ada@example.org", "password1": PASSWORD, "password2": PASSWORD}
    page = visitor.post("/account/signup/", told, follow=True).content.decode()
    assert "Look at your mail" in page
    assert mail.outbox[0].subject == "You have an account already"


@pytest.mark.parametrize("address", ["ada@example.org", "eve@example.org"])
def test_time_does_not_tell_either_a_password_is_hashed_for_a_new_address_and_a_known_one(
    visitor: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_person(email="ada@example.org")
    hashed: list[str] = []
    kept = PBKDF2PasswordHasher.encode

    def encode(hasher: PBKDF2PasswordHasher, password: str, salt: str, iterations: int | None = None) -> str:
        hashed.append(password)
        return kept(hasher, password, salt, iterations)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", encode)
    told = {"name": "Eve", "email": address, "password1": PASSWORD, "password2": PASSWORD}
    visitor.post("/account/signup/", told)
    assert hashed == [PASSWORD]


def test_an_address_that_no_mail_reaches_makes_no_account_and_is_added_to_none(visitor: Client) -> None:
    told = {"name": "Eve", "email": "head@example.invalid", "password1": PASSWORD, "password2": PASSWORD}
    assert "No mail reaches" in visitor.post("/account/signup/", told).content.decode()
    assert not Person.objects.exists()
    own = signed_in(visitor, a_person(second_factor=False), second_factor=False)
    page = own.post("/account/email/", {"action_add": "", "email": "head@example.invalid"}, follow=True)
    assert "No mail reaches" in page.content.decode()


def test_a_sign_in_begun_before_the_password_was_changed_is_not_finished_after_it(visitor: Client) -> None:
    person = a_person(email="ada@example.org")
    assert "authenticate" in visitor.post(LOGIN, {"login": person.email, "password": PASSWORD})["Location"]
    person.set_password("another walk by the river")
    person.save()
    page = visitor.post("/account/2fa/authenticate/", {"code": code_now()}, follow=True).content.decode()
    assert "The password was changed since you began to sign in" in page
    assert visitor.get("/members/").status_code == 302


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(visitor: Client) -> None:
    a_person(email="ada@example.org")
    wrong = try_to_sign_in(visitor, "ada@example.org", "not the password")
    unknown = try_to_sign_in(visitor, "eve@example.org", "not the password")
    assert "The e-mail address or the password is not right" in wrong

    def plain(page: str) -> str:
        return re.sub(r'(value|csrfmiddlewaretoken)="[^"]*"', "", page)

    assert plain(wrong) == plain(unknown)


def test_asking_for_a_new_password_says_the_same_for_any_address(visitor: Client) -> None:
    a_person(email="ada@example.org")
    pages = [
        visitor.post("/account/password/reset/", {"email": email}, follow=True).content
        for email in ("ada@example.org", "eve@example.org")
    ]
    assert pages[0] == pages[1]
    assert [each.subject for each in mail.outbox] == ["Set a new password", "There is no account with this address"]


def test_the_sixth_wrong_password_is_refused_and_so_is_the_right_one(visitor: Client) -> None:
    a_person(email="ada@example.org", second_factor=False)
    for _ in range(5):
        assert "is not right" in try_to_sign_in(visitor, "ada@example.org", "guess")
    page = try_to_sign_in(visitor, "ada@example.org", "guess")
    assert "There were too many attempts to sign in. Wait five minutes" in page
    assert "too many attempts" in try_to_sign_in(Client(), "ada@example.org")  # from anywhere, with any worker
    assert "_auth_user_id" not in visitor.session


def test_others_sign_in_while_one_address_is_guessed_at(visitor: Client) -> None:
    a_person(email="ada@example.org", second_factor=False)
    a_person(email="ben@example.org", second_factor=False, role="")
    for _ in range(6):
        try_to_sign_in(visitor, "ada@example.org", "guess")
    assert "You are signed in" in try_to_sign_in(Client(), "ben@example.org")


def test_a_code_is_asked_of_whoever_has_an_app_and_makes_the_session_a_sure_one(visitor: Client) -> None:
    person = a_person()
    Authenticator.objects.filter(user=person).update(data={"secret": _sealed(SECRET)})
    assert "The second step" in try_to_sign_in(visitor, person.email)
    assert "This code is not right" in visitor.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    page = visitor.post("/account/2fa/authenticate/", {"code": code_now()}, follow=True).content.decode()
    assert "(in use)" in page


def _sealed(secret: str) -> str:
    """The secret as allauth keeps it."""
    return TOTP.activate(a_person(second_factor=False, role=""), secret).instance.data["secret"]


def test_whoever_needs_a_second_step_and_has_none_is_led_to_set_one_up(visitor: Client) -> None:
    person = a_person(second_factor=False)
    answer = visitor.post(f"{LOGIN}?next=/members/join/", {"login": person.email, "password": PASSWORD})
    assert answer["Location"] == "/members/second-step/?next=%2Fmembers%2Fjoin%2F"
    page = visitor.get(answer["Location"]).content.decode()
    assert "Add a passkey" in page
    assert 'href="/members/join/">Go on' in page
    assert "You can read, but not write yet" in visitor.get("/members/").content.decode()


def test_going_on_leads_nowhere_else(visitor: Client) -> None:
    signed_in(visitor, a_person(second_factor=False), second_factor=False)
    page = visitor.get("/members/second-step/?next=https://evil.example/").content.decode()
    assert "evil.example" not in page


def test_somebody_without_a_role_is_not_asked_for_a_second_step(visitor: Client) -> None:
    person = a_person(role="", second_factor=False)
    assert "second-step" not in try_to_sign_in(visitor, person.email)


@pytest.mark.django_db(transaction=True)
def test_setting_an_app_up_gives_this_session_its_second_factor_at_once(visitor: Client) -> None:
    person = a_person(second_factor=False)
    signed_in(visitor, person, second_factor=False)
    page = visitor.get("/account/2fa/totp/activate/").content.decode()
    secret = re.search(r'gt-code">([A-Z2-7]+)<', page)
    assert secret is not None
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret[1], counter))
    answer = visitor.post("/account/2fa/totp/activate/", {"code": code}, follow=True)
    assert "Recovery codes" in answer.content.decode()
    assert "(in use)" in visitor.get("/members/").content.decode()


def test_taking_the_last_second_step_away_takes_it_from_the_session_too(visitor: Client) -> None:
    person = a_person()
    signed_in(visitor, person)
    visitor.post("/account/2fa/totp/deactivate/", follow=True)
    assert "not in use in this session" in visitor.get("/members/").content.decode()


def test_soon_after_sign_in_nobody_is_asked_again_who_they_are_and_later_everybody_is(visitor: Client) -> None:
    signed_in(visitor, a_person(second_factor=False), second_factor=False)
    assert visitor.get("/account/2fa/totp/activate/").status_code == 200
    session = visitor.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 301}]
    session.save()
    page = visitor.get("/account/2fa/totp/activate/", follow=True).content.decode()
    assert "Show that it is you" in page
    answer = visitor.post("/account/reauthenticate/?next=/members/data/", {"password": "guess"})
    assert "This is not your password" in answer.content.decode()


def test_the_square_for_the_camera_is_drawn_in_the_page_so_that_no_picture_is_loaded(visitor: Client) -> None:
    signed_in(visitor, a_person(second_factor=False), second_factor=False)
    answer = visitor.get("/account/2fa/totp/activate/")
    page = answer.content.decode()
    assert "<svg" in page
    assert "data:" not in page
    assert "data:" not in answer["Content-Security-Policy"]
    assert not re.search(r"\sstyle\s*=|<style", page)


@pytest.mark.parametrize(
    "record, counts",
    [
        ({"method": "password"}, False),
        ({"method": "mfa", "type": "totp"}, True),
        ({"method": "mfa", "type": "recovery_codes"}, True),
        ({"method": "mfa", "type": "webauthn"}, True),
        ({"method": "mfa", "type": "webauthn", "passwordless": True}, True),
        ({"method": "socialaccount", "provider": "organisation"}, False),
        ({"method": "password_reset"}, False),
    ],
)
def test_a_session_has_a_second_factor_when_it_was_opened_with_one(
    visitor: Client, record: dict[str, object], counts: bool
) -> None:
    signed_in(visitor, a_person(), second_factor=False)
    session = visitor.session
    session["account_authentication_methods"] = [{"at": 1, **record}]
    session.save()
    assert ("(in use)" in visitor.get("/members/").content.decode()) == counts


def test_a_second_factor_of_somebody_else_counts_for_nothing(visitor: Client) -> None:
    signed_in(visitor, a_person())
    session = visitor.session
    session["account_authentication_methods_user"] = "0"
    session.save()
    assert "not in use in this session" in visitor.get("/members/").content.decode()


def test_a_link_to_set_a_password_works_once(visitor: Client) -> None:
    person = a_person(second_factor=False)
    visitor.post("/account/password/reset/", {"email": person.email})
    link = links_in(str(mail.outbox[0].body))[0]
    page = visitor.get(link, follow=True)
    told = {"password1": "quite another long one", "password2": "quite another long one"}
    visitor.post(page.redirect_chain[-1][0], told)
    person.refresh_from_db()
    assert person.check_password("quite another long one")
    assert "This link does not work any more" in Client().get(link, follow=True).content.decode()


def test_sign_ins_are_kept_as_events_and_failed_ones_without_the_address(visitor: Client) -> None:
    person = a_person(role="", second_factor=False, email="ada@example.org")
    try_to_sign_in(visitor, "ada@example.org", "guess")
    try_to_sign_in(visitor, "nobody@example.org", "guess")
    try_to_sign_in(visitor, "ada@example.org")
    visitor.post("/account/logout/")
    kept = list(Event.objects.order_by("id").values_list("action", "about"))
    assert kept == [
        ("sign_in_failed", person.key), ("sign_in_failed", ""), ("signed_in", person.key), ("signed_out", person.key),
    ]  # fmt: skip
    assert "example.org" not in str(list(Event.objects.values()))


def test_the_log_names_nobody(visitor: Client, caplog: pytest.LogCaptureFixture) -> None:
    a_person(email="ada@example.org")
    try_to_sign_in(visitor, "ada@example.org", "secret guess")
    visitor.post("/account/password/reset/", {"email": "ada@example.org"})
    assert "ada@" not in caplog.text
    assert "secret guess" not in caplog.text


def test_a_link_to_set_a_password_ends_after_three_days(visitor: Client, settings: Any) -> None:
    visitor.post("/account/password/reset/", {"email": a_person(second_factor=False).email})
    settings.PASSWORD_RESET_TIMEOUT = -1
    page = visitor.get(links_in(str(mail.outbox[0].body))[0], follow=True)
    assert "This link does not work any more" in page.content.decode()


def test_a_link_to_confirm_an_address_ends_too(visitor: Client, settings: Any) -> None:
    told = {"name": "Ada", "email": "ada@example.org", "password1": PASSWORD, "password2": PASSWORD}
    visitor.post("/account/signup/", told)
    settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = -1
    page = visitor.get(links_in(str(mail.outbox[0].body))[0])
    assert "This link does not work any more" in page.content.decode()


def test_the_link_of_one_account_sets_no_password_of_another(visitor: Client) -> None:
    ada, eve = a_person(second_factor=False), a_person(second_factor=False)
    visitor.post("/account/password/reset/", {"email": ada.email})
    link = links_in(str(mail.outbox[0].body))[0]
    foreign = link.replace(f"/{user_pk_to_url_str(ada)}-", f"/{user_pk_to_url_str(eve)}-")
    assert foreign != link
    assert "This link does not work any more" in visitor.get(foreign, follow=True).content.decode()


def test_whoever_asks_for_password_links_without_end_is_told_to_wait(visitor: Client) -> None:
    answers = [visitor.post("/account/password/reset/", {"email": f"x{n}@example.org"}) for n in range(21)]
    assert answers[-1].status_code == 429
    assert "Wait a few minutes" in answers[-1].content.decode()


@pytest.mark.parametrize("example, signs_in", [(True, True), (False, False)])
def test_people_of_the_worked_example_sign_in_in_example_mode_alone(
    visitor: Client, settings: Any, example: bool, signs_in: bool
) -> None:
    person = a_person(role="", second_factor=False)
    Person.objects.filter(pk=person.pk).update(is_example=True)
    settings.EXAMPLE = example
    assert ("You are signed in" in try_to_sign_in(visitor, person.email)) == signs_in


def test_a_session_of_the_example_ends_when_example_mode_does(visitor: Client, settings: Any) -> None:
    person = a_person(role="", second_factor=False)
    Person.objects.filter(pk=person.pk).update(is_example=True)
    settings.EXAMPLE = True
    signed_in(visitor, person)
    assert visitor.get("/members/").status_code == 200
    settings.EXAMPLE = False
    assert visitor.get("/members/").status_code == 302


@pytest.mark.parametrize(
    "told, said",
    [
        ({"name": "", "email": "", "password1": "", "password2": ""}, "Write your e-mail address"),
        ({"email": "ada", "password1": PASSWORD, "password2": PASSWORD, "name": "Ada"}, "valid email"),
        ({"email": "a@example.org", "password1": "short", "password2": "short", "name": "Ada"}, "12 characters"),
        ({"email": "a@example.org", "password1": PASSWORD, "password2": "else", "name": "Ada"}, "same password each"),
    ],
)
def test_registration_says_beside_the_field_what_is_wrong_and_keeps_the_rest(
    visitor: Client, told: dict[str, str], said: str
) -> None:
    page = visitor.post("/account/signup/", told).content.decode()
    assert "There is a problem" in page
    assert said in page
    assert not told["name"] or 'value="Ada"' in page
    assert not Person.objects.exists()


def test_codes_are_not_guessed_either_and_each_try_is_kept(visitor: Client) -> None:
    person = a_person()
    Authenticator.objects.filter(user=person).update(data={"secret": _sealed(SECRET)})
    try_to_sign_in(visitor, person.email)
    pages = [visitor.post("/account/2fa/authenticate/", {"code": f"00000{n}"}).content.decode() for n in range(6)]
    assert "This code is not right" in pages[4]
    assert "There were too many attempts" in pages[5]
    assert Event.objects.filter(action="second_step_refused", about=person.key).count() == 5


def test_a_second_factor_taken_away_counts_in_no_session_any_more() -> None:
    person = a_person("administrator")
    sessions = [signed_in(Client(), person), signed_in(Client(), person)]
    page = "/members/organisations/camden/"
    assert all("Invite" in each.get(page).content.decode() for each in sessions)
    Authenticator.objects.filter(user=person).delete()
    Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data={})
    for each in sessions:
        answer = each.post(page, {"email": "new@example.org", "role": "viewer"})
        assert answer.status_code in (302, 403)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    "path",
    [
        "/members/invitation/very-secret/",
        "/account/confirm-email/very-secret/",
        "/account/password/reset/key/1-very-secret/",
    ],
)
@pytest.mark.parametrize("host", ["testserver", "elsewhere.example"])
def test_no_secret_of_a_link_is_written_in_the_log(path: str, host: str) -> None:
    handlers = [
        each for each in logging.getLogger().handlers if any(isinstance(f, WithoutSecrets) for f in each.filters)
    ]
    handler = cast("logging.StreamHandler[io.StringIO]", handlers[0])
    written = io.StringIO()
    before = handler.setStream(written)
    try:
        Client(enforce_csrf_checks=True, raise_request_exception=False).post(path, headers={"host": host})
    finally:
        handler.setStream(before or sys.stderr)  # type: ignore[arg-type]
    told = written.getvalue()
    assert "WARNING" in told or "ERROR" in told
    assert "very-secret" not in told
    assert "Traceback" not in told
