"""Assessments before the shipped figures, with a folder of their own for files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings
from pytest_django import Settings

from goldenthread.hub.config.static_files import collect_static_files


@pytest.fixture(scope="session", autouse=True)
def _collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
        collect_static_files()
        yield


@pytest.fixture(autouse=True)
def figures(store_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped figures are in force."""
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(store_folder))


@pytest.fixture(autouse=True)
def attachments(tmp_path: Path, settings: Settings) -> Path:
    """Where files are kept."""
    settings.ATTACHMENTS = tmp_path / "attachments"
    return tmp_path / "attachments"


@pytest.fixture
def site() -> Client:
    """A visitor. A fault of the site fails the test as a 500 page would."""
    return Client(raise_request_exception=False)
