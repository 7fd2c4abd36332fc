"""Takes a file that somebody downloaded by hand, and keeps it as a fetched one is kept."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from ..definitions import Catalogue
from ..definitions.sources import Source
from .drawers import Drawer, checksum_version, find_ending, slug, telling_disk_faults
from .faults import DamagedFile, FetchError, TooLarge
from .limits import CHUNK_BYTES, Limits, Progress, be_silent
from .sidecars import Saved, checksum
from .targets import Target, find_target

UNNAMED = "given-by-hand"
TAKEN = (".csv", ".csv.gz", ".zip")


def take_file(
    path: Path,
    *,
    into: Path,
    wanted: str | Source | None = None,
    progress: Progress | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    catalogue: Catalogue | None = None,
) -> Saved:
    """Copies a CSV, a packed CSV or a release's zip into the folder, unpacks it safely and writes its sidecar.

    `wanted` says which source or data set it is; without it the file's own name stands for that.
    The same bytes given twice are kept once. Raises UnknownName, or a FetchError (DamagedFile, TooLarge,
    UnsafeArchive) whose message says what to do; the folder is then as it was.
    """
    _refuse_other_kinds(path, limits)
    target = find_target(wanted, catalogue) if wanted is not None else Target(UNNAMED, slug(_stem(path)))
    drawer = Drawer(into, target.publication, target.data_set)
    with telling_disk_faults(into), drawer.locked():
        here = _find_same(path, drawer)
        if here is not None:
            return here
        part = drawer.part("given")
        _copy(path, part, progress or be_silent)
        return drawer.keep(
            part, limits=limits, progress=progress or be_silent, version=None, origin="given by hand",
            fetched_at=dt.datetime.now(dt.UTC), original_name=path.name, title=target.title,
            source=target.source.id if target.source else None, file_id=target.file_id,
        )  # fmt: skip


def _find_same(path: Path, drawer: Drawer) -> Saved | None:
    """The sound copy of these very bytes, if the drawer has one."""
    sha256 = checksum(path)
    here = drawer.find(checksum_version(sha256))
    return here if here is not None and here.sidecar.sha256 == sha256 and here.find_damage() is None else None


def _refuse_other_kinds(path: Path, limits: Limits) -> None:
    name = path.name
    if not path.is_file():
        raise FetchError(f"There is no file {path}. Check the name after --given.")
    if not name.lower().endswith(TAKEN):
        raise FetchError(
            f"{name} is none of {', '.join(TAKEN)}. Put spreadsheets and other files in your data folder as they are "
            "and run `goldenthread build --data FOLDER`."
        )
    if path.stat().st_size > limits.download_bytes:
        raise TooLarge(f"{name} is larger than the {limits.download_bytes / 1e6:,.0f} MB allowed.")
    packed = find_ending(path, name) != ".csv"
    if packed == name.lower().endswith(".csv"):
        raise DamagedFile(
            f"{name} is {'packed although its name says it is not' if packed else 'not packed although its name says so'}. Give it the right name."
        )


def _copy(path: Path, part: Path, progress: Progress) -> None:
    done, total = 0, path.stat().st_size
    with path.open("rb") as source, part.open("wb") as target:
        while chunk := source.read(CHUNK_BYTES):
            done += target.write(chunk)
            progress(done, total, path.name)
        target.flush()
        os.fsync(target.fileno())


def _stem(path: Path) -> str:
    name = path.name
    ending = next(ending for ending in (".csv.gz", ".csv", ".zip") if name.lower().endswith(ending))
    return name[: -len(ending)]
