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


CLOSED_WHILE_SOMEBODY_READS = """
import sqlite3, time
from goldenthread.hub.config.serve import prepare_database
prepare_database()
from django.conf import settings
from goldenthread.hub.people.actions.account import close_account
from goldenthread.hub.people.interface import actor_for
from goldenthread.hub.people.models import Person
path = settings.DATABASES["default"]["NAME"]
log = path.with_name(path.name + "-wal")
person = Person.objects.create_user("ada@example.org", name="Ada")
reader = sqlite3.connect(path, isolation_level=None)
reader.execute("BEGIN")
reader.execute("SELECT count(*) FROM django_session").fetchone()
began = time.monotonic()
close_account(by=actor_for(person, False))
print("soon" if time.monotonic() - began < 5 else "late")
reader.execute("COMMIT")
prepare_database()
print("kept" if any(b"ada@example.org" in file.read_bytes() for file in (path, log)) else "erased")
"""


def in_a_process(program: str, var: Path) -> list[str]:
    """The words that a program prints on a site of its own, on SQLite."""
    surroundings = {**os.environ, "GOLDENTHREAD_VAR": str(var), "GOLDENTHREAD_DATABASE": ""}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=surroundings)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_a_connection_outlives_its_request_and_is_let_go_before_workers_begin(tmp_path: Path) -> None:
    assert in_a_process(IN_A_PROCESS, tmp_path) == ["kept", "closed"]


def test_an_account_closed_while_somebody_reads_leaves_the_log_with_the_next_command(tmp_path: Path) -> None:
    assert in_a_process(CLOSED_WHILE_SOMEBODY_READS, tmp_path) == ["soon", "erased"]
