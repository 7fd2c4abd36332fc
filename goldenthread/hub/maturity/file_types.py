"""What an uploaded file really is, told from its bytes. Pure: nothing is written, and nothing is opened that could run."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from .packed import DAMAGED, MACROS, Refused, refuse_what_runs

__all__ = ["FileType", "Refused", "file_type", "named_type"]
WHAT_WE_TAKE = "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), PNG and JPEG"


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file that is taken."""

    name: str
    endings: tuple[str, ...]
    media_type: str
    fits: Callable[[bytes], bool]


def _office(part: str) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(b"PK\x03\x04") and part in _parts(content)


def _is_pdf(content: bytes) -> bool:
    """Begins and ends as one, and holds numbered objects with a root in between, not a web page."""
    begins = content[:1024].lower()
    return (
        content.startswith(b"%PDF-")
        and b"%%EOF" in content[-2048:]
        and not any(word in begins for word in (b"<html", b"<script", b"<!doctype"))
        and b"/Root" in content
        and NUMBERED.search(content) is not None
    )


def _is_png(content: bytes) -> bool:
    """Made of named pieces, each as long as it says, from the header to the end."""
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or content[12:16] != b"IHDR":
        return False
    place = 8
    while content[place + 4 : place + 8].isalpha():
        last, size = content[place + 4 : place + 8] == b"IEND", int.from_bytes(content[place : place + 4], "big")
        place += 12 + size
        if last:
            return size == 0 and place == len(content)
    return False


def _refuse_actions(content: bytes) -> None:
    """Raises Refused for a PDF that runs something; names may be written in numbers, and packed in streams of objects."""
    told = [content, *_packed_objects(content)]
    names = b"\n".join(NUMBERED_LETTER.sub(lambda found: bytes([int(found[1], 16)]), each) for each in told)
    if any(name in names for name in RUNS):
        raise Refused(SCRIPTS)


def _packed_objects(content: bytes) -> list[bytes]:
    """What stands in the streams that hold objects, each to a limit; a stream of another kind is no object."""
    found = []
    for stream in OBJECT_STREAM.finditer(content):
        with contextlib.suppress(zlib.error):
            found.append(zlib.decompressobj().decompress(content[stream.end() :], MOST_OF_A_STREAM))
    return found[:MOST_STREAMS]


NUMBERED = re.compile(rb"\d+\s+\d+\s+obj\b")
NUMBERED_LETTER = re.compile(rb"#([0-9A-Fa-f]{2})")
OBJECT_STREAM = re.compile(rb"/ObjStm[^\x00]{0,300}?stream\r?\n")
MOST_OF_A_STREAM, MOST_STREAMS = 1024 * 1024, 500
RUNS = (b"/JavaScript", b"/Launch")
SCRIPTS = "The PDF holds something that runs when it is read. Print it as a new PDF and add that one."
OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = (
    FileType("PDF", (".pdf",), "application/pdf", _is_pdf),
    FileType("Word", (".docx",), f"{OFFICE}wordprocessingml.document", _office("word/document.xml")),
    FileType("Excel", (".xlsx",), f"{OFFICE}spreadsheetml.sheet", _office("xl/workbook.xml")),
    FileType("PowerPoint", (".pptx",), f"{OFFICE}presentationml.presentation", _office("ppt/presentation.xml")),
    FileType("PNG", (".png",), "image/png", _is_png),
    FileType(
        "JPEG", (".jpg", ".jpeg"), "image/jpeg",
        lambda c: c.startswith(b"\xff\xd8\xff") and c.rstrip(b"\x00").endswith(b"\xff\xd9"),
    ),
)  # fmt: skip
MACRO_ENDINGS = (".docm", ".xlsm", ".pptm", ".xlsb", ".dotm", ".xltm", ".xlam", ".ppsm")
OLD_OFFICE = (".doc", ".xls", ".ppt")


def file_type(name: str, content: bytes) -> FileType:
    """The type of a file that may be kept. Raises Refused for everything else."""
    ending = PurePosixPath(name.lower()).suffix
    if not content:
        raise Refused("The file is empty. Choose the file again.")
    if ending in MACRO_ENDINGS:
        raise Refused(MACROS)
    if ending in OLD_OFFICE:
        raise Refused(f"{ending} is an old format that can hide macros. Save the file as {ending}x and add that one.")
    named = next((each for each in TYPES if ending in each.endings), None)
    if named is None:
        raise Refused(f"Files that end in '{ending or name[:20]}' are not taken. Add a {WHAT_WE_TAKE} file.")
    if not named.fits(content):
        raise Refused(
            f"The file is called {ending}, but it is no {named.name} file inside, or it is damaged. Save it again as "
            f"{ending} and add that one."
        )
    if named.media_type.startswith(OFFICE):
        refuse_what_runs(content)
    if named.name == "PDF":
        _refuse_actions(content)
    return named


def named_type(name: str) -> FileType:
    """The type of a kept file, by its name. Raises Refused for a name that was never taken."""
    ending = PurePosixPath(name.lower()).suffix
    for each in TYPES:
        if ending in each.endings:
            return each
    raise Refused(f"'{ending}' is not kept.")


def _parts(content: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return set(packed.namelist())
    except DAMAGED:
        return set()
