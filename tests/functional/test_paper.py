"""The pages of a borough and of London on paper: as few sheets as they need, and no drawing cut or parted from its heading."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PAPER = {"width": 717, "height": 1045}  # what A4 leaves within chromium's margins, in CSS pixels
BOROUGHS = ["/boroughs/E09000007/", "/boroughs/E09000025/", "/boroughs/E08000025/"]
LONDON = ["/london/?area=E09000007", "/london/?indicator=ehc-plans-per-1000&area=E09000025"]
BEYOND_THE_EDGE = """() => [...document.querySelectorAll('main :is(svg, p, h1, h2, h3, li, td, th)')]
  .filter(each => each.checkVisibility() && !each.closest('.govuk-visually-hidden'))
  .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
  .map(each => [each.tagName, each.textContent.trim().slice(0, 40)])"""


def sheets(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


@pytest.fixture
def paper(scripted_page: Page) -> Page:
    """A tab that lays pages out as for paper."""
    scripted_page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    scripted_page.emulate_media(media="print")
    return scripted_page


@pytest.mark.parametrize("path", BOROUGHS)
def test_a_borough_is_two_sheets_of_paper(scripted_page: Page, path: str) -> None:
    scripted_page.goto(path)
    assert sheets(scripted_page) == 2


@pytest.mark.parametrize("path", LONDON)
def test_london_is_a_few_sheets(scripted_page: Page, path: str) -> None:
    scripted_page.goto(path)
    assert 4 <= sheets(scripted_page) <= 8


@pytest.mark.parametrize("path", [*BOROUGHS, *LONDON])
def test_nothing_stands_beyond_the_edge(paper: Page, path: str) -> None:
    paper.goto(path)
    assert paper.evaluate(BEYOND_THE_EDGE) == []


@pytest.mark.parametrize("path", LONDON)
def test_every_drawing_fits_on_a_sheet_and_is_never_parted(paper: Page, path: str) -> None:
    paper.goto(path)
    whole = [*paper.locator(".gt-chart:visible").all(), *paper.locator(".gt-together:visible").all()]
    assert len(whole) >= 5
    for each in whole:
        box = each.bounding_box()
        assert box
        assert box["height"] < PAPER["height"]
        assert each.evaluate("each => getComputedStyle(each).breakInside") == "avoid"


def test_a_heading_is_not_left_alone_at_the_foot_of_a_sheet(paper: Page) -> None:
    paper.goto(LONDON[0])
    headings = paper.locator("main h2:visible").all()
    assert {each.evaluate("each => getComputedStyle(each).breakAfter") for each in headings} == {"avoid"}


def test_both_maps_stand_beside_each_other_with_their_key(paper: Page) -> None:
    paper.goto(LONDON[0])
    tiles, outlines = (paper.locator(f".gt-map--{part} svg").bounding_box() for part in ("tiles", "outlines"))
    assert tiles
    assert outlines
    assert outlines["x"] > tiles["x"] + tiles["width"] - 1
    together = paper.locator(".gt-together")
    expect(together.locator(".gt-key--classes")).to_be_visible()
    expect(together.locator("h2")).to_have_text("On the map")


@pytest.mark.parametrize("path", [BOROUGHS[0], LONDON[0]])
def test_what_only_a_screen_can_use_is_left_out(paper: Page, path: str) -> None:
    paper.goto(path)
    assert paper.locator(":is(select, button, input, nav, summary, .gt-contents):visible").count() == 0
    expect(paper.get_by_text("Take it away")).to_be_hidden()
    expect(paper.get_by_text("Contains public sector information")).to_be_visible()
