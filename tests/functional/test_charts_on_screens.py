"""Charts in a real browser: words large enough at every width of screen, and keys that show the signs drawn."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

NEEDS = "/dashboards/ehc-plan-needs/?area=E09000025"
CHARTS = {
    "bars and lines": "/dashboards/twenty-weeks/?area=E09000007",
    "signs and a grid": NEEDS,
    "parts of a whole": "/dashboards/placements/?area=E09000001",
    "money": "/dashboards/dsg/?area=E09000007",
    "an indicator": "/indicators/ehc-plans-per-1000/?area=E09000001",
    "London": "/london/?indicator=high-needs-allocation-per-head&area=E09000007",
    "in a frame": "/embed/dashboards/twenty-weeks/1/?area=E09000007",
}
SMALLEST_WORDS = """
() => Math.min(...[...document.querySelectorAll('main svg text')]
  .filter(text => text.getBoundingClientRect().width > 0)
  .map(text => [parseFloat(getComputedStyle(text).fontSize), text.getScreenCTM()])
  .map(([size, at]) => size * Math.hypot(at.a, at.b)))"""  # turned words are as large as others
LOOK = "each => { const look = getComputedStyle(each, '::before'); return [look.clipPath, look.borderRadius, look.backgroundColor]; }"


@pytest.mark.parametrize("path", CHARTS.values(), ids=CHARTS.keys())
def test_no_words_of_a_chart_are_smaller_than_12_pixels(scripted_page: Page, path: str) -> None:
    scripted_page.goto(path)
    for width in (641, 700, 768, 830, 896, 897, 1024, 1280):
        scripted_page.set_viewport_size({"width": width, "height": 800})
        assert scripted_page.evaluate(SMALLEST_WORDS) >= 11.99, width
        assert scripted_page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "shown"), [(320, "narrow"), (700, "narrow"), (896, "narrow"), (1280, "wide")])
def test_one_of_the_two_drawings_is_shown(scripted_page: Page, width: int, shown: str) -> None:
    scripted_page.set_viewport_size({"width": width, "height": 800})
    scripted_page.goto(CHARTS["bars and lines"])
    for kind in ("wide", "narrow"):
        expect(scripted_page.locator(f".gt-chart__{kind}").first).to_be_visible(visible=kind == shown)


def test_on_paper_the_wide_drawings_are_printed(scripted_page: Page) -> None:
    scripted_page.set_viewport_size({"width": 717, "height": 1045})
    scripted_page.emulate_media(media="print")
    scripted_page.goto(CHARTS["bars and lines"])
    expect(scripted_page.locator(".gt-chart__wide").first).to_be_visible()
    expect(scripted_page.locator(".gt-chart__narrow").first).to_be_hidden()


def test_the_key_of_signs_shows_a_circle_a_square_and_a_triangle(page: Page) -> None:
    page.goto(NEEDS)
    keys = page.locator(".gt-panel").first.locator(".gt-key__item").all()
    assert [key.inner_text() for key in keys] == ["Newham (circle)", "London (square)", "England (triangle)"]
    circle, square, triangle = (key.evaluate(LOOK) for key in keys)
    assert circle == ["none", "50%", "rgb(20, 48, 74)"]
    assert square == ["none", "0px", "rgb(31, 127, 147)"]
    assert triangle[0].startswith("polygon")
    assert triangle[2] == "rgb(72, 73, 73)"
