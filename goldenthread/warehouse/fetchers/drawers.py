"""A drawer is the folder of one data set. Files get their real name in it only when they are whole and checked.

<folder>/<publication>/<data set>/<version>/<data set>.csv, .csv.gz or .zip, unpacked files, provenance.json
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .downloads import remove_part
from .faults import DamagedFile, FetchBusy, FetchError
from .limits import Limits, Progress
from .sidecars import SIDECAR, Saved, SavedFile, Sidecar, checksum, read_saved
from .unpacking import remove_folder, unpack_gzip, unpack_zip

UNPACKED = "unpacked"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True)
class Drawer:
    """Where the versions of one data set are kept."""

    into: Path
    publication: str
    data_set: str

    @property
    def folder(self) -> Path:
        return self.into / self.publication / self.data_set

    def part(self, version: str) -> Path:
        """Where a file is while it is not yet whole."""
        return self.folder / f"{slug(version, dots=True)}.part"

    def find(self, version: str) -> Saved | None:
        """What is saved as this exact version."""
        return read_saved(self.folder / slug(version, dots=True))

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the drawer. Raises FetchBusy at once if somebody else does, FetchError if it cannot be written."""
        with telling_disk_faults(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = (self.folder / "lock").open("a+", encoding="ascii")
        with handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as fault:
                raise FetchBusy(f"Another fetch is writing to {self.folder}. Wait until it has finished.") from fault
            yield

    def keep(self, part: Path, *, limits: Limits, progress: Progress, version: str | None, **facts: Any) -> Saved:
        """Checks the whole file at `part`, gives it its real name and writes its sidecar, last of all.

        Without a version, the checksum stands for one. Raises DamagedFile, TooLarge or UnsafeArchive;
        the part is then removed, as another attempt would fail on it again, and nothing else has changed.
        """
        sha256 = checksum(part)
        folder = self.folder / slug(version or checksum_version(sha256), dots=True)
        folder.mkdir(exist_ok=True)
        try:
            name = self.data_set + find_ending(part, self.data_set)
            unpacked = self._unpack(part, folder, name, limits, progress)
        except FetchError:
            remove_part(part)
            with contextlib.suppress(OSError):
                folder.rmdir()  # only if nothing is in it
            raise
        size = part.stat().st_size
        part.replace(folder / name)
        remove_part(part)
        sidecar = Sidecar(
            path=name, sha256=sha256, bytes=size, unpacked=unpacked, version=folder.name,
            publication=self.publication, data_set=self.data_set, **facts,
        )  # fmt: skip
        write_whole(folder / SIDECAR, sidecar.model_dump_json(indent=2).encode())
        return Saved(folder, sidecar, new=True)

    def _unpack(self, part: Path, folder: Path, name: str, limits: Limits, progress: Progress) -> tuple[SavedFile, ...]:
        if name.endswith(".csv.gz"):
            unfinished, final = folder / f"{self.data_set}.csv.part", folder / f"{self.data_set}.csv"
            try:
                unpack_gzip(part, unfinished, name=name, limits=limits, progress=progress)
                if find_ending(unfinished, name) != ".csv":
                    raise DamagedFile(f"{name} is packed twice. Unpack it by hand and give the file.")
                unfinished.replace(final)
            finally:
                unfinished.unlink(missing_ok=True)
            return (_saved_file(final, folder),)
        if name.endswith(".zip"):
            unfinished, final = folder / f"{UNPACKED}.part", folder / UNPACKED
            remove_folder(unfinished)
            try:
                paths = unpack_zip(part, unfinished, name=name, limits=limits, progress=progress)
                remove_folder(final)
                unfinished.rename(final)
            finally:
                remove_folder(unfinished)
            return tuple(_saved_file(final.joinpath(*path.parts), folder) for path in paths)
        return ()


def find_ending(path: Path, name: str) -> str:
    """.csv, .csv.gz or .zip, by the file's first bytes. Raises DamagedFile for what can be no table."""
    with path.open("rb") as handle:
        first = handle.read(4096)
    if not first:
        raise DamagedFile(f"{name}: the file is empty. Download it again.")
    if first.startswith(b"\x1f\x8b"):
        return ".csv.gz"
    if first.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ".zip"
    if first.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower().startswith((b"<!doctype", b"<html")):
        raise DamagedFile(f"{name} is a web page and no table. Download the file itself.")
    if b"\x00" in first:
        raise DamagedFile(f"{name} is not UTF-8 text. Only CSV files, packed or not, are kept here.")
    return ".csv"


def checksum_version(sha256: str) -> str:
    """What stands for a version where the publisher numbers none."""
    return f"sha256-{sha256[:12]}"


def write_whole(path: Path, content: bytes) -> None:
    """Writes a small file so that a reader sees the old one or the new one."""
    unfinished = path.with_name(path.name + ".part")
    with unfinished.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    unfinished.replace(path)


@contextlib.contextmanager
def telling_disk_faults(folder: Path) -> Iterator[None]:
    """A fault of the disk as a plain message. What came so far stays in its `.part`."""
    try:
        yield
    except OSError as fault:
        if fault.errno in _FULL:
            raise FetchError(
                f"The disk that holds {folder} is full. Make room, then run the same command again to carry on."
            ) from fault
        raise FetchError(f"{fault.filename or folder} cannot be written or read: {fault.strerror or fault}.") from fault


def slug(text: str, *, dots: bool = False) -> str:
    """The text as a folder's name: small letters, digits and single hyphens; never empty."""
    allowed = r"[^a-z0-9.]+" if dots else r"[^a-z0-9]+"
    return re.sub(allowed, "-", text.lower())[:80].strip("-.") or "file"


def _saved_file(path: Path, folder: Path) -> SavedFile:
    return SavedFile(path=path.relative_to(folder).as_posix(), sha256=checksum(path), bytes=path.stat().st_size)
