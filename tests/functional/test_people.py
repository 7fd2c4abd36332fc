"""Signing in as a browser does it: a first administrator with a passkey, an invited colleague with an app's code."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect

from .looking import looked_at

pytestmark = pytest.mark.browser
PASSWORD = "a long walk by the river"
# Chromium's advice to password managers about pages that only ask for a new password; nothing is wrong there.
ADVICE = "[DOM] Password forms should have"


def set_up(var: Path, address: str, email: str) -> str:
    """The link with which a first administrator of Camden sets a password."""
    environment = {**os.environ, "GOLDENTHREAD_VAR": str(var), "GOLDENTHREAD_ADDRESS": address}
    command = [sys.executable, "-m", "goldenthread", "people", "add-administrator", email, "--name", "Ada",
               "--organisation", "camden"]  # fmt: skip
    printed = subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout
    return re.findall(r"http\S+", printed)[0]


def keep_passkeys(page: Page) -> None:
    """A phone that always agrees, as Chromium plays it."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")


def sign_in(page: Page, email: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def create_password(page: Page) -> None:
    page.locator("#id_password1").fill(PASSWORD)
    page.locator("#id_password2").fill(PASSWORD)


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def local(address: str) -> str:
    """The site by the name that browsers allow passkeys for."""
    return address.replace("127.0.0.1", "localhost")


def test_a_passkey_is_set_up_and_then_takes_the_place_of_password_and_code(
    scripted_page: Page, local: str, site_var: Path, complaints: list[str]
) -> None:
    page = scripted_page
    keep_passkeys(page)
    page.goto(set_up(site_var, local, "ada@example.org"))
    looked_at(page)
    create_password(page)
    page.get_by_role("button", name="Set password").click()
    page.goto(f"{local}/account/login/")
    looked_at(page)
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Add a passkey").click()
    looked_at(page)
    page.get_by_role("button", name="Add passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    looked_at(page)
    page.get_by_role("link", name="Go to your own page").click()
    expect(page.locator("main")).to_contain_text("(in use)")
    looked_at(page)
    sign_out(page)
    page.goto(f"{local}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("heading", name="Ada").wait_for()
    expect(page.locator("main")).to_contain_text("(in use)")
    for path in ("/account/2fa/", "/account/2fa/webauthn/", "/account/2fa/totp/activate/", "/account/email/",
                 "/account/password/change/", "/account/logout/", "/members/organisations/camden/", "/members/join/",
                 "/members/audit/", "/members/data/", "/members/data/close/", "/members/account/"):  # fmt: skip
        page.goto(f"{local}{path}")
        looked_at(page)
    assert [each for each in complaints if ADVICE not in each] == []


def test_everything_but_passkeys_works_without_javascript(page: Page, address: str, site_var: Path) -> None:
    email = f"ben{abs(hash(page))}@example.org"
    page.goto(set_up(site_var, address, email))
    create_password(page)
    page.get_by_role("button", name="Set password").click()
    sign_in(page, email)
    page.get_by_role("button", name="Set up an authenticator app").click()
    secret = page.locator(".gt-code").first.inner_text()
    assert page.locator(".gt-qr svg").bounding_box()["width"] > 100  # type: ignore[index]
    page.get_by_label("Code that the app shows now").fill(code_of(secret))
    page.get_by_role("button", name="Set up").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    codes = page.locator(".gt-codes li").all_inner_texts()
    assert len(codes) >= 8
    sign_out(page)
    sign_in(page, email)
    page.get_by_label("Code from your app, or a recovery code").fill(codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/members/organisations/camden/")
    page.get_by_label("E-mail address").fill("new@example.org")
    page.get_by_label("Role").select_option("viewer")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator("main")).to_contain_text("An invitation is on its way to new@example.org")
    letter = max((site_var / "mail").iterdir(), key=lambda file: file.stat().st_mtime).read_text(encoding="utf-8")
    assert "/members/invitation/" in letter
