"""Writing a plan in a real browser: accessible, by keyboard, on a phone, without JavaScript, and with hostile words."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .looking import looked_at, open_everything
from .plans import HOME, Served, served

pytestmark = pytest.mark.browser
HOSTILE = (
    "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">\n\n"
    "[click](javascript:document.title='taken') [data](data:text/html,x) \u202eturned\n\n" + "W" * 500
)


@pytest.fixture(scope="module")
def site(address: str, site_var: Path, store_folder: Path) -> Served:
    """The running site with a plan."""
    return served(address, site_var, store_folder)


@pytest.mark.parametrize("who", ["writer", "viewer"])
def test_every_page_is_accessible_fits_a_phone_and_is_quiet(
    scripted_page: Page, site: Served, complaints: list[str], who: str
) -> None:
    page = site.as_(scripted_page, who)
    for name, path in site.pages().items():
        response = page.goto(path)
        assert response is not None
        if response.status == 200:
            looked_at(page)
        else:
            assert who == "viewer" or name == "no plan"
            assert response.status == 403
    assert [told for told in complaints if "403" not in told] == []


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_the_title_is_in_sight_and_the_menu_is_folded(browser: Browser, site: Served, script: bool) -> None:
    context = browser.new_context(
        base_url=site.address, viewport={"width": 360, "height": 740}, java_script_enabled=script
    )
    page = site.as_(context.new_page(), "writer")
    for path in (HOME, f"{HOME}tables/", "/members/"):
        page.goto(path)
        box = page.locator("h1").bounding_box()
        assert box is not None
        assert box["y"] < 320, path
    page.goto(HOME)
    link = page.get_by_role("navigation", name="This plan").get_by_role("link", name="Tables")
    expect(link).to_be_hidden()
    page.get_by_text("This plan: The plan").click()
    expect(link).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(HOME)
    expect(link).to_be_visible()
    context.close()


def test_two_writers_meet_on_a_page_that_shows_both_texts(browser: Browser, site: Served) -> None:
    address = f"{HOME}sections/story/write/"
    tabs = []
    for who in ("writer", "approver"):
        context = browser.new_context(base_url=site.address)
        tabs.append(site.as_(context.new_page(), who))
        tabs[-1].goto(address)
    for tab, words in zip(tabs, ("Ben’s words", "Amara’s words"), strict=True):
        tab.get_by_label("What the plan says here").fill(words)
    tabs[0].get_by_role("button", name="Save the text").click()
    expect(tabs[0].get_by_text("Ben’s words")).to_be_visible()
    tabs[1].get_by_role("button", name="Save the text").click()
    expect(tabs[1].get_by_role("heading", name="Ben Carter wrote")).to_be_visible()
    expect(tabs[1].get_by_label("What the plan says here")).to_have_value("Amara’s words")
    looked_at(tabs[1])
    tabs[1].get_by_label("What the plan says here").fill("Both of ours")
    tabs[1].get_by_role("button", name="Save my choice").click()
    expect(tabs[1].get_by_text("Both of ours")).to_be_visible()
    for tab in tabs:
        tab.context.close()


def test_hostile_words_are_shown_as_words(scripted_page: Page, site: Served, complaints: list[str]) -> None:
    page = site.as_(scripted_page, "writer")
    page.goto(f"{HOME}sections/data/write/")
    page.get_by_label("What the plan says here").fill(HOSTILE)
    page.get_by_role("button", name="Save the text").click()
    page.goto(f"{HOME}priorities/new/?section=data")
    page.get_by_label("What is to change").fill("<b>bold</b> <script>x</script>")
    page.get_by_label("Why").fill(HOSTILE)
    page.get_by_role("button", name="Add the priority").click()
    for path in (page.url, f"{HOME}sections/data/", f"{HOME}history/", HOME):
        page.goto(path)
        open_everything(page)
        assert "taken" not in page.title()
        assert page.locator("main script, main img, main b").count() == 0
        assert page.locator("a[href^='javascript'], a[href^='data']").count() == 0
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert "\u202e" not in page.content()
    assert complaints == []


def test_a_question_is_answered_and_becomes_a_priority_by_keys_alone(page: Page, site: Served) -> None:
    tab = site.as_(page, "writer")
    tab.goto(f"{HOME}sections/governance/")
    summary = tab.locator("#question-commit-money summary").first
    summary.focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    expect(tab.locator(":focus")).to_have_attribute("name", "commit-money-text")
    tab.keyboard.press("Control+A")
    tab.keyboard.type("The joint committee, up to £50,000.")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(tab.locator("#question-commit-money")).to_contain_text("The joint committee, up to £50,000.")
    button = tab.locator("#question-commit-money").get_by_role("button", name="Make this a priority")
    button.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator(".govuk-caption-l")).to_have_text("Priority")


def test_a_local_measure_gets_a_reading_without_a_script(page: Page, site: Served) -> None:
    tab = site.as_(page, "writer")
    tab.goto(f"{HOME}measures/{site.ids['local']}/")
    tab.get_by_text("Type in a reading").click()
    tab.get_by_label("Reading of").fill("30/9/2026")
    tab.get_by_label("Value").fill("56.5%")
    tab.get_by_role("button", name="Keep the reading").click()
    expect(tab.get_by_role("table")).to_contain_text("30 September 2026")
    expect(tab.get_by_role("status")).to_contain_text("The reading is kept.")
