"""The website as a test sees it: real figures in force, static files collected as for serving, no database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client, override_settings

from goldenthread.hub.config.static_files import collect_static_files
from goldenthread.warehouse import Store, open_store


@pytest.fixture(scope="session", autouse=True)
def _collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
        collect_static_files()
        yield


@pytest.fixture
def site(store_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A visitor of the site with the shipped figures. A fault of the site fails the test as a 500 page would."""
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(store_folder))
    caches["limits"].clear()  # many tests ask for more files than one reader may
    return Client(raise_request_exception=False)


@pytest.fixture
def empty_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A visitor of a site whose store has no build."""
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(tmp_path / "store"))
    return Client(raise_request_exception=False)


@pytest.fixture(scope="session")
def store(store_folder: Path) -> Store:
    """The store behind the site."""
    return open_store(store_folder)


@pytest.fixture
def fresh_caches() -> None:
    """Nothing drawn before, so that the test sees the page drawn."""
    for name in ("figures", "limits", "pages"):  # the shared one is a table, which these tests have no use for
        caches[name].clear()
