from __future__ import annotations

import gzip
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

PAGES = [
    "/", "/?figures=published", "/indicators/", "/indicators/ehc-plans-issued-in-20-weeks/?area=E09000007",
    "/indicators/ehc-plans/", "/figures/ehc-plans/E12000007/2025/", "/amendments/", "/about/data/", "/nowhere/",
    "/?figures=guessed",
]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_a_script_or_an_inline_style(site: Client, address: str) -> None:
    html = site.get(address).content.decode()
    assert not re.search(r"<script|\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:", html, re.IGNORECASE)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_forbids_what_it_does_not_need(site: Client, address: str) -> None:
    headers = site.get(address).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert all("unsafe" not in allowed and "*" not in allowed for allowed in policy.values())
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Set-Cookie" not in headers


@pytest.mark.django_db
@pytest.mark.usefixtures("fresh_caches")
@pytest.mark.parametrize("address", PAGES)
def test_no_page_asks_the_site_database_anything(site: Client, address: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        site.get(address)
    assert len(asked) == 0


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_fetched_from_elsewhere(site: Client, address: str) -> None:
    html = site.get(address).content.decode()
    fetched = re.findall(r'<(?:link|img|source|iframe)[^>]*(?:href|src)="([^"]+)"', html)
    assert fetched
    assert all(place.startswith("/static/") for place in fetched)


@pytest.mark.parametrize("accepted", ["gzip", "identity", "br", ""])
def test_a_kept_page_arrives_whole_whether_or_not_its_reader_can_unpack_it(site: Client, accepted: str) -> None:
    for address in ("/", "/reference/symbols/"):
        for _ in range(2):  # drawn, and then kept
            answer = site.get(address, headers={"Accept-Encoding": accepted})
            assert int(answer["Content-Length"]) == len(answer.content)
            packed = answer.get("Content-Encoding") == "gzip"
            assert packed == (accepted == "gzip")
            page = gzip.decompress(answer.content) if packed else answer.content
            assert page.rstrip().endswith(b"</html>")
