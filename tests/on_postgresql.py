"""Runs tests on a PostgreSQL of their own: started in a scratch folder, stopped and removed afterwards.

    python -m tests.on_postgresql -n 2 tests/plans

Skips with a reason, and code 0, where PostgreSQL is not installed.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}


def programs() -> Path | None:
    """The folder of initdb and pg_ctl; None where PostgreSQL's server is not installed."""
    found = list(Path("/usr/lib/postgresql").glob("*/bin"))
    found += [Path(path).resolve().parent for path in filter(None, [shutil.which("pg_ctl")])]
    usable = [folder for folder in found if (folder / "initdb").exists() and (folder / "pg_ctl").exists()]
    return max(usable, default=None)


@contextlib.contextmanager
def postgresql(wanted: Mapping[str, str] = QUICK) -> Iterator[str]:
    """The address of a running server's empty database. Needs `programs()`; as root it runs as the user postgres.

    `wanted`: the server's settings; without being told it is quick and forgets everything when the machine stops.
    """
    folder = programs()
    assert folder is not None
    # The server refuses to be root's, and its user must reach the folder.
    scratch = Path(tempfile.mkdtemp(prefix="gt-pg-", dir="/tmp"))
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    password = secrets.token_hex(8)
    (scratch / "password").write_text(password)
    if os.getuid() == 0:
        for path in (scratch, scratch / "password"):
            shutil.chown(path, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = scratch / "data"

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(folder / program), *arguments], user=user if os.getuid() == 0 else None, cwd=scratch,
            capture_output=True, text=True, check=False, env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr or done.stdout}")

    try:
        run(
            "initdb",
            "-D",
            str(data),
            "-U",
            "tests",
            "-A",
            "scram-sha-256",
            f"--pwfile={scratch / 'password'}",
            "-E",
            "UTF8",
            "--no-sync",
        )
        options = " ".join(f"-c {name}={value}" for name, value in wanted.items())
        run(
            "pg_ctl",
            "-D",
            str(data),
            "-w",
            "-l",
            str(scratch / "log"),
            "-o",
            f"-p {port} -c listen_addresses=127.0.0.1 -k {scratch} {options}",
            "start",
        )
        yield f"postgresql://tests:{password}@127.0.0.1:{port}/postgres"
    finally:
        with contextlib.suppress(RuntimeError):
            run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(scratch, ignore_errors=True)


def main(arguments: list[str]) -> int:
    """Runs pytest with these arguments on a server of its own; its exit code."""
    if programs() is None:
        print("PostgreSQL is not installed: its tests were skipped (apt-get install postgresql, then run again)")
        return 0
    with postgresql() as address:
        environment = {**os.environ, "GOLDENTHREAD_DATABASE": address}
        return subprocess.call([sys.executable, "-m", "pytest", *arguments], env=environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
