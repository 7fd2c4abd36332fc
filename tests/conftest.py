"""Fixtures that every test may ask for. Nothing here reaches outside this machine."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from tests.sample.country import SampleCountry, write_sample

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps an event loop running


def data_folder() -> Path | None:
    """The folder of published files, if this machine has one."""
    named = os.environ.get("GOLDENTHREAD_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of published files; the test is skipped without it."""
    folder = data_folder()
    if folder is None:
        pytest.skip("the folder of published files is not here (set GOLDENTHREAD_DATA to test with it)")
    return folder


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the shipped figures in force."""
    from goldenthread.warehouse.pack import build_from_pack

    folder = tmp_path_factory.mktemp("shipped") / "store"
    build_from_pack(folder)
    return folder


@pytest.fixture(scope="session")
def data_store_folder(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from the folder of published files."""
    from goldenthread.warehouse.store.build import build_store

    folder = tmp_path_factory.mktemp("built") / "store"
    build_store(data, folder)
    return folder


@pytest.fixture
def sample(tmp_path: Path) -> SampleCountry:
    """A small country of our own: six authorities, two releases, an amendment, everything that can go wrong."""
    return write_sample(tmp_path)


@pytest.fixture(autouse=True)
def _no_outside_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that tries to reach another machine fails."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family in (socket.AF_INET, socket.AF_INET6) and host not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)
