"""Dashboards on paper, without JavaScript, on a narrow screen, at four times the size, and before axe."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .looking import fits, no_fault, open_everything

pytestmark = pytest.mark.browser

WEEKS = "/dashboards/twenty-weeks/?area=E09000007"
# One page of each kind of panel, and of each kind of page that leads on from there.
DASHBOARDS = {
    "bars, lines, several indicators": WEEKS,
    "items and a grid of places": "/dashboards/ehc-plan-needs/?area=E09000025",
    "parts of a whole": "/dashboards/placements/?area=E09000001",
    "a grid of years": "/dashboards/single-years-of-age/?area=E09000007",
    "many columns": "/dashboards/ehc-plan-ethnicity/?area=E09000001",
    "money below nothing": "/dashboards/dsg/?area=E09000007",
    "places without figures": "/dashboards/therapy-waits/?area=E09000007",
    "neighbours, a year and figures as published": "/dashboards/new-requests/?area=E09000025&compare=neighbours&period=2023&figures=published",
}
OTHERS = {
    "headline": "/",
    "dashboards": "/dashboards/?area=E09000007",
    "indicators": "/indicators/",
    "benchmark": "/indicators/ehc-plans-per-1000/?area=E09000001",
    "figure": "/figures/ehc-plans/E09000025/2025/",
    "figure that is absent": "/figures/ehc-plans-issued-in-20-weeks/E09000023/2024/",
    "amendments": "/amendments/",
    "data": "/about/data/",
    "not found": "/dashboards/no-such-page/",
    "gone": "/dashboards/twenty-weeks/?build=0123456789ab",
}
every_dashboard = pytest.mark.parametrize("path", DASHBOARDS.values(), ids=DASHBOARDS.keys())
every_kind = pytest.mark.parametrize("path", [*DASHBOARDS.values(), *OTHERS.values()], ids=[*DASHBOARDS, *OTHERS])

PAPER = {"width": 717, "height": 1045}  # what A4 leaves within chromium's margins, in CSS pixels
# Tables of many columns are printed on sheets that lie on their side.
TOO_WIDE = """() => [...document.querySelectorAll('main :is(table, td, th, svg, p, h1, h2, li, dd)')]
  .filter(each => each.checkVisibility() && !each.closest('.govuk-visually-hidden'))
  .filter(each => {
    const scroll = each.closest('.gt-scroll'), right = each.getBoundingClientRect().right;
    const lies = scroll && getComputedStyle(scroll).page === 'wide';
    return lies ? right - scroll.getBoundingClientRect().left > 1045 : right > innerWidth + 1;
  })
  .map(each => [each.tagName, each.textContent.trim().slice(0, 40), Math.round(each.getBoundingClientRect().right)])"""


# ------------------------------------------------------------------ on paper


@pytest.fixture
def paper(scripted_page: Page) -> Page:
    """A tab that lays pages out as for paper."""
    scripted_page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    scripted_page.emulate_media(media="print")
    return scripted_page


@every_dashboard
def test_on_paper_the_table_behind_every_chart_is_there_though_nobody_opened_it(paper: Page, path: str) -> None:
    paper.goto(path)
    charts = paper.locator(".gt-panel svg:visible").count()
    tables = paper.locator(".gt-panel table").all()
    assert len(tables) >= charts
    for table in tables:
        assert table.is_visible()
        box = table.bounding_box()
        assert box
        assert box["height"] > 40


@every_dashboard
def test_on_paper_nothing_stands_beyond_the_edge(paper: Page, path: str) -> None:
    paper.goto(path)
    assert paper.evaluate(TOO_WIDE) == []


@every_dashboard
def test_on_paper_there_are_no_controls(paper: Page, path: str) -> None:
    paper.goto(path)
    expect(paper.locator("h1")).to_be_visible()
    assert [each.inner_text() for each in paper.locator(":is(select, button, input, nav, summary):visible").all()] == []
    assert paper.locator(".govuk-skip-link").is_hidden()


def test_on_paper_colours_that_mean_something_are_printed(paper: Page) -> None:
    paper.goto(DASHBOARDS["parts of a whole"])
    for key in paper.locator(".gt-panel").first.locator(".gt-key__item").all():
        assert key.evaluate("each => getComputedStyle(each, '::before').printColorAdjust") == "exact"
    assert paper.locator("svg:visible").first.evaluate("each => getComputedStyle(each).printColorAdjust") == "exact"


def test_on_paper_no_link_of_the_site_shows_half_an_address(paper: Page) -> None:
    paper.goto(WEEKS)
    shown = "each => getComputedStyle(each, '::after').content"
    assert {link.evaluate(shown) for link in paper.locator('main a.govuk-link[href^="/"]:visible').all()} == {"none"}


@pytest.mark.parametrize("path", list(DASHBOARDS.values())[:3])
def test_a_page_becomes_a_pdf_of_a_few_sheets(scripted_page: Page, path: str) -> None:
    scripted_page.goto(path)
    pdf = scripted_page.pdf(format="A4", tagged=True)
    sheets = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert 3 <= sheets <= 20
    assert pdf.startswith(b"%PDF")


# ------------------------------------------------------------------ without JavaScript


@pytest.fixture
def plain_page(browser: Browser, address: str) -> Iterator[Page]:
    """A tab of a browser that runs no scripts."""
    context = browser.new_context(base_url=address, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_javascript_every_select_and_the_button_work_together(plain_page: Page) -> None:
    plain_page.goto("/dashboards/twenty-weeks/")
    plain_page.get_by_label("Borough", exact=True).select_option(label="Newham")
    plain_page.get_by_label("Compare with").select_option(label="All authorities in England")
    plain_page.get_by_label("Period").select_option("2023")
    plain_page.get_by_role("button", name="Show", exact=True).click()
    expect(plain_page.locator("h1")).to_have_text("Plans issued within 20 weeks: Newham")
    expect(plain_page).to_have_url(re.compile("area=E09000025&compare=E92000001&period=2023"))
    expect(plain_page.locator(".gt-panel__shown").first).to_contain_text("2023")
    plain_page.get_by_label("Compare with").select_option(label="Statistical neighbours")
    plain_page.get_by_role("button", name="Show", exact=True).click()
    expect(plain_page.locator(".gt-panel__shown").first).to_contain_text("Newham and its statistical neighbours")


def test_without_javascript_a_choice_is_kept_through_the_other_controls(plain_page: Page) -> None:
    plain_page.goto("/dashboards/number-of-ehc-plans/?area=E09000025&period=2025")
    plain_page.get_by_role("link", name="As published").click()
    expect(plain_page.locator("main")).to_contain_text("Newham had 1,199 EHC plans")
    plain_page.get_by_label("Compare with").select_option(label="Statistical neighbours")
    plain_page.get_by_role("button", name="Show", exact=True).click()
    expect(plain_page).to_have_url(re.compile("period=2025.*figures=published"))
    expect(plain_page.locator("main")).to_contain_text("Newham had 1,199 EHC plans")


def test_without_javascript_tables_and_places_of_ones_own_open(plain_page: Page) -> None:
    plain_page.goto(WEEKS)
    plain_page.locator("summary", has_text="Show these figures as a table").first.click()
    expect(plain_page.get_by_role("row", name="Lewisham").first).to_contain_text("not available")
    plain_page.locator("summary", has_text="Compare with places of your own choice").click()
    plain_page.get_by_label("Bexley", exact=True).check()
    plain_page.get_by_role("button", name="Compare these places").click()
    expect(plain_page).to_have_url(re.compile("place=E09000004"))
    expect(plain_page.get_by_label("Bexley", exact=True)).to_be_checked()


def test_without_javascript_a_kept_view_is_reached_and_says_that_it_is_kept(plain_page: Page) -> None:
    plain_page.goto(WEEKS)
    plain_page.locator('main a[href*="build="]').first.click()
    expect(plain_page).to_have_url(re.compile("area=E09000007.*build="))
    expect(plain_page.locator("main")).to_contain_text("figures that were kept")


@every_kind
def test_a_page_loads_no_script_and_nothing_from_elsewhere(scripted_page: Page, address: str, path: str) -> None:
    asked: list[tuple[str, str]] = []
    scripted_page.on("request", lambda request: asked.append((request.resource_type, request.url)))
    scripted_page.goto(path)
    assert [kind for kind, _ in asked if kind == "script"] == []
    assert [url for _, url in asked if not url.startswith((address, "data:"))] == []


# ------------------------------------------------------------------ narrow, large and read aloud


@every_kind
def test_at_four_times_the_size_a_page_has_no_fault_and_neither_it_nor_a_phone_scrolls_sideways(
    scripted_page: Page, path: str
) -> None:
    scripted_page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024 at 400%; test_pages has it at 100%
    scripted_page.goto(path)
    no_fault(scripted_page)
    fits(scripted_page, 320, 256)
    fits(scripted_page)


@every_dashboard
def test_at_four_times_the_size_nothing_is_cut_off_that_cannot_be_scrolled_to(scripted_page: Page, path: str) -> None:
    scripted_page.set_viewport_size({"width": 320, "height": 256})
    scripted_page.goto(path)
    open_everything(scripted_page)
    cut = scripted_page.evaluate(
        """() => [...document.querySelectorAll('main :is(p, h1, h2, li, label, summary, svg, table, caption, select)')]
          .filter(each => each.checkVisibility() && !each.closest('.gt-scroll') && !each.closest('.govuk-visually-hidden'))
          .filter(each => !each.matches('.govuk-visually-hidden') && each.getBoundingClientRect().right > innerWidth + 1)
          .map(each => each.outerHTML.slice(0, 80))"""
    )
    assert cut == []
