"""The London page in a real browser: large enough to read at every width, by keyboard, and chosen without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

CAMDEN = "/london/?indicator=ehc-plans-per-1000&area=E09000007"
SMALLEST_TEXT = """
() => Math.min(...[...document.querySelectorAll('main svg text')]
  .filter(text => text.getBoundingClientRect().width > 0)
  .map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""
OUTSIDE = """
() => [...document.querySelectorAll('.gt-map--tiles svg a')]
  .map(tile => [tile.querySelector('path').getBoundingClientRect(), [...tile.querySelectorAll('text')].map(t => t.getBoundingClientRect())])
  .filter(([square, texts]) => texts.some(t => t.left < square.left - 3 || t.right > square.right + 3)).length"""


@pytest.mark.parametrize("width", [320, 375, 640, 768, 900, 1280])
def test_words_in_drawings_are_at_least_12_pixels_and_stay_on_their_tiles(scripted_page: Page, width: int) -> None:
    scripted_page.set_viewport_size({"width": width, "height": 800})
    scripted_page.goto(CAMDEN)
    assert scripted_page.evaluate(SMALLEST_TEXT) >= 11.99
    assert scripted_page.evaluate(OUTSIDE) == 0


def test_no_tile_lies_over_another(scripted_page: Page) -> None:
    scripted_page.set_viewport_size({"width": 320, "height": 800})
    scripted_page.goto("/london/")
    boxes = [tile.bounding_box() for tile in scripted_page.locator(".gt-map--tiles svg a > path").all()]
    known = [box for box in boxes if box]
    assert len(known) == 33
    assert min(min(box["width"], box["height"]) for box in known) >= 24  # what a finger needs
    for place, one in enumerate(known):
        for other in known[place + 1 :]:
            across = max(one["x"], other["x"]) - min(one["x"] + one["width"], other["x"] + other["width"])
            down = max(one["y"], other["y"]) - min(one["y"] + one["height"], other["y"] + other["height"])
            assert max(across, down) > -1, (one, other)


def test_both_maps_stand_beside_each_other_where_there_is_room_and_under_each_other_on_a_phone(
    scripted_page: Page,
) -> None:
    scripted_page.goto(CAMDEN)
    for width, beside in ((1280, True), (375, False)):
        scripted_page.set_viewport_size({"width": width, "height": 800})
        tiles, outlines = (
            scripted_page.locator(f".gt-map--{part} svg").bounding_box() for part in ("tiles", "outlines")
        )
        assert tiles
        assert outlines
        assert (outlines["x"] > tiles["x"] + tiles["width"] - 1) is beside


def test_a_tile_leads_to_the_boroughs_page_by_keyboard(scripted_page: Page) -> None:
    scripted_page.goto(CAMDEN)
    tile = scripted_page.locator(".gt-map--tiles").get_by_role("link", name=re.compile("^Islington: "))
    tile.focus()
    outline = tile.evaluate("each => getComputedStyle(each).outlineStyle")
    assert outline == "solid"
    scripted_page.keyboard.press("Enter")
    expect(scripted_page).to_have_url(re.compile("/boroughs/E09000019/$"))


def test_the_outlines_are_passed_over_by_keyboard_as_the_tiles_have_the_same_links(scripted_page: Page) -> None:
    scripted_page.goto(CAMDEN)
    last = scripted_page.locator(".gt-map--tiles svg a").last
    last.focus()
    for _ in range(2):  # below each map: take this chart away
        scripted_page.keyboard.press("Tab")
        assert scripted_page.evaluate("document.activeElement.tagName") == "SUMMARY"
    scripted_page.keyboard.press("Tab")
    assert scripted_page.evaluate("document.activeElement.className").startswith("gt-multiple__name")


def test_another_indicator_is_chosen_from_the_list(page: Page) -> None:
    page.goto("/london/?area=E09000007&period=2022")
    page.get_by_label("Indicator", exact=True).select_option("ehc-plans")
    page.get_by_role("button", name="Show this indicator").click()
    expect(page).to_have_url(re.compile(r"\?indicator=ehc-plans&area=E09000007$"))
    expect(page.locator("h1")).to_contain_text("EHC plans in January 2025")
    expect(page.get_by_label("Borough to point out")).to_have_value("E09000007")


def test_the_table_stands_behind_the_drawings(page: Page) -> None:
    page.goto(CAMDEN)
    page.get_by_text("Show the figures behind all of these drawings as a table").click()
    expect(page.get_by_role("row", name=re.compile("^Camden")).first).to_contain_text("1 of 5")


def test_on_paper_maps_lines_and_the_table_are_there(scripted_page: Page) -> None:
    scripted_page.emulate_media(media="print")
    scripted_page.goto(CAMDEN)
    for part in (".gt-map--tiles svg", ".gt-map--outlines svg", ".gt-multiple__chart >> nth=32"):
        expect(scripted_page.locator(part)).to_be_visible()
