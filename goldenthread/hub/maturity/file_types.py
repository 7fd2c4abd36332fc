"""What an uploaded file really is, told from its bytes. Pure: nothing is written, and nothing is opened that could run.

A first sieve, not a virus scanner: every check is a plain search, in time that grows with the file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from .packed import DAMAGED, MACROS, Refused, opened, refuse_what_runs

__all__ = ["FileType", "Refused", "file_type", "named_type"]
WHAT_WE_TAKE = "PDF, Word, Excel, PowerPoint, OpenDocument (.odt, .ods, .odp), PNG, JPEG or HEIC"


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file that is taken."""

    name: str
    endings: tuple[str, ...]
    media_type: str
    fits: Callable[[bytes], bool]


def _packed(*parts: str) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(b"PK\x03\x04") and _parts(content).issuperset(parts)


def _parts(content: bytes) -> set[str]:
    try:
        with opened(content) as packed:
            return set(packed.namelist())
    except DAMAGED:
        return set()


def _is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]


def _is_png(content: bytes) -> bool:
    return content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR" and b"IEND" in content


def _is_jpeg(content: bytes) -> bool:
    """Phones put more behind its end: a film, or notes of their own."""
    return content.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in content


def _is_heic(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"mif1")


OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
OPEN_PARTS = ("content.xml", "META-INF/manifest.xml")
TYPES = (
    FileType("PDF", (".pdf",), "application/pdf", _is_pdf),
    FileType("Word", (".docx",), f"{OFFICE}wordprocessingml.document", _packed("word/document.xml")),
    FileType("Excel", (".xlsx",), f"{OFFICE}spreadsheetml.sheet", _packed("xl/workbook.xml")),
    FileType("PowerPoint", (".pptx",), f"{OFFICE}presentationml.presentation", _packed("ppt/presentation.xml")),
    FileType("OpenDocument text", (".odt",), f"{OPEN}text", _packed(*OPEN_PARTS)),
    FileType("OpenDocument spreadsheet", (".ods",), f"{OPEN}spreadsheet", _packed(*OPEN_PARTS)),
    FileType("OpenDocument slides", (".odp",), f"{OPEN}presentation", _packed(*OPEN_PARTS)),
    FileType("PNG", (".png",), "image/png", _is_png),
    FileType("JPEG", (".jpg", ".jpeg", ".jfif"), "image/jpeg", _is_jpeg),
    FileType("HEIC", (".heic",), "image/heic", _is_heic),
)
OF_A_WEB_PAGE = (b"<html", b"<script", b"<!doctype")
RUNS = (b"/JavaScript", b"/Launch")
SCRIPTS = "The PDF holds something that runs when it is read. Print it as a new PDF and add that one."
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
        raise Refused(f"Files that end in '{ending or name[:20]}' are not taken. Add {WHAT_WE_TAKE}.")
    begins = content[:1024].lower()
    if not named.fits(content) or any(word in begins for word in OF_A_WEB_PAGE):
        raise Refused(
            f"The file is called {ending}, but it is no {named.name} file inside, or it is damaged. Save it again as "
            f"{ending} and add that one."
        )
    if named.media_type.startswith((OFFICE, OPEN)):
        refuse_what_runs(content)
    if named.name == "PDF" and any(word in content for word in RUNS):
        raise Refused(SCRIPTS)
    return named


def named_type(name: str) -> FileType:
    """The type of a kept file, by its name. Raises Refused for a name that was never taken."""
    ending = PurePosixPath(name.lower()).suffix
    for each in TYPES:
        if ending in each.endings:
            return each
    raise Refused(f"'{ending}' is not kept.")
