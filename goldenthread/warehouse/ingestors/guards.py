"""Refuses files that could hurt before anything is read: empty, enormous, one endless line, not text."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

from ..faults import FileFault

MAX_FILE_BYTES = 2_000_000_000  # the largest published CSV known to us is 0.4 GB
MAX_LINE_BYTES = 1_000_000  # the longest heading row we load is under 4 kB
_CHUNK = 1 << 20


def fingerprint(path: Path, name: str) -> tuple[str, int]:
    """SHA-256 and size of the file; raises FileFault when it is empty, too large or unreadable."""
    try:
        size = path.stat().st_size
    except OSError as fault:
        raise FileFault(name, f"cannot be opened ({fault.strerror}). Check that the file is there.") from fault
    if size == 0:
        raise FileFault(name, "the file is empty. Download it again.")
    if size > MAX_FILE_BYTES:
        raise FileFault(name, f"the file is {size / 1e9:,.1f} GB; the limit is {MAX_FILE_BYTES / 1e9:,.0f} GB.")
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest(), size


def csv_headings(path: Path, name: str) -> list[str]:
    """The first row of a CSV, as published. Raises FileFault for a wrong encoding or an endless line."""
    with path.open("rb") as handle:
        first = handle.readline(MAX_LINE_BYTES + 1)
    if len(first) > MAX_LINE_BYTES:
        raise FileFault(name, f"the line is longer than {MAX_LINE_BYTES:,} bytes, so this is no table.", row=1)
    if first[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise FileFault(name, "the file is in UTF-16. Save it as 'CSV UTF-8' and try again.", row=1)
    if first[:4] == b"PK\x03\x04":
        raise FileFault(name, "this is a ZIP or Excel file with a CSV name. Unpack it first.", row=1)
    if b"\x00" in first:
        raise FileFault(name, "the file is not text. Download it again.", row=1)
    try:
        text = first.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise FileFault(name, "is not UTF-8 text. Save it as 'CSV UTF-8' and try again.", row=1) from fault
    headings = next(csv.reader([text]), [])
    if not any(heading.strip() for heading in headings):
        raise FileFault(name, "the first row has no headings. Download the file again.", row=1)
    return headings


def find_bad_text(path: Path, name: str) -> FileFault | None:
    """The first line that is not UTF-8, as a fault naming its row; None when all of it is UTF-8."""
    with path.open("rb") as handle:
        for number, line in enumerate(iter(lambda: handle.readline(MAX_LINE_BYTES + 1), b""), start=1):
            if len(line) > MAX_LINE_BYTES:
                return FileFault(
                    name, f"the line is longer than {MAX_LINE_BYTES:,} bytes, so this is no table.", row=number
                )
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return FileFault(
                    name,
                    "is not UTF-8 text (it looks like Windows-1252). Save it as 'CSV UTF-8' and try again.",
                    row=number,
                )
    return None
