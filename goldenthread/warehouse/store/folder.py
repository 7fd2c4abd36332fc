"""The store folder: builds side by side, a pointer to the one in force, and a lock for the one being made."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from ..faults import BuildBusy, StoreMissing, WarehouseError

DEFAULT_STORE = "var/store"
POINTER = "current"
KEPT_BUILDS = 3


def store_folder(path: str | Path | None = None) -> Path:
    """The store named, else GOLDENTHREAD_STORE, else var/store."""
    return Path(path or os.environ.get("GOLDENTHREAD_STORE") or DEFAULT_STORE)


def build_path(folder: Path, build_id: str) -> Path:
    """Where a build's file is, whether or not it exists."""
    return folder / f"build-{build_id}.duckdb"


def current_build(folder: Path) -> Path:
    """The build in force; raises StoreMissing with what to do when there is none."""
    with contextlib.suppress(FileNotFoundError):
        path = build_path(folder, (folder / POINTER).read_text(encoding="ascii").strip())
        if path.exists():
            return path
    raise StoreMissing(
        f"There are no figures in {folder} yet. Run `goldenthread build` (the shipped figures) "
        f"or `goldenthread build --data DIR` (your own copy of the published files)."
    )


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

    A build of the same inputs that is already there is kept, since readers may have it open.
    """
    final = build_path(folder, build_id)
    if not final.exists():
        _sync(finished)
        finished.rename(final)
    pointer = folder / f"{POINTER}.new"
    with pointer.open("w", encoding="ascii") as handle:
        handle.write(build_id)
        handle.flush()
        os.fsync(handle.fileno())
    pointer.replace(folder / POINTER)
    _remove_old(folder, keep=final)
    return final


def _sync(path: Path) -> None:
    with path.open("rb") as handle:
        os.fsync(handle.fileno())


def _remove_unfinished(folder: Path) -> None:
    for left in folder.glob("unfinished-*"):
        if left.is_dir():  # where DuckDB spills what does not fit in memory
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _remove_old(folder: Path, keep: Path) -> None:
    """Keeps the newest few builds, so that links pinned to a recent build still work."""
    keep.touch()
    builds = sorted(folder.glob("build-*.duckdb"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in builds[KEPT_BUILDS:]:
        old.unlink(missing_ok=True)
