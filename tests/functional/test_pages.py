"""Every kind of page in a real browser: accessible, within a phone's width, quiet, light and usable by keyboard."""

from __future__ import annotations

import gzip
import re

import pytest
from playwright.sync_api import Page, expect

from .looking import looked_at

pytestmark = pytest.mark.browser

TIMELINESS = "/indicators/ehc-plans-issued-in-20-weeks/"
CAMDEN = f"{TIMELINESS}?area=E09000007&period=2024"
PAGES = {
    "headlines": "/",
    "headlines as published": "/?figures=published",
    "dashboards": "/dashboards/",
    "dashboard of items and a grid": "/dashboards/ehc-plan-needs/?area=E09000007",
    "dashboard of parts": "/dashboards/placements/?area=E09000007",
    "dashboard of a set of places": "/dashboards/twenty-weeks/?place=E09000003&place=Bristol",
    "London with a borough pointed out": "/london/?area=E09000007&period=2024",
    "London by counts": "/london/?indicator=ehc-plans",
    "London without figures of boroughs": "/london/?indicator=community-paediatrics-waits-over-18-weeks",
    "indicators": "/indicators/",
    "benchmark of London": TIMELINESS,
    "benchmark of a borough": CAMDEN,
    "benchmark of counts": "/indicators/ehc-plans/?area=E09000025",
    "benchmark of a breakdown": "/indicators/ehc-plans-need-share/?area=E09000017",
    "about an amended figure": "/figures/ehc-plans/E12000007/2025/",
    "about a withdrawn figure": "/figures/ehc-plans-issued-in-20-weeks/E09000023/2024/",
    "amendments": "/amendments/",
    "data": "/about/data/",
    "about growth over an amended count": "/figures/ehc-plans-growth/E09000025/2025/",
    "about a figure that leaves an amendment out": "/figures/personal-budgets-percent/E09000025/2025/",
    "search with an answer": "/search/?q=camden+20+weeks",
    "search without a result": "/search/?q=zzzqqq",
    "boroughs": "/boroughs/",
    "no such borough": "/boroughs/?area=Brixtol",
    "borough": "/boroughs/E09000025/",
    "borough with many absences": "/boroughs/E09000001/?compare=neighbours",
    "reference": "/reference/",
    "catalogue": "/reference/catalogue/",
    "catalogue of a theme": "/reference/catalogue/?theme=timeliness",
    "releases": "/reference/releases/",
    "what a release changed": "/reference/releases/ehc-plans-2025-first/ehc-plans-2025-corrected/",
    "symbols": "/reference/symbols/",
    "glossary": "/reference/glossary/",
    "quality": "/reference/quality/",
    "not found": "/nowhere/",
    "bad question": f"{TIMELINESS}?area=nowhere",
}
# Boroughs on a map border each other; tests/functional/test_london.py looks at them.
CONTROLS = "main :is(a:not(.gt-map__place), select, button, summary):visible"
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())


@every_page
def test_a_page_is_accessible_fits_a_phone_and_is_quiet(scripted_page: Page, complaints: list[str], path: str) -> None:
    response = scripted_page.goto(path)
    assert response is not None
    looked_at(scripted_page)
    expected = ["Failed to load resource"] if response.status >= 400 else []
    assert [told for told in complaints if not any(told.startswith(known) for known in expected)] == []


def test_on_a_phone_every_table_of_words_is_read_without_sideways_scrolling(scripted_page: Page) -> None:
    scripted_page.set_viewport_size({"width": 375, "height": 800})
    scripted_page.goto("/about/data/")
    for table in scripted_page.locator(".gt-scroll").all():
        assert table.evaluate("each => each.scrollWidth <= each.clientWidth")
    expect(scripted_page.get_by_role("cell", name="ehc-plans-2025-corrected").first).to_be_visible()


def test_on_a_phone_the_whole_menu_is_in_sight_and_the_title_below_it(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(CAMDEN)
    for link in page.locator(".gt-navigation__link").all():
        edges = link.bounding_box()
        assert edges is not None
        assert edges["x"] + edges["width"] <= 360
    title = page.locator("h1").bounding_box()
    assert title is not None
    assert title["y"] < 320


def test_whom_the_figures_are_about_is_chosen_from_a_list(page: Page) -> None:
    page.goto("/indicators/ehc-plans/?area=E09000007")
    page.get_by_label("About whom").select_option("age=age-10")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("breakdown=age%3Dage-10"))
    expect(page.get_by_label("About whom")).to_have_value("age=age-10")


@every_page
def test_at_four_times_the_size_controls_do_not_cover_each_other(scripted_page: Page, path: str) -> None:
    scripted_page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024 at 400%
    scripted_page.goto(path)
    boxes = [control.bounding_box() for control in scripted_page.locator(CONTROLS).all()[:60]]
    solid = [box for box in boxes if box and box["height"] < 60]
    for place, one in enumerate(solid):
        for other in solid[place + 1 :]:
            apart = (
                one["x"] + one["width"] <= other["x"] + 1
                or other["x"] + other["width"] <= one["x"] + 1
                or one["y"] + one["height"] <= other["y"] + 6
                or other["y"] + other["height"] <= one["y"] + 6
            )
            assert apart, (one, other)


def test_the_skip_link_comes_first_and_leads_to_the_content(page: Page) -> None:
    page.goto(CAMDEN)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to main content")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{page.url.split('#')[0]}#main-content")


def test_a_borough_and_a_period_are_chosen_with_the_keyboard_alone(page: Page) -> None:
    page.goto(TIMELINESS)
    page.get_by_label("Borough", exact=True).focus()
    page.keyboard.type("Camd")
    page.keyboard.press("Tab")  # to the choice of a comparison
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")  # to the choice of whom the figures are about
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Show")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("area=E09000007&compare=E12000007&period=2023"))
    expect(page.locator("h1")).to_contain_text("Camden issued")


def test_a_reader_goes_from_the_headline_to_the_cell_of_the_file(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="About this figure (EHC plans in force, London)").click()
    expect(page.locator("h1")).to_contain_text("London, January 2025")
    expect(page.get_by_role("table", name="Where the numbers stand in the published files")).to_contain_text(
        "caseload.csv"
    )
    page.get_by_role("link", name="See this page as published").click()
    expect(page.locator(".gt-value")).to_have_text("99,116")


def test_a_boroughs_answer_is_found_from_the_headline_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Search", exact=True).focus()
    page.keyboard.type("camdn late plans")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Camden, 2024: 96.6%, against 66.9% in London")).to_be_visible()
    page.get_by_role("link", name="Plans issued within 20 weeks", exact=True).click()
    expect(page).to_have_url(re.compile("/dashboards/twenty-weeks/[?]area=E09000007$"))


def test_the_table_behind_a_chart_opens_without_javascript(page: Page) -> None:
    page.goto(CAMDEN)
    page.get_by_text("Show these figures as a table").first.click()
    expect(page.get_by_role("table").first).to_be_visible()
    expect(page.get_by_role("row", name="Lewisham").first).to_contain_text("not available")


def test_a_phone_gets_its_own_drawing_of_each_chart(scripted_page: Page) -> None:
    scripted_page.goto(CAMDEN)
    for width, wide, narrow in ((1200, True, False), (320, False, True)):
        scripted_page.set_viewport_size({"width": width, "height": 800})
        assert scripted_page.locator(".gt-chart__wide").first.is_visible() is wide
        assert scripted_page.locator(".gt-chart__narrow").first.is_visible() is narrow


@pytest.fixture
def weights(scripted_page: Page) -> list[int]:
    """The bytes each answer took on the wire, headers aside, as they arrive."""
    found: list[int] = []
    scripted_page.on("response", lambda answer: found.append(_weight(answer.headers, answer.body)))
    return found


def _weight(headers: dict[str, str], body: object) -> int:
    """Compressed length as told, else as the server would have compressed it."""
    told = headers.get("content-length")
    return int(told) if told else len(gzip.compress(body()))  # type: ignore[operator]


def test_the_first_visit_to_a_benchmark_page_is_light(scripted_page: Page, weights: list[int]) -> None:
    scripted_page.goto(CAMDEN, wait_until="load")
    assert len(weights) >= 4  # the page, two stylesheets, a picture
    assert sum(weights) < 100_000, weights
