"""What an uploaded file really is, told from its bytes. Pure: nothing is written, and nothing is opened that could run."""

from __future__ import annotations

import io
import zipfile
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


OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = (
    FileType("PDF", (".pdf",), "application/pdf", lambda c: c.startswith(b"%PDF-") and b"%%EOF" in c[-2048:]),
    FileType("Word", (".docx",), f"{OFFICE}wordprocessingml.document", _office("word/document.xml")),
    FileType("Excel", (".xlsx",), f"{OFFICE}spreadsheetml.sheet", _office("xl/workbook.xml")),
    FileType("PowerPoint", (".pptx",), f"{OFFICE}presentationml.presentation", _office("ppt/presentation.xml")),
    FileType(
        "PNG", (".png",), "image/png",
        lambda c: c.startswith(b"\x89PNG\r\n\x1a\n") and c.endswith(b"IEND\xaeB`\x82"),
    ),
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
