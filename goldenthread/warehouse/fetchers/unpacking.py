"""Unpacks gzip and zip files that may be damaged or hostile, beside their real names until all is well."""

from __future__ import annotations

import gzip
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from .faults import DamagedFile, TooLarge, UnsafeArchive
from .limits import CHUNK_BYTES, Limits, Progress


def unpack_gzip(packed: Path, into: Path, *, name: str, limits: Limits, progress: Progress) -> None:
    """Unpacks one gzip file. Raises DamagedFile when it is cut short or fails its checksum, TooLarge for a bomb."""
    most = limits.allow_unpacked(packed.stat().st_size)
    with _damage_told(name), gzip.open(packed) as source, into.open("wb") as target:
        _copy(source, target, most, name, progress)


def unpack_zip(packed: Path, into: Path, *, name: str, limits: Limits, progress: Progress) -> list[PurePosixPath]:
    """Unpacks every file of a zip into the folder; the paths, relative to it.

    Raises UnsafeArchive before anything is written when a member has a path out of the folder, is a
    link, is locked with a password or is there twice; TooLarge for too many members or a bomb.
    """
    left = limits.allow_unpacked(packed.stat().st_size)
    with _damage_told(name), zipfile.ZipFile(packed) as archive:
        members = _safe_members(archive, name, limits)
        for path, member in members.items():
            target = into.joinpath(*path.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            most = min(left, limits.allow_unpacked(member.compress_size))
            with archive.open(member) as source, target.open("wb") as handle:
                left -= _copy(source, handle, most, f"{name}: {path}", progress)
    return sorted(members)


def _safe_members(archive: zipfile.ZipFile, name: str, limits: Limits) -> dict[PurePosixPath, zipfile.ZipInfo]:
    """The files of the archive by path; folders are left out, as they are made when needed."""
    if len(archive.infolist()) > limits.members:
        raise TooLarge(
            f"{name} holds {len(archive.infolist()):,} files; the limit is {limits.members:,}. Unpack it by hand."
        )
    members: dict[PurePosixPath, zipfile.ZipInfo] = {}
    taken: set[str] = set()
    for member in archive.infolist():
        path = _safe_path(member, name)
        if member.is_dir():
            continue
        if str(path).casefold() in taken:
            raise UnsafeArchive(f"{name} holds '{path}' twice, so it is not clear which is meant. Unpack it by hand.")
        taken.add(str(path).casefold())
        members[path] = member
    if not members:
        raise DamagedFile(f"{name} holds no files. Download it again.")
    return members


def _safe_path(member: zipfile.ZipInfo, name: str) -> PurePosixPath:
    """The member's path, if writing there is harmless."""
    written = member.orig_filename
    path = PurePosixPath(written.rstrip("/"))
    outside = path.is_absolute() or ".." in path.parts or not path.parts
    odd = any(letter in written for letter in "\\:\x00") or any(ord(letter) < 32 for letter in written)
    if outside or odd:
        raise UnsafeArchive(
            f"{name} holds '{written}', a path that could write outside its folder. Nothing was unpacked."
        )
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise UnsafeArchive(f"{name} holds '{written}', a link or device and no file. Nothing was unpacked.")
    if member.flag_bits & 0x1:
        raise UnsafeArchive(f"{name} is locked with a password ('{written}'). Unpack it by hand and give the files.")
    return path


def _copy(source: IO[bytes] | gzip.GzipFile, target: IO[bytes], most: int, name: str, progress: Progress) -> int:
    """Copies up to `most` bytes, counting what really comes and not what the file says of itself."""
    done = 0
    while chunk := source.read(CHUNK_BYTES):
        done += len(chunk)
        if done > most:
            raise TooLarge(
                f"{name} unpacks to more than {most / 1e6:,.0f} MB, which no published file does. "
                "If it is right, unpack it by hand and give the file."
            )
        target.write(chunk)
        progress(done, 0, f"unpacking {name}")
    return done


@contextmanager
def _damage_told(name: str) -> Iterator[None]:
    """The many ways in which a packed file can be broken, as one plain fault. A disk's own faults pass."""
    try:
        yield
    except (
        EOFError,
        gzip.BadGzipFile,
        zlib.error,
        zipfile.BadZipFile,
        NotImplementedError,
        UnicodeDecodeError,
    ) as fault:
        raise DamagedFile(f"{name} is damaged or cut short ({fault}). Download it again.") from fault


def remove_folder(folder: Path) -> None:
    """Removes a folder that was left half-unpacked, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)
