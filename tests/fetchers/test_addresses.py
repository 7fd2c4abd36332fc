"""Where the service is, and what may go into an address."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from goldenthread.warehouse.fetchers import Addresses, FetchError, Patience, fetch
from goldenthread.warehouse.fetchers.addresses import PUBLIC_API, PUBLIC_CATALOGUE
from tests.fakes.ees_records import FILE_ID


def test_without_settings_the_public_addresses_are_used() -> None:
    assert Addresses.choose() == Addresses(PUBLIC_API, PUBLIC_CATALOGUE)


def test_the_environment_can_name_both_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_EES_URL", "https://mirror.example/api/")
    monkeypatch.setenv("GOLDENTHREAD_EES_CATALOGUE_URL", "https://mirror.example")
    assert Addresses.choose() == Addresses("https://mirror.example/api", "https://mirror.example")


def test_an_argument_is_stronger_than_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_EES_URL", "https://mirror.example")
    assert Addresses.choose("https://other.example").api == "https://other.example"


def test_one_base_address_stands_for_both_services() -> None:
    assert Addresses.choose("http://127.0.0.1:9") == Addresses("http://127.0.0.1:9", "http://127.0.0.1:9")


def test_a_catalogue_file_has_the_address_the_publisher_gives() -> None:
    assert Addresses.choose().of_catalogue_file(FILE_ID) == f"{PUBLIC_CATALOGUE}/data-catalogue/data-set/{FILE_ID}/csv"


@pytest.mark.parametrize("url", ["ftp://example.org", "example.org", "file:///etc/passwd", "https://", "http://[bad"])
def test_what_is_no_web_address_is_refused_plainly(url: str) -> None:
    with pytest.raises(FetchError, match="is no web address"):
        Addresses.choose(url)


@pytest.mark.parametrize("file_id", ["../../secrets", "1234", FILE_ID + "/..", ""])
def test_what_is_no_id_never_reaches_an_address(file_id: str) -> None:
    with pytest.raises(FetchError, match="is no id"):
        Addresses.choose().of_catalogue_file(file_id)


@pytest.mark.parametrize("version", ["latest", "1/../2", "1.2.3.4", "", "1."])
def test_what_is_no_version_is_refused_before_anything_is_asked(version: str, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="is no version"):
        fetch(FILE_ID, into=tmp_path, version=version, base_url="http://127.0.0.1:9")


def test_a_password_in_an_address_is_never_shown(tmp_path: Path) -> None:
    with pytest.raises(FetchError) as fault:
        fetch(FILE_ID, into=tmp_path, base_url="http://me:secret@127.0.0.1:9", patience=Patience(tries=0))
    assert "secret" not in str(fault.value)
    assert "127.0.0.1:9" in str(fault.value)


@pytest.mark.parametrize("base_url", [None, "http://192.0.2.1"])
def test_no_test_even_looks_another_machine_up(base_url: str | None, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="a test asked for the address of"):
        fetch(FILE_ID, into=tmp_path, base_url=base_url, patience=Patience(tries=0))


def test_no_test_reaches_another_machine_by_its_number() -> None:
    with socket.socket() as line, pytest.raises(AssertionError, match=r"tried to reach 192\.0\.2\.1"):
        line.connect(("192.0.2.1", 80))
