"""What a packed document (Word, Excel, PowerPoint, OpenDocument) may hold: a first sieve, not a virus scanner.

Every part is looked through once, a piece at a time, for plain words: the time grows with the file, the memory does not.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from urllib.parse import unquote
from xml.parsers import expat

MOST_PARTS = 5_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 150  # documents pack 3 to 30 times
MOST_OF_LISTS = 2 * 1024 * 1024
A_PIECE, LONGEST_WORD = 1024 * 1024, 64
KINDS = "[content_types].xml"
XML = (".xml", ".rels", ".vml")
PLAIN_LETTERS = (b"utf-8", b"us-ascii")

# Everything that reading a packed file that was spoilt, cut or locked may end in.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, KeyError, ValueError, RuntimeError, EOFError, OSError,
    expat.ExpatError,
)  # fmt: skip

DAMAGE = "The file is damaged or locked with a password. Save it again without one."
TOO_MUCH = "The file unpacks to far more than a document holds. Save it again and add that one."
STRANGE = (
    "The file is locked with a password, or written in a way that no office programme writes. Save it again without a "
    "password and add that one, or a PDF of it."
)
MACROS = "The file holds macros, which could run on a reader's machine. Save it without macros and add that one."
OBJECTS = (
    "The file holds an object of another programme, which could run on a reader's machine. Add a PDF of it instead."
)
FETCHES = (
    "The file fetches its template, a picture, numbers or another part from elsewhere whenever it is opened. Break its "
    "links to other files and add that one, or add a PDF of it."
)

# All in small letters.
MACRO_PARTS = ("vbaproject", "vbadata", "macrosheets/", "activex/", "basic/", "scripts/")
MACRO_WORDS = ("macroenabled", "vbaproject", "activex", "macrosheet")
FETCHED_AT_ONCE = ("image", "afchunk", "subdocument", "frame", "oleobject")
MAY_BE_INSIDE = (".docx", ".xlsx", ".pptx")
# (what the name of a part holds, a word that must not stand in it, why)
PLAIN_WORDS = (
    ("", b"<!doctype", STRANGE),  # may hold entities that grow without end, or fetch
    ("", b"<!entity", STRANGE),
    ("externallinks/", b"ddelink", FETCHES),
    ("externallinks/", b"olelink", FETCHES),
    ("xl/connections", b"refreshonload", FETCHES),
    ("word/", b"ddeauto", FETCHES),
    ("word/", b'instrtext xml:space="preserve"> dde ', FETCHES),
    ("word/", b'instrtext xml:space="preserve">dde ', FETCHES),
    ("word/", b"instrtext> dde ", FETCHES),
    ("word/", b"instrtext>dde ", FETCHES),
    ("word/", b'instr=" dde ', FETCHES),
    ("word/", b'instr="dde ', FETCHES),
    ("word/", b'includepicture "http', FETCHES),
    ("word/", b'includepicture  "http', FETCHES),  # two spaces, as Word writes it
    ("word/", b"includepicture &quot;http", FETCHES),
    ("word/", b"includepicture  &quot;http", FETCHES),
    ("content.xml", b"dde-source", FETCHES),
    ("content.xml", b'<draw:image xlink:href="http', FETCHES),
    ("content.xml", b"vnd.sun.star.script", MACROS),
)


class Refused(Exception):
    """A file that is not taken; the message says why and what to do."""


def opened(content: bytes) -> zipfile.ZipFile:
    """The folder that is packed. Raises Refused for what unpacks to far more than it is, else one of DAMAGED."""
    if content.count(b"PK\x01\x02") > MOST_PARTS:  # before a list of them is made
        raise Refused(TOO_MUCH)
    packed = zipfile.ZipFile(io.BytesIO(content))
    if sum(part.file_size for part in packed.infolist()) > min(MOST_UNPACKED, MOST_RATIO * len(content)):
        raise Refused(TOO_MUCH)
    return packed


def refuse_what_runs(content: bytes) -> None:
    """Raises Refused for macros, objects of other programmes, and what is fetched when the document is opened."""
    try:
        with opened(content) as packed:
            _refuse_parts(packed)
    except DAMAGED as fault:
        raise Refused(DAMAGE) from fault


def _refuse_parts(packed: zipfile.ZipFile) -> None:
    parts = [(part.filename.lower().replace("\\", "/"), part) for part in packed.infolist()]
    if any(word in name for name, _ in parts for word in MACRO_PARTS):
        raise Refused(MACROS)
    lists = [part for name, part in parts if name == KINDS or name.endswith(".rels")]
    if sum(part.file_size for part in lists) > MOST_OF_LISTS:
        raise Refused(TOO_MUCH)
    for name, part in parts:
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused(STRANGE)  # other ways of packing may ask for any amount of memory
        if name.endswith(XML):
            _refuse_words(packed, name, part)
    for part in lists:
        _refuse_leads(packed.read(part))


def _refuse_words(packed: zipfile.ZipFile, name: str, part: zipfile.ZipInfo) -> None:
    """Looks through a part for the plain words that must not stand in it."""
    words = [(word, why) for place, word, why in PLAIN_WORDS if place in name]
    with packed.open(part) as file:
        piece = file.read(A_PIECE).lower()
        _refuse_letters(piece[:200])
        while piece:
            for word, why in words:
                if word in piece:
                    raise Refused(why)
            further = file.read(A_PIECE).lower()
            piece = piece[-LONGEST_WORD:] + further if further else b""


def _refuse_letters(begins: bytes) -> None:
    """Words are found in plain letters alone: a part that begins in others, or says that it has them, is refused."""
    begins = begins.removeprefix(b"\xef\xbb\xbf").lstrip()
    declared, ends, _ = begins.partition(b"?>") if begins.startswith(b"<?xml") else (b"", b"?>", b"")
    other = not ends or (b"encoding" in declared and not any(letters in declared for letters in PLAIN_LETTERS))
    if other or b"\0" in begins or (begins and not begins.startswith(b"<")):
        raise Refused(STRANGE)


def _refuse_leads(content: bytes) -> None:
    """Reads a list of what the parts are, or of what one leads to. No tree of it is made; entities were refused."""
    reader = expat.ParserCreate()
    reader.StartElementHandler = _refuse_lead
    reader.Parse(content, True)


def _refuse_lead(_: str, told: dict[str, str]) -> None:
    of_what = (told.get("Type", "") + told.get("ContentType", "")).strip().lower()
    if any(word in of_what for word in MACRO_WORDS):
        raise Refused(MACROS)
    kind, target = of_what.rpartition("/")[2], told.get("Target", "").strip().lower()
    if "oleobject" in kind or (kind == "package" and not target.endswith(MAY_BE_INSIDE)):
        raise Refused(OBJECTS)
    if told.get("TargetMode", "").strip().lower() == "external" and _is_fetched(kind, target):
        raise Refused(FETCHES)


def _is_fetched(kind: str, target: str) -> bool:
    """Whether it is read before the reader is asked. A template on the reader's own disk is no harm."""
    return kind in FETCHED_AT_ONCE or (kind == "attachedtemplate" and not _on_own_disk(target))


def _on_own_disk(target: str) -> bool:
    place = unquote(target).replace("\\", "/")
    if place.startswith("file:///"):
        return place[8:9] != "/"
    return place[1:3] == ":/" or (":" not in place and not place.startswith("//"))
