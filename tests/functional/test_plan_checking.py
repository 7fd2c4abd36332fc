"""Sign-off, examination, import and London in a real browser: accessible, on a phone, by keyboard, without a script."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from .looking import looked_at
from .plans import HOME, Served, served

pytestmark = pytest.mark.browser
PAGES = {
    "sign-off": f"{HOME}sign-off/",
    "examination": f"{HOME}checks/",
    "examination of a section": f"{HOME}checks/?section=assessment",
    "import": f"{HOME}import/",
    "across London": "/across-london/",
}
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())


@pytest.fixture(scope="module")
def site(address: str, site_var: Path, store_folder: Path) -> Served:
    """The running site with a plan."""
    return served(address, site_var, store_folder)


def tab_to(page: Page, wanted: Locator, most: int = 400) -> None:
    """Tab until an element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    pytest.fail(f"{wanted} is not reached by the keyboard")


@every_page
def test_a_page_is_accessible_fits_a_phone_and_is_quiet(
    scripted_page: Page, site: Served, complaints: list[str], path: str
) -> None:
    for who in ("approver", "writer"):
        page = site.as_(scripted_page, who)
        page.goto(path)
        looked_at(page)
    assert complaints == []


@pytest.mark.parametrize("path", [PAGES["sign-off"], PAGES["examination"], PAGES["across London"]])
def test_a_reader_who_may_change_nothing_has_an_accessible_page_without_buttons_that_change(
    scripted_page: Page, site: Served, path: str
) -> None:
    page = site.as_(scripted_page, "viewer")
    page.goto(path)
    looked_at(page)
    assert page.locator("main form[method=post]:not(.gt-account *)").count() == 0


def test_the_regional_teams_overview_is_accessible_and_fits_a_phone(scripted_page: Page, site: Served) -> None:
    page = site.as_(scripted_page, "regional")
    page.goto("/across-london/")
    looked_at(page)
    expect(page.get_by_role("table", name="Priorities and success measures by theme")).to_contain_text("Camden")
    page.get_by_label("Theme", exact=True).select_option("transport")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("There is no priority of this kind yet.")).to_be_visible()


def test_a_plan_goes_to_the_partners_is_signed_and_comes_back_by_keys_alone(page: Page, site: Served) -> None:
    tab = site.as_(page, "approver")
    tab.goto(PAGES["sign-off"])
    tab_to(tab, tab.get_by_role("button", name="Send to the partners"))
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status")).to_contain_text("The state of the plan now: partner review.")
    tab_to(tab, tab.get_by_role("button", name="Sign as Director of children’s services"))
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status")).to_contain_text("You have signed the plan as it stands.")
    expect(tab.get_by_text("Signed by Amara Osei")).to_be_visible()
    tab_to(tab, tab.get_by_role("button", name="Withdraw your signature as Director of children’s services"))
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Withdraw your signature?")).to_be_visible()
    tab_to(tab, tab.get_by_role("button", name="Withdraw your signature"))
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status")).to_contain_text("Your signature is withdrawn.")
    tab_to(tab, tab.get_by_role("button", name="Take back to draft"))
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Take back to draft?")).to_be_visible()
    tab_to(tab, tab.get_by_role("button", name="Take back to draft"))
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status")).to_contain_text("The state of the plan now: draft.")


def test_the_diagram_marks_where_the_plan_stands_and_says_so_to_those_who_cannot_see_it(
    scripted_page: Page, site: Served
) -> None:
    page = site.as_(scripted_page, "viewer")
    page.goto(PAGES["sign-off"])
    expect(page.get_by_role("img", name="now: draft")).to_be_visible()
    filled = page.locator(".gt-states__box--now")
    assert filled.evaluate("each => getComputedStyle(each).fill") == "rgb(20, 48, 74)"


def test_one_section_of_the_examination_is_chosen_and_a_finding_leads_to_its_place(page: Page, site: Served) -> None:
    tab = site.as_(page, "writer")
    tab.goto(PAGES["examination"])
    tab.get_by_label("Section").select_option("transport")
    tab.get_by_role("button", name="Show", exact=True).click()
    expect(tab.get_by_label("Section")).to_have_value("transport")
    tab.wait_for_load_state()
    assert tab.locator("main h2").count() <= 1
    tab.goto(PAGES["examination"])
    tab.get_by_role("link", name="Go to Table 5.1: EHC plans by age").first.click()
    expect(tab.locator("h1")).to_contain_text("5.1")


def test_an_examination_is_printed_without_its_forms(scripted_page: Page, site: Served) -> None:
    page = site.as_(scripted_page, "writer")
    page.goto(PAGES["examination"])
    page.emulate_media(media="print")
    assert page.locator("main form:visible, main button:visible").count() == 0
    expect(page.get_by_text("is empty.").first).to_be_visible()
    page.emulate_media(media="screen")


def test_a_spreadsheet_is_brought_seen_and_confirmed_by_keys(page: Page, site: Served, tmp_path: Path) -> None:
    tab = site.as_(page, "writer")
    book = openpyxl.Workbook()
    book.active.append(["Priority", "Action", "Due date"])
    book.active.append(["Brought from a file", "An action of an earlier plan", "31 March 2028"])
    book.save(tmp_path / "plan.xlsx")
    tab.goto(PAGES["import"])
    tab.locator("input[type=file]").set_input_files(tmp_path / "plan.xlsx")
    tab_to(tab, tab.get_by_role("button", name="See what would be made"))
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_have_text("Check before it is made")
    if tab.get_by_text("There is nothing to make").count():
        return  # the other of the two runs, with and without JavaScript, made it already
    tab_to(tab, tab.get_by_role("button", name="Make 1 new priority and 1 new action"))
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status")).to_contain_text("1 priority and 1 action were made.")


def test_faults_of_a_spreadsheet_are_told_on_an_accessible_page(
    scripted_page: Page, site: Served, tmp_path: Path
) -> None:
    page = site.as_(scripted_page, "writer")
    (tmp_path / "plan.csv").write_text("Priority,Action,Due date\nPlans in time,Advice,soon\n")
    page.goto(PAGES["import"])
    page.locator("input[type=file]").set_input_files(tmp_path / "plan.csv")
    page.get_by_role("button", name="See what would be made").click()
    expect(page.get_by_role("alert")).to_contain_text("Row 2, Ends: 'soon' is not a date. Write it like 3 March 2026.")
    looked_at(page)
