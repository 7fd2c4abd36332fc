"""What a document of Word, Excel or PowerPoint may hold: nothing that runs, nothing that fetches, no more than it seems.

Such a document is a packed folder. What its parts are, and what they lead to, stands in lists; those are read, each to a
limit, and nothing else is.
"""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile
import zlib

MOST_PARTS = 5_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 150  # documents pack 3 to 30 times
MOST_OF_A_LIST = 1024 * 1024
MOST_OF_ALL_LISTS = 4 * MOST_OF_A_LIST
KINDS = "[Content_Types].xml"
MACRO_PARTS = ("vbaproject", "vbadata", "macrosheets/", "activex/")
MACRO_WORDS = ("macroenabled", "vbaproject", "activex")
FETCHED = ("attachedtemplate", "subdocument", "/frame")
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
    "The file fetches its template, or a part of it, from elsewhere whenever it is opened. Copy its text into a new "
    "document and add that one, or add a PDF of it."
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
    except DAMAGED as fault:
        raise Refused(DAMAGE) from fault
    names = [part.filename.lower().replace("\\", "/") for part in parts]
    if any(m in name for name in names for m in MACRO_PARTS):
        raise Refused(MACROS)
    for words in (kinds, *leads):
        _refuse_words(words)


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
    return html.unescape(words)


def _refuse_words(words: str) -> None:
    if any(word in words for word in MACRO_WORDS):
        raise Refused(MACROS)
    if "oleobject" in words:
        raise Refused(OBJECTS)
    if "external" in words and any(word in words for word in FETCHED):
        raise Refused(FETCHES)
