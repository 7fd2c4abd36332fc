"""What may be opened at all of an uploaded spreadsheet: a zip of modest size, without macros and without a password."""

from __future__ import annotations

import io
import zipfile
import zlib

from goldenthread.hub.ui.interface import wording

from .faults import GridFault

MOST_BYTES = 5_000_000
MOST_UNPACKED = 60_000_000
MOST_OF_A_LIST = 1_000_000
MOST_RATIO = 150  # a spreadsheet of figures packs 5 to 30 times
MOST_MEMBERS = 2_000
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACROS = ("vbaproject.bin", "vbadata.xml", "macrosheets/", "basic/", "scripts/", "activex/")


def opened(content: bytes) -> zipfile.ZipFile:
    """The archive of an .xlsx or .ods file. Raises GridFault for what may not be opened."""
    refuse_size(content)
    if content.startswith(OLD_OFFICE):
        raise GridFault(
            "The file is protected with a password, or in Excel’s old format. Save it without a password as .xlsx."
        )
    if not content.startswith(b"PK"):
        raise GridFault("The file is not a spreadsheet, whatever its name says. Save it again as .xlsx, .ods or .csv.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _refuse_bomb(archive, len(content))
        _refuse_macros(archive)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, zlib.error, RuntimeError, OSError) as fault:
        raise GridFault("The file is damaged and cannot be opened. Save it again and upload that.") from fault
    return archive


def refuse_size(content: bytes) -> None:
    """Raises GridFault for an empty file and for one that is too large."""
    if not content:
        raise GridFault("The file is empty. Choose the file again.")
    if len(content) > MOST_BYTES:
        raise GridFault(
            f"The file has {wording.number(len(content) / 1e6, 1)} MB; at most {MOST_BYTES // 1_000_000} MB can be read. "
            "Keep only the tables in it."
        )


def _refuse_bomb(archive: zipfile.ZipFile, packed: int) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * packed:
        raise GridFault("The file unpacks to far more than tables need, so it was not opened. Check where it is from.")
    if any(member.flag_bits & 1 for member in members):
        raise GridFault("The file is protected with a password. Save it without one and upload that.")


def _refuse_macros(archive: zipfile.ZipFile) -> None:
    names = [name.casefold().replace("\\", "/") for name in archive.namelist()]
    held = any(macro in name for name in names for macro in MACROS)
    if held or b"macroenabled" in read_member(archive, "[Content_Types].xml").lower():
        raise GridFault("The file holds macros, which are not opened here. Save it as .xlsx, without macros.")
    if b"encryption-data" in read_member(archive, "META-INF/manifest.xml"):
        raise GridFault("The file is protected with a password. Save it without one and upload that.")


def read_member(archive: zipfile.ZipFile, name: str, most: int = MOST_OF_A_LIST) -> bytes:
    """A part of the archive; empty where there is none. Never more than `most` bytes of it: a list of parts has fewer."""
    if name not in archive.namelist():
        return b""
    with archive.open(name) as member:
        return member.read(most)
