"""A keyboard alone does everything on a dashboard, and shows at every step where it is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

WEEKS = "/dashboards/twenty-weeks/"
CAMDEN = f"{WEEKS}?area=E09000007"
# One page of each kind of panel.
KINDS = {
    "bars, lines, several indicators": CAMDEN,
    "items and a grid of places": "/dashboards/ehc-plan-needs/?area=E09000025",
    "parts of a whole": "/dashboards/placements/?area=E09000001",
    "a grid of years": "/dashboards/single-years-of-age/",
    "places of a reader's choice": f"{WEEKS}?place=E09000003&place=Bristol",
}
MOST_STOPS = 400

# What the eye can tell a focused element by. `outline: 3px solid transparent` is for high contrast and does not count.
LOOK = """(each) => {
  const style = getComputedStyle(each), box = each.getBoundingClientRect();
  const outline = style.outlineStyle === 'none' || style.outlineColor === 'rgba(0, 0, 0, 0)' ? 'none' : style.outline;
  return [outline, style.boxShadow, style.backgroundColor, style.borderColor, style.borderWidth, Math.round(box.top) > -1];
}"""
STOP = """() => {
  const each = document.activeElement;
  if (!each || each === document.body) return null;
  const box = each.getBoundingClientRect(), seen = box.width > 0 && box.height > 0;
  return {place: [...document.querySelectorAll('*')].indexOf(each), tag: each.tagName.toLowerCase(), words: each.innerText || '',
          name: each.name || each.id || '', inside: seen && box.bottom > 0 && box.top < innerHeight};
}"""
REACHABLE = """() => [...document.querySelectorAll('a[href], button, select, textarea, input:not([type=hidden]), summary, [tabindex="0"]')]
  .filter(each => each.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}) && each.getBoundingClientRect().width > 0)
  .map(each => [...document.querySelectorAll('*')].indexOf(each))"""


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def tab_to(page: Page, wanted: Locator, most: int = MOST_STOPS) -> None:
    """Tab until an element has the focus; fails where it cannot be reached."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    pytest.fail(f"no number of tabs leads to {wanted}")


def every_stop(page: Page) -> list[dict[str, Any]]:
    """Where the focus goes from the top of the page to its end, one tab after another."""
    stops: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return stops
        stops.append(stop)
    pytest.fail(f"after {MOST_STOPS} tabs the focus is still on the page: {stops[-3:]}")


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_tab_goes_through_everything_once_in_the_order_of_reading_and_out_again(scripted_page: Page, path: str) -> None:
    scripted_page.goto(path)
    reachable = scripted_page.evaluate(REACHABLE)
    stops = every_stop(scripted_page)
    assert stops[0]["words"] == "Skip to main content"
    places = [stop["place"] for stop in stops]
    assert places == sorted(set(places))
    assert set(reachable) <= set(places)
    assert [stop for stop in stops if not stop["inside"]] == []


def test_the_controls_come_before_the_charts_and_each_has_a_name(scripted_page: Page) -> None:
    scripted_page.goto(CAMDEN)
    stops = every_stop(scripted_page)
    controls = [stop["name"] or stop["words"] for stop in stops if stop["tag"] in ("select", "button", "summary")]
    shared = [name for name in controls if name in ("area", "compare", "period", "Show")]
    assert shared == ["area", "compare", "period", "Show"]
    assert controls.index("Show") < controls.index("Show these figures as a table")
    for control in scripted_page.locator("select, input:not([type=hidden]), textarea").all():
        assert control.evaluate("each => each.labels.length > 0 || Boolean(each.getAttribute('aria-label'))")


@pytest.mark.parametrize("path", [CAMDEN, KINDS["items and a grid of places"]])
def test_whatever_has_the_focus_can_be_seen_to_have_it(scripted_page: Page, path: str) -> None:
    scripted_page.goto(path)
    for details in scripted_page.locator("details").all()[:3]:
        details.evaluate("each => each.open = true")
    seen: set[str] = set()
    for _ in range(MOST_STOPS):
        scripted_page.keyboard.press("Tab")
        each = scripted_page.evaluate_handle("document.activeElement").as_element()
        kind = scripted_page.evaluate("() => `${document.activeElement.tagName} ${document.activeElement.className}`")
        if each is None or kind.startswith("BODY"):
            break
        if kind in seen:
            continue
        seen.add(kind)
        with_focus = each.evaluate(LOOK)
        each.evaluate("each => each.blur()")
        assert each.evaluate(LOOK) != with_focus, kind
        each.evaluate("each => each.focus()")
    assert {kind.split()[0] for kind in seen} >= {"A", "SELECT", "BUTTON", "SUMMARY", "DIV", "INPUT"}


def test_a_borough_a_comparison_and_a_period_are_chosen_and_shown_by_keys(page: Page) -> None:
    page.goto(WEEKS)
    tab_to(page, page.get_by_label("Borough", exact=True))
    page.keyboard.type("Camd")
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_attribute("name", "compare")
    page.keyboard.type("All auth")
    tab_to(page, page.get_by_label("Period"), most=3)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("button", name="Show", exact=True), most=3)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("area=E09000007&compare=E92000001&period=2023"))
    expect(page.locator("h1")).to_contain_text("Camden")
    expect(page.get_by_label("Borough", exact=True)).to_have_value("E09000007")
    expect(page.get_by_label("Period")).to_have_value("2023")


def test_a_table_is_opened_walked_through_and_left_for_a_figure_by_keys(page: Page) -> None:
    page.goto(CAMDEN)
    summary = page.locator("summary", has_text="Show these figures as a table").first
    tab_to(page, summary)
    page.keyboard.press("Enter")
    table = page.get_by_role("table").first
    expect(table).to_be_visible()
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_attribute("role", "region")
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_class("gt-figure")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/figures/ehc-plans-issued-in-20-weeks/"))


def test_a_table_is_opened_and_closed_by_the_space_bar(page: Page) -> None:
    page.goto(CAMDEN)
    tab_to(page, page.locator("summary", has_text="Show these figures as a table").first)
    page.keyboard.press("Space")
    expect(page.get_by_role("table").first).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator("table").first).to_be_hidden()


def test_places_of_a_readers_own_choice_are_ticked_and_compared_by_keys(page: Page) -> None:
    page.goto(CAMDEN)
    tab_to(page, page.locator("summary", has_text="Compare with places of your own choice"))
    page.keyboard.press("Enter")
    for name in ("Barnet", "Brent"):
        tab_to(page, page.get_by_label(name, exact=True), most=20)
        page.keyboard.press("Space")
        expect(page.get_by_label(name, exact=True)).to_be_checked()
    tab_to(page, page.get_by_role("button", name="Compare these places"), most=40)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("place=E09000003&place=E09000005"))
    expect(page.locator(".gt-panel__shown").first).to_contain_text("the places chosen")
    expect(page.locator("details", has_text="Compare with places of your own choice")).to_have_attribute("open", "")


def test_the_figures_as_published_are_a_key_away(page: Page) -> None:
    page.goto("/dashboards/number-of-ehc-plans/?area=E09000025")
    tab_to(page, page.get_by_role("link", name="As published"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("figures=published"))
    expect(page.locator("main")).to_contain_text("Newham had 1,199 EHC plans")


def test_a_chart_that_is_wider_than_a_phone_is_scrolled_by_keys(scripted_page: Page) -> None:
    scripted_page.set_viewport_size({"width": 375, "height": 800})
    scripted_page.goto(KINDS["items and a grid of places"])
    region = scripted_page.locator(".gt-scroll--chart").filter(visible=True).first
    tab_to(scripted_page, region)
    assert region.get_attribute("aria-label")
    for _ in range(5):
        scripted_page.keyboard.press("ArrowRight")
    expect(region).not_to_have_js_property("scrollLeft", 0)


def test_the_skip_link_leads_past_the_header_into_the_page(page: Page) -> None:
    page.goto(CAMDEN)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)
