from __future__ import annotations

import os
import socket
import subprocess
import sys
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


IN_A_PROCESS = """
from goldenthread.hub.config.serve import let_go_of_the_database, prepare_database
prepare_database()
from django.core.signals import request_finished
from django.db import connection
connection.ensure_connection()
request_finished.send(sender=None)
print("kept" if connection.connection is not None else "closed")
let_go_of_the_database()
print("kept" if connection.connection is not None else "closed")
"""


def test_a_connection_outlives_its_request_and_is_let_go_before_workers_begin(tmp_path: Path) -> None:
    surroundings = {**os.environ, "GOLDENTHREAD_VAR": str(tmp_path), "GOLDENTHREAD_DATABASE": ""}
    told = subprocess.run([sys.executable, "-c", IN_A_PROCESS], capture_output=True, text=True, env=surroundings)
    assert told.stdout.split() == ["kept", "closed"], told.stderr
