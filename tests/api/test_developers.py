"""The page for people who write programs: everything on it works as it stands."""

from __future__ import annotations

import html
import re

from django.test import Client

from goldenthread.client import Client as ApiClient


def _page(site: Client) -> str:
    response = site.get("/reference/api/")
    assert response.status_code == 200
    return response.content.decode()


def test_every_question_on_the_page_has_an_answer_with_something_in_it(site: Client) -> None:
    addresses = [html.unescape(href) for href in re.findall(r'href="(/api/v1/[^"]*)"', _page(site))]
    assert len(addresses) > 6
    for address in addresses:
        told = site.get(address)
        assert told.status_code == 200, address
        assert told.json().get("total", 1) > 0, address


def test_every_page_leads_there(site: Client) -> None:
    assert 'href="/reference/api/"' in site.get("/about/data/").content.decode()


def test_the_program_on_the_page_names_this_site_and_what_the_client_has(site: Client) -> None:
    page = html.unescape(_page(site))
    assert 'Client("http://testserver").observations("ehc-plans", area="Camden")' in page
    assert hasattr(ApiClient, "observations")
