"""What every page is looked at for: faults of accessibility, and sideways scrolling on a phone."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def open_everything(page: Page) -> None:
    """Opens what is folded away."""
    page.wait_for_load_state()  # a click returns as soon as the next page begins
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


def no_fault(page: Page) -> None:
    """The page has no fault of accessibility, with everything open."""
    open_everything(page)
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


def fits(page: Page, width: int = 320, height: int = 640) -> None:
    """The page needs no sideways scrolling on a phone."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": height})
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    if before is not None:
        page.set_viewport_size(before)


def looked_at(page: Page) -> None:
    """The page has no fault of accessibility and fits a phone, with everything open."""
    no_fault(page)
    fits(page)
