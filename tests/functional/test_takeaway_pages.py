"""Embedded charts and their code in a real browser, alone and inside another website."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from .looking import looked_at

pytestmark = pytest.mark.browser

EMBED = "/embed/dashboards/twenty-weeks/1/?area=E09000007"
PAGES = {
    "an embedded chart": EMBED,
    "an embedded grid": "/embed/dashboards/ehc-plan-needs/2/?area=E09000001",
    "an embedded map of tiles": "/embed/london/ehc-plans-issued-in-20-weeks/tiles/?area=E09000007",
    "an embedded map of outlines": "/embed/london/ehc-plans-issued-in-20-weeks/map/?area=E09000007",
    "every borough over time": "/embed/london/ehc-plans-issued-in-20-weeks/time/",
    "an embedded chart that cannot be": "/embed/dashboards/twenty-weeks/99/",
    "the code": "/embed/dashboards/twenty-weeks/1/code/?area=E09000007",
}
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())


@every_page
def test_what_is_embedded_is_accessible_and_fits_a_phone(scripted_page: Page, path: str) -> None:
    scripted_page.goto(path)
    looked_at(scripted_page)


@pytest.fixture
def other_site(address: str) -> Iterator[str]:
    """Another website whose one page shows an embedded chart, and a page that may not be embedded."""
    body = (
        "<!doctype html><title>Council</title><h1>Council</h1>"
        f'<iframe src="{address}{EMBED}" title="Timeliness" width="900" height="900"></iframe>'
        f'<iframe src="{address}/dashboards/twenty-weeks/" title="Refused"></iframe>'
    )

    class Council(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Council)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"  # another name than the site's, so another origin
    server.shutdown()
    server.server_close()


def test_another_website_shows_the_chart_and_no_other_page(
    scripted_page: Page, other_site: str, complaints: list[str]
) -> None:
    scripted_page.goto(other_site)
    chart = scripted_page.frame_locator('iframe[title="Timeliness"]')
    expect(chart.get_by_role("heading", level=1)).to_contain_text("Camden issued")
    expect(chart.locator("svg").first).to_be_visible()
    assert any("frame-ancestors 'none'" in told for told in complaints)


def test_a_link_in_the_frame_leads_out_of_it(scripted_page: Page, other_site: str, address: str) -> None:
    scripted_page.goto(other_site)
    chart = scripted_page.frame_locator('iframe[title="Timeliness"]')
    chart.get_by_role("link", name="This chart with its page on Golden Thread").click()
    expect(scripted_page).to_have_url(f"{address}/dashboards/twenty-weeks/?area=E09000007")
