"""The numbered tables and the quarterly return in a real browser: accessible, on a phone, by keyboard, without a script."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.made.returns import a_blank_return

from .looking import looked_at
from .plans import HOME, Served, served

pytestmark = pytest.mark.browser
AGES, NEEDS = f"{HOME}tables/table-5-1/", f"{HOME}tables/table-7-2/"


@pytest.fixture(scope="module")
def site(address: str, site_var: Path, store_folder: Path) -> Served:
    """The running site with a plan."""
    return served(address, site_var, store_folder)


def test_the_pages_of_the_tables_are_accessible_fit_a_phone_and_are_quiet(
    scripted_page: Page, site: Served, complaints: list[str]
) -> None:
    page = site.as_(scripted_page, "writer")
    page.goto(f"{HOME}tables/")
    page.get_by_role("button", name="Fill empty cells from published figures").click()
    looked_at(page)
    for path in (AGES, NEEDS, f"{AGES}bring/", f"{HOME}tables/bring/"):
        page.goto(path)
        looked_at(page)
    page.goto(AGES)
    page.get_by_label("Under 5, 2026, without the plan").fill("many")
    page.get_by_role("button", name="Save the table").click()
    expect(page.get_by_role("alert")).to_contain_text("neither a number")
    looked_at(page)
    assert [told for told in complaints if "422" not in told] == []


def test_a_viewers_table_is_accessible_too(scripted_page: Page, site: Served, complaints: list[str]) -> None:
    page = site.as_(scripted_page, "viewer")
    for path in (f"{HOME}tables/", AGES, f"{HOME}return/"):
        page.goto(path)
        looked_at(page)
    assert complaints == []


def test_a_table_is_filled_by_keys_alone(page: Page, site: Served) -> None:
    tab = site.as_(page, "writer")
    tab.goto(AGES)
    tab.get_by_label("Under 5, 2027, without the plan").focus()
    for number in ("171", "165"):
        tab.keyboard.press("Control+A")
        tab.keyboard.type(number)
        tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")  # sends the form from any of its cells
    expect(tab.get_by_label("Under 5, 2027, without the plan")).to_have_value("171")
    row = tab.get_by_role("row", name="Under 5")
    expect(row).to_contain_text("−6")


def test_every_cell_of_a_table_can_be_scrolled_to_on_a_phone(scripted_page: Page, site: Served) -> None:
    page = site.as_(scripted_page, "writer")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(AGES)
    for label in (
        "Under 5, 2024, without the plan",
        "20 to 25, 2029, with the plan",
        "5 to 10, 2025, without the plan",
    ):
        cell = page.get_by_label(label)
        cell.focus()
        box, name = cell.bounding_box(), page.locator("tbody th").first.bounding_box()
        assert box
        assert name
        assert box["x"] >= name["x"] + name["width"] - 1, f"{label} is hidden behind the row's name"
        assert box["x"] + box["width"] <= 320


def test_a_table_is_pasted_and_checked_before_it_is_taken(page: Page, site: Served) -> None:
    tab = site.as_(page, "writer")
    tab.goto(f"{HOME}tables/table-10/bring/")
    tab.get_by_label("Cells copied from a spreadsheet").fill("\t2028\nUnder 5\t41\n5 to 10\tc\n")
    tab.get_by_role("button", name="See what would change").click()
    tab.wait_for_load_state()
    if tab.get_by_text("There is nothing to change").count():
        return  # the other of the two runs, with and without JavaScript, took it already
    expect(tab.get_by_role("table")).to_contain_text("held back (c)")
    tab.get_by_role("button", name="Take these numbers").click()
    expect(tab.get_by_label("Under 5, 2028, without the plan")).to_have_value("41")


def test_the_return_goes_from_a_blank_template_to_a_file(
    scripted_page: Page, site: Served, complaints: list[str], tmp_path: Path
) -> None:
    page = site.as_(scripted_page, "writer")
    blank = tmp_path / "blank.xlsx"
    blank.write_bytes(a_blank_return())
    page.goto(f"{HOME}return/")
    looked_at(page)
    page.locator("input[type=file]").set_input_files(blank)
    page.get_by_role("button", name="Keep this template").click()
    looked_at(page)
    page.get_by_role("link", name="Choose for Number of EHC plans, Quarter 1 (April to June)").click()
    looked_at(page)
    page.get_by_label("A published figure of the partnership").check()
    page.get_by_role("button", name="Continue").click()
    looked_at(page)
    page.get_by_label("Published figure", exact=False).last.select_option("ehc-plans")
    page.get_by_label("The newest figure there is").check()
    page.get_by_role("button", name="Choose this").click()
    page.goto(f"{HOME}return/?quarter=2026-09")
    expect(page.get_by_role("table")).to_contain_text("1,607")
    looked_at(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="lsrp-quarterly-return").click()
    assert taken.value.suggested_filename == "lsrp-quarterly-return-September-2026-202-camden.xlsx"
    assert complaints == []
