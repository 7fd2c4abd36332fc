"""The one reader of environment variables. Each has a default that works, and advice when it is wrong."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off", ""}


class SettingFault(Exception):
    """An environment variable is wrong; the message says what it may be."""


def words(name: str, default: str) -> list[str]:
    """A comma-separated variable as a list, blanks left out."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def switch(name: str) -> bool:
    """A variable that is on or off, and off unless set. Raises SettingFault for anything else."""
    value = os.environ.get(name, "").strip().lower()
    if value not in YES | NO:
        raise SettingFault(f"{name} is '{value}'. Set it to 1 (on) or 0 (off), or leave it out.")
    return value in YES


def whole_number(name: str, default: int, least: int = 0) -> int:
    """A variable that is a whole number. Raises SettingFault for anything else, or for less than `least`."""
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise SettingFault(f"{name} is '{value}'. Set it to a whole number from {least} up, or leave it out.")
    return int(value)


def folder(name: str, default: str) -> Path:
    """A variable that names a folder, as an absolute path. Raises SettingFault when it names a file."""
    path = Path(os.environ.get(name) or default).resolve()
    if path.exists() and not path.is_dir():
        raise SettingFault(f"{name} is '{path}', which is a file. Name a folder; it is made when missing.")
    return path


def postgresql(name: str) -> dict[str, Any] | None:
    """A variable that names a PostgreSQL database, as Django wants it told; None when not set. Raises SettingFault."""
    given = os.environ.get(name, "").strip()
    if not given:
        return None
    parts = _address(name, given, ("postgresql", "postgres"))
    if not parts.path.strip("/"):
        raise SettingFault(f"{name} names no database. Write postgresql://user:password@host:5432/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 20}},
    }


def mail(name: str, var: Path) -> dict[str, Any]:
    """Settings of outgoing mail: a server where the variable names one, else files in `var`. Raises SettingFault."""
    told: dict[str, Any] = {
        "DEFAULT_FROM_EMAIL": os.environ.get(f"{name}_FROM") or "Golden Thread <no-reply@localhost>"
    }
    given = os.environ.get(name, "").strip()
    if not given:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {**told, "EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": var / "mail"}
    parts = _address(name, given, ("smtp", "smtps"))
    return {
        **told,
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and (parts.hostname or "") not in ("localhost", "127.0.0.1"),
        "EMAIL_TIMEOUT": 20,
    }


def openid_provider(prefix: str) -> dict[str, Any]:
    """allauth's settings of one OpenID Connect provider; none unless issuer and client are both given."""
    issuer, client, secret = (os.environ.get(f"{prefix}_{part}", "").strip() for part in ("ISSUER", "CLIENT", "SECRET"))
    if not issuer and not client:
        return {}
    if not issuer or not client:
        raise SettingFault(f"{prefix}_ISSUER and {prefix}_CLIENT go together: set both, or neither.")
    app = {"provider_id": "organisation", "name": "Your organisation’s account", "client_id": client, "secret": secret,
           "settings": {"server_url": issuer}}  # fmt: skip
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def _address(name: str, given: str, schemes: tuple[str, ...]) -> Any:
    try:
        parts = urlsplit(given)
        _ = parts.port
    except ValueError as fault:
        raise SettingFault(f"{name} is no address: {fault}.") from fault
    if parts.scheme not in schemes:
        raise SettingFault(f"{name} must begin with {schemes[0]}://, such as {schemes[0]}://user:password@host/name.")
    return parts


def secret_key(name: str, var: Path) -> str:
    """The variable, else the key kept in `var`, made at the first run and readable by its owner alone."""
    given = os.environ.get(name, "")
    if given and len(given) < 32:
        raise SettingFault(f"{name} is too short. Use at least 32 characters, or leave it out to have one made.")
    return given or _kept_key(var / "secret-key")


def _kept_key(path: Path) -> str:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make_key(path)
        return path.read_text(encoding="ascii")
    except OSError as fault:
        raise SettingFault(f"The site keeps its files in {path.parent}, which cannot be written: {fault}.") from fault


def _make_key(path: Path) -> None:
    """Linked into place whole, so that two processes starting together agree on one key."""
    draft = path.with_name(f"secret-key-{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()
