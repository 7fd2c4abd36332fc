"""Serves the site: makes everything it needs, prints its address and stays until stopped."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from goldenthread.warehouse import WarehouseError

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
OWN_NAMES = LOOPBACK | {"[::1]"}  # of this machine, as browsers write them


class CannotServe(WarehouseError):
    """The site cannot be served as asked; the message says why and what to do."""


def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    store_folder: str | Path | None = None,
    workers: int = 2,
    example: bool = False,
) -> None:
    """Serves until interrupted. `store_folder`: where the figures are (default as `store_folder` in the warehouse says).

    `example`: with the worked example and its people, for this machine alone. The site starts without figures too, and
    then says what to run. Raises CannotServe.
    """
    if example:
        os.environ["GOLDENTHREAD_EXAMPLE"] = "1"
    if os.environ.get("GOLDENTHREAD_EXAMPLE") and host not in LOOPBACK:
        raise CannotServe(
            f"The worked example has people whose passwords are shown, so it is not served at {host}. Leave out --example."
        )
    if store_folder is not None:
        os.environ["GOLDENTHREAD_STORE"] = str(Path(store_folder).resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.hub.config.settings")
    os.environ["GOLDENTHREAD_WORKERS"] = str(workers)
    os.environ.setdefault("GOLDENTHREAD_ADDRESS", f"http://{_shown(host)}:{port}")
    refuse_port_in_use(host, port)
    told = _prepare()
    let_go_of_the_database()
    print(announcement(host, port, store_folder, told), flush=True)  # noqa: T201 - the command's own output
    _run(host, port, workers)


def refuse_port_in_use(host: str, port: int) -> None:
    """Raises CannotServe when somebody else listens there, or nobody may."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise CannotServe(
                f"The site cannot be served at {host} port {port}: {fault.strerror}. Choose another, such as --port {port + 1}."
            ) from fault


def _prepare() -> str:
    """Makes everything that the site needs; what is to be said of the worked example, '' without it."""
    prepare_database()
    from django.conf import settings

    from .example_mode import example_or_none
    from .static_files import collect_static_files

    if settings.EXAMPLE and not set(settings.ALLOWED_HOSTS) <= OWN_NAMES:
        raise CannotServe(
            "The worked example has people whose passwords are shown, so it is not served where others reach the site: "
            "GOLDENTHREAD_ALLOWED_HOSTS names more than this machine. Leave out --example and GOLDENTHREAD_EXAMPLE."
        )
    assets = settings.STATICFILES_DIRS[0][1]
    if not (assets / "govuk-frontend.min.css").exists():
        raise CannotServe(f"The design files are not in {assets}. Run `make assets` first.")
    collect_static_files()
    if settings.EXAMPLE:
        print("Making the worked example …", flush=True)  # noqa: T201 - the command's own output
    return example_or_none()


def prepare_database() -> None:
    """Sets Django up, brings the site's database up to date and makes the organisations of the definitions.

    Sessions that ended go, and what was erased leaves the log: every command that is run once a day begins here.

    Raises CannotServe where a setting is wrong.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.hub.config.settings")
    import django
    from django.core.management import call_command

    from .environment import SettingFault

    try:
        django.setup()
    except SettingFault as fault:
        raise CannotServe(str(fault)) from fault
    from goldenthread.hub.people.interface import empty_the_log, ensure_organisations

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("clearsessions", verbosity=0)
    ensure_organisations()
    empty_the_log()


def let_go_of_the_database() -> None:
    """Closes every connection of this process.

    The workers begin as copies of it. Had they its connections, each would read answers meant for another, on
    PostgreSQL, or spoil the file, on SQLite.
    """
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        close_pool = getattr(connection, "close_pool", None)  # PostgreSQL alone has one
        if close_pool is not None:
            close_pool()


def _shown(host: str) -> str:
    return "localhost" if host in LOOPBACK | {"0.0.0.0", "::"} else host  # noqa: S104 - only compared


def announcement(host: str, port: int, store_folder: str | Path | None = None, example: str = "") -> str:
    """Where the site is and where its mails land; the codes to sign in with come last, so that nothing buries them."""
    from django.conf import settings

    lines = [f"Golden Thread is at http://{_shown(host)}:{port}/ (stop it with Ctrl+C)"]
    if getattr(settings, "EMAIL_FILE_PATH", None):
        lines.append(f"Its mails are not sent but written to {settings.EMAIL_FILE_PATH}.")
    if store_folder is not None:
        lines.append(f"Its figures are in {store_folder}.")
    if host not in LOOPBACK and set(settings.ALLOWED_HOSTS) <= OWN_NAMES:
        lines.append("Other machines are refused until GOLDENTHREAD_ALLOWED_HOSTS names the site's host names.")
    return "\n".join([*lines, example] if example else lines)


def _run(host: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from .turns import AT_ONCE, COMING_IN

    Granian(
        "goldenthread.hub.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=AT_ONCE + COMING_IN,
        backlog=512,
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()
