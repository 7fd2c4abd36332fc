from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.warehouse.store.folder import store_folder


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({}, "var/store"),
        ({"GOLDENTHREAD_VAR": "", "GOLDENTHREAD_STORE": ""}, "var/store"),
        ({"GOLDENTHREAD_VAR": "/srv/thread"}, "/srv/thread/store"),
        ({"GOLDENTHREAD_VAR": "/srv/thread", "GOLDENTHREAD_STORE": "/mnt/figures"}, "/mnt/figures"),
    ],
)
def test_the_store_is_in_the_folder_that_the_site_may_write_to_unless_it_is_named(
    environment: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GOLDENTHREAD_VAR", "GOLDENTHREAD_STORE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert store_folder() == Path(folder)
    assert store_folder("/elsewhere") == Path("/elsewhere")
