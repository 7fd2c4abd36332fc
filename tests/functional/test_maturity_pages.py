"""Maturity before a browser: the whole way from figures to an agreed level, without a script, by keyboard, on a phone."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.made.files import PDF

from .looking import looked_at

pytestmark = pytest.mark.browser
HOME = "/maturity/E09000007/"
PAGES = {
    "approver": (
        HOME, f"{HOME}history/", f"{HOME}comparison/", f"{HOME}evidence/", f"{HOME}evidence/add/", f"{HOME}evidence/1/",
        f"{HOME}statements/decisions-on-data/", f"{HOME}statements/joint-board/", f"{HOME}statements/joint-board/agree/",
        f"{HOME}open/",
    ),
    "viewer": (HOME, f"{HOME}statements/joint-board/"),
    "region": ("/maturity/london/", f"{HOME}statements/joint-board/moderate/"),
}  # fmt: skip
EVERY = [(who, path) for who, paths in PAGES.items() for path in paths]
SignIn = Callable[[Page, str], Page]


@pytest.fixture(scope="session")
def keys(address: str, site_var: Path, store_folder: Path) -> dict[str, str]:
    """Session keys by role, with an assessment of Camden."""
    environment = {
        **os.environ, "GOLDENTHREAD_VAR": str(site_var), "GOLDENTHREAD_STORE": str(store_folder),
        "DJANGO_SETTINGS_MODULE": "goldenthread.hub.config.settings",
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.made.served"]
    made = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert made.returncode == 0, made.stderr
    found: dict[str, str] = json.loads(made.stdout.splitlines()[-1])
    return found


@pytest.fixture
def sign_in(address: str, keys: dict[str, str]) -> SignIn:
    """Gives a tab the session of somebody."""

    def signed_in(page: Page, who: str) -> Page:
        page.context.add_cookies([{"name": "sessionid", "value": keys[who], "url": address}])
        return page

    return signed_in


@pytest.mark.parametrize(("who", "path"), EVERY)
def test_a_page_is_accessible_fits_a_phone_and_is_quiet(
    scripted_page: Page, sign_in: SignIn, complaints: list[str], who: str, path: str
) -> None:
    page = sign_in(scripted_page, who)
    response = page.goto(path)
    assert response is not None
    assert response.status == 200
    looked_at(page)
    assert complaints == []


def test_a_level_is_judged_from_figures_with_the_keyboard_alone(scripted_page: Page, sign_in: SignIn) -> None:
    page = sign_in(scripted_page, "contributor")
    page.goto(f"{HOME}statements/lawful-timescales/")
    page.get_by_role("radio", name="Emerging: Many decisions").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Developing: A recovery plan")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Our recovery plan works.")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Save my judgement")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your judgement is kept.")).to_be_visible()
    expect(page.locator("#others ~ dl").first).to_contain_text("Our recovery plan works.")


def test_from_figures_to_an_agreed_level_and_a_gap(
    page: Page, sign_in: SignIn, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    statement = "attending-and-belonging" if "without" in request.node.name else "narrowing-early-gaps"
    (tmp_path / "survey.pdf").write_bytes(PDF)
    sign_in(page, "approver").goto(f"{HOME}statements/{statement}/")
    page.get_by_role("button", name=re.compile("Add as evidence")).first.click()
    expect(page.get_by_text("This value is evidence here.").first).to_be_visible()
    page.get_by_role("link", name="Add evidence").click()
    page.get_by_label("What it is").select_option("voice")
    page.get_by_label("Title").fill("What families told us")
    page.get_by_label("File").set_input_files(tmp_path / "survey.pdf")
    page.get_by_role("button", name="Save evidence").click()
    page.get_by_role("radio", name=re.compile("^Established:")).check()
    page.get_by_role("button", name="Save my judgement").click()
    page.get_by_role("link", name="Agree the level").click()
    page.get_by_role("radio", name=re.compile("^Established:")).check()
    page.get_by_label("Target level").select_option("Leading")
    page.get_by_label("Target date").fill("1 September 2028")
    page.get_by_role("button", name="Save the agreed level").click()
    expect(page.get_by_text("This level cannot be agreed yet")).to_be_visible()  # it was Emerging in spring
    page.get_by_label("What changed", exact=False).first.fill("Every school took part.")
    page.get_by_role("button", name="Save the agreed level").click()
    expect(page.get_by_text("Leading by 1 September 2028")).to_be_visible()
    page.get_by_role("link", name="Assessment", exact=True).click()
    row = page.locator("#gaps ~ .gt-scroll tr", has_text="1 September 2028").first
    expect(row).to_contain_text("Established; target Leading")


def test_a_table_of_gaps_is_read_as_a_list_on_a_phone(scripted_page: Page, sign_in: SignIn) -> None:
    page = sign_in(scripted_page, "viewer")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(HOME)
    expect(page.locator(".gt-chart__narrow").first).to_be_visible()
    expect(page.locator(".gt-chart__wide").first).to_be_hidden()
