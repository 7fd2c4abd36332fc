from __future__ import annotations

import socket
from pathlib import Path

import pytest
from django.test import override_settings

from goldenthread.hub.config.serve import CannotServe, announcement, serve
from goldenthread.hub.config.static_files import collect_static_files


def test_a_port_in_use_is_refused_with_another_to_try() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotServe, match=rf"port {port}.*--port {port + 1}"):
            serve(port=port)


def test_the_codes_to_sign_in_with_come_last_and_mails_are_found(tmp_path: Path) -> None:
    with override_settings(EMAIL_FILE_PATH=tmp_path / "mail"):
        told = announcement("127.0.0.1", 8099, example="Sign in with one of these").splitlines()
    assert told == [
        "Golden Thread is at http://localhost:8099/ (stop it with Ctrl+C)",
        f"Its mails are not sent but written to {tmp_path / 'mail'}.",
        "Sign in with one of these",
    ]


def test_static_files_are_collected_once_and_compressed(tmp_path: Path) -> None:
    with override_settings(STATIC_ROOT=tmp_path / "static"):
        assert collect_static_files() is True
        assert collect_static_files() is False
    names = {path.name for path in (tmp_path / "static").rglob("*")}
    assert any(name.startswith("brand.") and name.endswith(".css.gz") for name in names)
