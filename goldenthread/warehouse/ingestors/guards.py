"""Refuses files that could hurt before anything is read: empty, enormous, one endless line, not text."""

from __future__ import annotations

import csv
import hashlib
import stat
from pathlib import Path

from ..faults import FileFault

MAX_FILE_BYTES = 2_000_000_000  # the largest published CSV known to us is 0.4 GB
MAX_LINE_BYTES = 1_000_000  # the longest heading row we load is under 4 kB
_CHUNK = 1 << 20


def file_size(path: Path, name: str) -> int:
    """The size in bytes; raises FileFault for what is no file, empty or too large, and OSError."""
    about = path.stat()
    size = about.st_size
    if not stat.S_ISREG(about.st_mode):
        raise FileFault(name, "is a folder or a device, not a file. Put the published file in its place.")
    if size == 0:
        raise FileFault(name, "the file is empty. Download it again.")
    if size > MAX_FILE_BYTES:
        raise FileFault(name, f"the file is {size / 1e9:,.1f} GB; the limit is {MAX_FILE_BYTES / 1e9:,.0f} GB.")
    return size


def fingerprint(path: Path) -> str:
    """SHA-256 of the file."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def csv_headings(path: Path, name: str) -> list[str]:
    """The first row of a CSV, as published. Raises FileFault for a wrong encoding or what is no row of text."""
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
    line = text.removesuffix("\n").removesuffix("\r")
    try:
        if line.endswith("\r"):
            raise csv.Error("a carriage return too many")
        headings = next(csv.reader([line], strict=True), [])
    except csv.Error as fault:  # one endless heading, or the bare carriage returns of an old Macintosh
        raise FileFault(
            name, "the first row cannot be read as headings. Save the file as 'CSV UTF-8' and try again.", row=1
        ) from fault
    if not any(heading.strip() for heading in headings):
        raise FileFault(name, "the first row has no headings. Download the file again.", row=1)
    return headings


def scan_lines(path: Path, name: str) -> tuple[int, bool]:
    """The line ends of a CSV, and whether any line ends in a comma. Raises FileFault for what DuckDB
    would pass over in silence: an endless line, NUL bytes, or a last line that is cut.
    """
    lines = seen = line_start = 0
    loose, before = False, b""
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            end = chunk.find(b"\n")
            if seen + (len(chunk) if end < 0 else end) - line_start > MAX_LINE_BYTES:
                row = lines + 1
                raise FileFault(
                    name, f"the line is longer than {MAX_LINE_BYTES:,} bytes, so this is no table.", row=row
                )
            if b"\0" in chunk:
                row = lines + chunk.count(b"\n", 0, chunk.find(b"\0")) + 1
                raise FileFault(
                    name, "holds bytes that are no text, so the file is damaged. Download it again.", row=row
                )
            lines += chunk.count(b"\n")
            loose = loose or any(end in part for end in (b",\n", b",\r\n") for part in (chunk, before + chunk[:2]))
            before = chunk[-2:]
            line_start = line_start if end < 0 else seen + chunk.rfind(b"\n") + 1
            seen += len(chunk)
    if line_start < seen:
        raise FileFault(name, "the last line has no end: the file may be cut short. Download it again.", row=lines + 1)
    return lines, loose


def refuse_uneven_rows(path: Path, name: str, columns: int) -> None:
    """Raises FileFault at a blank row with more rows after it, since row numbers would no longer be the
    publisher's, and at a row with a blank cell too many, which DuckDB drops.
    """
    blank = None
    with path.open(encoding="utf-8-sig", newline="") as handle:
        for number, row in enumerate(csv.reader(handle), start=1):
            if len(row) > columns:
                raise FileFault(name, uneven(len(row), columns), row=number)
            if row and blank is not None:
                raise FileFault(name, "the row is blank, and the table goes on after it. Download it again.", row=blank)
            if not row and blank is None:
                blank = number


def uneven(found: int, expected: int) -> str:
    """What to say of a row with too few or too many cells."""
    why = "the file may be cut short" if found < expected else "a comma may lack its quotation marks"
    return f"has {found} cells where the headings promise {expected}: {why}. Download it again."


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
