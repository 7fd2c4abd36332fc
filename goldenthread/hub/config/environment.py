"""The one reader of environment variables. Each has a default that works, and advice when it is wrong."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

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
