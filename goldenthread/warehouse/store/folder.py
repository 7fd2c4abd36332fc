"""The store folder: builds side by side, a pointer to the one in force, and a lock for the one being made."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from ..faults import BuildBusy, StoreDamaged, StoreMissing, WarehouseError

DEFAULT_VAR = "var"
POINTER = "current"
HOW_TO_BUILD = (
    "Run `goldenthread build` (the shipped figures) "
    "or `goldenthread build --data DIR` (your own copy of the published files)."
)


def store_folder(path: str | Path | None = None) -> Path:
    """The store named, else GOLDENTHREAD_STORE, else 'store' in GOLDENTHREAD_VAR, else var/store."""
    named = path or os.environ.get("GOLDENTHREAD_STORE")
    return Path(named) if named else Path(os.environ.get("GOLDENTHREAD_VAR") or DEFAULT_VAR) / "store"


def build_path(folder: Path, build_id: str) -> Path:
    """Where a build's file is, whether or not it exists."""
    return folder / f"build-{build_id}.duckdb"


def current_build(folder: Path) -> Path:
    """The build in force. Raises StoreMissing, or StoreDamaged, with what to do."""
    try:
        build_id = (folder / POINTER).read_bytes().decode("ascii", "replace").strip()
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise StoreMissing(f"There are no figures in {folder} yet. {HOW_TO_BUILD}") from fault
    except OSError as fault:
        raise StoreDamaged(f"The file '{POINTER}' in {folder} cannot be read ({fault.strerror}).") from fault
    if not re.fullmatch(r"[0-9a-f]{12}", build_id):
        raise StoreDamaged(f"The file '{POINTER}' in {folder} is damaged: it names no build. {HOW_TO_BUILD}")
    path = build_path(folder, build_id)
    if not path.exists():
        raise StoreDamaged(f"The build in force, {path.name}, is no longer in {folder}. {HOW_TO_BUILD}")
    return path


@contextlib.contextmanager
def building(folder: Path) -> Iterator[Path]:
    """Holds the store's lock and yields the path to build at; what is left half-done is removed.

    Raises BuildBusy at once when another build is running. The lock dies with its process, so a
    killed build never blocks the next one.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / "lock").open("a+", encoding="ascii")
    except OSError as fault:
        raise WarehouseError(f"The store {folder} cannot be written: {fault.strerror}.") from fault
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise BuildBusy(f"Another build is writing to {folder}. Wait until it has finished.") from fault
        _remove_unfinished(folder)
        try:
            yield folder / f"unfinished-{os.getpid()}.duckdb"
        finally:
            _remove_unfinished(folder)


def publish(folder: Path, finished: Path, build_id: str) -> Path:
    """Gives the finished build its name and points the store at it, in that order, each step atomic.

    A build of the same inputs takes the place of the one that is there, which may be damaged;
    readers who have that one open keep it. Everything is on the disk before the first step. Earlier builds stay: a link
    that is pinned to one is promised the same figures for ever.
    """
    final = build_path(folder, build_id)
    pointer = folder / f"unfinished-{POINTER}"
    pointer.write_text(build_id, encoding="ascii")
    _sync(pointer)
    _sync(finished)
    finished.replace(final)
    pointer.replace(folder / POINTER)
    _sync(folder)
    return final


def _sync(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_unfinished(folder: Path) -> None:
    for left in folder.glob("unfinished-*"):
        if left.is_dir():  # where DuckDB spills what does not fit in memory
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)
