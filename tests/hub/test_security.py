from __future__ import annotations

import gzip
import logging
import re

import pytest
from django.conf import settings
from django.db import connection
from django.templatetags.static import static
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.hub.config.logs import WithoutSecrets

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


@pytest.mark.parametrize("accepted", ["gzip", "identity", "br", "", "gzip;q=0", "br, gzip; q=0.0, *"])
def test_a_kept_page_arrives_whole_whether_or_not_its_reader_can_unpack_it(site: Client, accepted: str) -> None:
    for address in ("/", "/reference/symbols/"):
        for _ in range(2):  # drawn, and then kept
            answer = site.get(address, headers={"Accept-Encoding": accepted})
            assert int(answer["Content-Length"]) == len(answer.content)
            packed = answer.get("Content-Encoding") == "gzip"
            assert packed == (accepted == "gzip")
            page = gzip.decompress(answer.content) if packed else answer.content
            assert page.rstrip().endswith(b"</html>")


@pytest.mark.django_db  # a response that is closed lets go of the database
@pytest.mark.parametrize("name", ["ui/icon.svg", "ui/brand.css", "ui/thread.svg"])
def test_files_forbid_everything_too(site: Client, name: str) -> None:
    response = site.get(static(name))
    response.close()
    assert response.status_code == 200
    assert response["Content-Security-Policy"] == "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/", "/boroughs/E09000007/", "/search/", "/indicators/ehc-plans.csv"])
def test_what_is_sent_to_a_page_is_refused_in_words_whoever_sends_it(site: Client, address: str, method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(address)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "This page can only be read" in response.content.decode()
    assert response["X-Frame-Options"] == "DENY"


def test_an_address_that_leads_nowhere_is_not_found_by_any_method(site: Client) -> None:
    assert site.post("/nowhere/").status_code == 404


def test_an_address_that_asks_for_a_thousand_things_is_told_so_without_a_fault_in_the_log(
    site: Client, caplog: pytest.LogCaptureFixture
) -> None:
    response = site.get("/london/?" + "&".join(["place=Camden"] * (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)))
    assert response.status_code == 400
    words = response.content.decode()
    assert f"more than {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} things at once" in words
    assert "Leave out most of the places." in words
    assert "Traceback" not in caplog.text
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize(
    "address",
    [
        "/members/invitation/SECRET/",
        "//members//invitation//SECRET/",
        "/account/login/?next=%2Fmembers%2Finvitation%2FSECRET%2F",
        "/account/login/?next=%252fmembers%252finvitation%252fSECRET",
        "/account/signup/?next=/account/confirm-email/SECRET/",
        "/account/password/reset/key/SECRET/",
    ],
)
def test_a_link_that_lets_in_is_not_written_into_the_log(address: str) -> None:
    record = logging.LogRecord("a", logging.ERROR, "", 1, "Not found: %s", (address,), None)
    assert WithoutSecrets().filter(record)
    assert "SECRET" not in record.getMessage()
    assert record.getMessage().startswith("Not found: /")
