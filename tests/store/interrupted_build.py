"""A program for a child process: builds a sample country, and at one moment kills itself or waits.

python -m tests.store.interrupted_build MOMENT DEFINITIONS DATA STORE
"""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from unittest import mock

from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.store import folder
from goldenthread.warehouse.store.build import build_store

BUILD = "goldenthread.warehouse.store.build"
MOMENTS = ("reading", "checking", "pointing", "published")


def die(*_: object, **__: object) -> None:
    """What an out-of-memory killer or a power cut does."""
    os.kill(os.getpid(), signal.SIGKILL)


begun = itertools.count()


def wait(*_: object) -> None:
    """Says once that the build is under way and waits until the pipe is closed."""
    if next(begun) == 0:
        print("building", flush=True)
    sys.stdin.read()


def second_replace_kills() -> AbstractContextManager[object]:
    """The build has its name; the pointer has not moved."""
    replace, calls = Path.replace, itertools.count(1)

    def replaced(self: Path, target: Path) -> Path:
        if next(calls) == 2:
            die()
        return replace(self, target)

    return mock.patch.object(Path, "replace", replaced)


def last_sync_kills() -> AbstractContextManager[object]:
    """The pointer has moved; that it has is not on the disk yet."""
    sync, calls = folder._sync, itertools.count(1)
    return mock.patch.object(folder, "_sync", lambda path: die() if next(calls) == 3 else sync(path))


def interruption(moment: str) -> AbstractContextManager[object]:
    """A context in which the build is killed at the moment."""
    if moment == "pointing":
        return second_replace_kills()
    if moment == "published":
        return last_sync_kills()
    return mock.patch(f"{BUILD}.run_checks", die) if moment == "checking" else contextlib.nullcontext()


if __name__ == "__main__":
    moment, definitions, data, store = sys.argv[1], *map(Path, sys.argv[2:5])
    progress = {"reading": die, "waiting": wait}.get(moment)
    with interruption(moment):
        build_store(data, store, catalogue=load_catalogue(definitions), progress=progress)
