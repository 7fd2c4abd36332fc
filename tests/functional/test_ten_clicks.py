"""From sign-in to a first priority with a measured baseline in at most ten clicks, as a newcomer does it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Locator, Page, expect

from tests.made.people import PASSWORD

from .plans import Served, served

pytestmark = pytest.mark.browser
MOST = 10
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(scope="module")
def site(address: str, site_var: Path, store_folder: Path) -> Served:
    """The running site, where Barnet has people and no plan."""
    return served(address, site_var, store_folder)


class Hand:
    """A hand on a mouse that counts its clicks. Going into a field to write in it is a click too."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1

    def write(self, what: Locator, words: str) -> None:
        self.click(what)
        what.fill(words)


def code() -> str:
    """What the newcomer's phone shows now."""
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def test_a_newcomer_has_a_priority_with_a_measured_baseline_within_ten_clicks(
    scripted_page: Page, site: Served
) -> None:
    page, hand = scripted_page, Hand()
    page.goto("/account/login/?next=/plans/E09000003/")
    sign_in(page, hand)
    hand.click(page.get_by_role("button", name="Start the plan"))
    hand.click(page.get_by_role("link", name="See what the figures say"))
    hand.click(page.get_by_role("button", name="Make this a priority").first)
    expect(page.get_by_text("What it rests on")).to_be_visible()
    hand.write(page.get_by_label("What will be done", exact=True), "Bases in six secondary schools")
    chosen = page.get_by_label("How will you know it worked", exact=True).locator("option:checked")
    expect(chosen).to_contain_text("now ")
    hand.write(page.get_by_label("Target"), "45")
    page.keyboard.press("Tab")
    page.keyboard.type("31 December 2028")
    hand.click(page.get_by_role("button", name="Add to the plan"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Bases in six secondary schools")
    expect(page.locator(".gt-lines__about").first).to_contain_text("The baseline is")
    assert hand.clicks <= MOST, hand.clicks


def sign_in(page: Page, hand: Hand) -> None:
    """With password and code, from the keyboard but for the buttons."""
    page.get_by_label("E-mail address").fill("nia.plan@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    hand.click(page.get_by_role("button", name="Sign in", exact=True))
    for _ in range(2):
        page.locator("input[name=code]").fill(code())
        hand.click(page.locator("main form button[type=submit]").first)
        if "authenticate" not in page.url:
            return
        time.sleep(1)  # the code ran out in this very second
