"""What a document of Word, Excel or PowerPoint may hold: nothing that runs, nothing that fetches, no more than it seems.

Such a document is a packed folder. What its parts are, and what they lead to, stands in lists; those are read, each to a
limit, and of every other part in XML its beginning alone.
"""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile
import zlib
from xml.etree import ElementTree

MOST_PARTS = 5_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 150  # documents pack 3 to 30 times
MOST_OF_A_LIST = 1024 * 1024
MOST_OF_ALL_LISTS = 4 * MOST_OF_A_LIST
MOST_OF_A_BEGINNING = 16 * 1024
KINDS = "[Content_Types].xml"
MACRO_PARTS = ("vbaproject", "vbadata", "macrosheets/", "activex/")
MACRO_WORDS = ("macroenabled", "vbaproject", "activex")
XML = (".xml", ".rels", ".vml")
# A page that a reader may follow by hand, and a workbook whose numbers are kept: Excel asks before it reads them anew.
ASKED_FIRST = ("/hyperlink", "/externallinkpath")
FIRST_ELEMENT = re.compile(r"<[a-z_:]")
OTHER_LETTERS = re.compile(r"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8|us-ascii)")

# Everything that reading a packed file that was spoilt, cut or locked may end in.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, KeyError, ValueError, RuntimeError, EOFError, OSError,
)  # fmt: skip

DAMAGE = "The file is damaged or locked with a password. Save it again without one."
TOO_MUCH = "The file unpacks to far more than a document holds. Save it again and add that one."
STRANGE = (
    "The file is written in a way that no office programme writes. Save it again and add that one, or a PDF of it."
)
MACROS = "The file holds macros, which could run on a reader's machine. Save it without macros and add that one."
OBJECTS = (
    "The file holds an object of another programme, which could run on a reader's machine. Add a PDF of it instead."
)
FETCHES = (
    "The file fetches its template, a picture, numbers or another part from elsewhere whenever it is opened. Break its "
    "links to other files and add that one, or add a PDF of it."
)


class Refused(Exception):
    """A file that is not taken; the message says why and what to do."""


def refuse_what_runs(content: bytes) -> None:
    """Raises Refused for macros however they are named, for what is fetched, and for what unpacks to far more than it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or unpacked > min(MOST_UNPACKED, MOST_RATIO * len(content)):
                raise Refused(TOO_MUCH)
            kinds = _read(packed, packed.getinfo(KINDS))
            leads = _leads(packed)
            for part in parts:
                _refuse_entities(packed, part)
                _refuse_programmes(packed, part)
    except DAMAGED as fault:
        raise Refused(DAMAGE) from fault
    names = [part.filename.lower().replace("\\", "/") for part in parts]
    if any(m in name for name in names for m in MACRO_PARTS):
        raise Refused(MACROS)
    for words in (kinds, *leads):
        _refuse_words(words)
    if any(_fetches(words) for words in leads):
        raise Refused(FETCHES)


def _leads(packed: zipfile.ZipFile) -> list[str]:
    """The lists of what parts lead to."""
    lists = [part for part in packed.infolist() if part.filename.lower().endswith(".rels")]
    if sum(part.file_size for part in lists) > MOST_OF_ALL_LISTS:
        raise Refused(TOO_MUCH)
    return [_read(packed, part) for part in lists]


def _read(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> str:
    """A list as plain small letters. Refused where it is too long, or hides its words in other letters or entities."""
    with packed.open(part) as file:
        content = file.read(MOST_OF_A_LIST + 1)
    if len(content) > MOST_OF_A_LIST:
        raise Refused(TOO_MUCH)
    words = content.decode("utf-8", "replace").lower()
    if "\0" in words or "<!doctype" in words or "<!entity" in words or OTHER_LETTERS.search(words):
        raise Refused(STRANGE)
    return words


def _refuse_words(words: str) -> None:
    words = html.unescape(words)
    if any(word in words for word in MACRO_WORDS):
        raise Refused(MACROS)
    if "oleobject" in words:
        raise Refused(OBJECTS)


def _refuse_programmes(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A link to another workbook may be one that starts a programme."""
    name = part.filename.lower()
    if "externallinks/" not in name or name.endswith(".rels"):
        return
    if part.file_size > MOST_OF_ALL_LISTS:
        raise Refused(TOO_MUCH)
    words = packed.read(part).lower().replace(b"\0", b"")
    if b"ddelink" in words or b"olelink" in words:
        raise Refused(FETCHES)


def _fetches(words: str) -> bool:
    """Whether a list leads out of the file to anything that is fetched before the reader is asked."""
    try:
        leads = ElementTree.fromstring(words)  # noqa: S314 - without a document type there are no entities
    except ElementTree.ParseError:
        return "external" in words
    found = (each.attrib for each in leads.iter())
    return any(
        each.get("targetmode", "").strip() == "external" and not each.get("type", "").strip().endswith(ASKED_FIRST)
        for each in found
    )


def _refuse_entities(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A document type may hold entities that grow without end or fetch; office programmes write none."""
    if not part.filename.lower().endswith(XML):
        return
    with packed.open(part) as file:
        begins = file.read(MOST_OF_A_BEGINNING)
    letters = "utf-16" if begins[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    words = begins.decode(letters, "replace").lower()
    first = FIRST_ELEMENT.search(words)
    hidden = first is None and part.file_size > MOST_OF_A_BEGINNING
    before = words[: first.start()] if first else words
    if hidden or "<!doctype" in before or "\0" in before or (letters == "utf-8" and OTHER_LETTERS.search(before)):
        raise Refused(STRANGE)
