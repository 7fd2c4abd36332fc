"""What is too large is refused in words before it is read, whatever page it is sent to."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client, RequestFactory

from goldenthread.hub.config.request_size import refuse_large_requests
from goldenthread.hub.evidence.interface import make_ready

ADDRESSES = ["/", "/account/login/", "/members/join/", "/api/v1/indicators"]
TYPE = "multipart/form-data; boundary=x"


def sent(site: Client, address: str, **told: str) -> tuple[int, str]:
    """Status and page for a body that only says how large it is."""
    answer = site.generic("POST", address, b"", TYPE, **told)  # type: ignore[arg-type]
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_more_than_a_form_holds_is_refused_unread(site: Client, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def kept(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file was begun")

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", kept)
    status, page = sent(site, address, CONTENT_LENGTH=str(600 * 1024 * 1024))
    if address.startswith("/api/"):
        assert status in (405, 413)
        return
    assert status == 413
    assert "At most 12 MB can be sent at once" in page
    assert f'href="{address}"' in page


def test_what_says_no_length_is_refused(site: Client) -> None:
    status, page = sent(site, "/account/login/", HTTP_TRANSFER_ENCODING="chunked")
    assert status == 411
    assert "does not say how large it is" in page


@pytest.mark.parametrize("length", ["-1", "x", "9" * 40])
def test_a_length_that_is_none_is_refused(site: Client, length: str) -> None:
    assert sent(site, "/account/login/", CONTENT_LENGTH=length)[0] == 413


def test_what_is_just_small_enough_comes_through(settings: Any) -> None:
    gate = refuse_large_requests(lambda request: None)  # type: ignore[arg-type, return-value]
    for size, passes in ((settings.REQUEST_MOST_BYTES, True), (0, True), ("", True)):
        request = RequestFactory().post("/", data=b"", content_type=TYPE)
        request.META["CONTENT_LENGTH"] = str(size)
        assert (gate.process_view(request, lambda: None) is None) is passes  # type: ignore[arg-type, return-value]


def test_the_site_gets_ready_under_a_name_that_it_answers_to(
    store_folder: Path, monkeypatch: pytest.MonkeyPatch, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(store_folder))
    for names in (["golden.example"], [".golden.example"], ["*"]):
        settings.ALLOWED_HOSTS = names
        with caplog.at_level(logging.WARNING):
            make_ready()
    assert not caplog.records
