"""Spreadsheet files for tests: good ones, and every kind that must be refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import odfdo
import openpyxl

Rows = Sequence[Sequence[Any]]


def an_xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook of these sheets, as a spreadsheet program saves it."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of an openpyxl workbook."""
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def an_ods(sheets: Mapping[str, Rows]) -> bytes:
    """An OpenDocument spreadsheet of these sheets."""
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    for name, rows in sheets.items():
        table = odfdo.Table(name)
        table.set_values([list(row) for row in rows])
        document.body.append(table)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def with_member(workbook: bytes, name: str, content: bytes) -> bytes:
    """The same archive with another part in it, such as a macro."""
    made = io.BytesIO(workbook)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def a_bomb(unpacked: int = 80_000_000) -> bytes:
    """A workbook of a few kilobytes that unpacks to this many bytes."""
    return with_member(an_xlsx({"Table 5.1": [["", 2025], ["Under 5", 1]]}), "xl/media/image1.bin", b"\0" * unpacked)


def encrypted(workbook: bytes) -> bytes:
    """An archive whose parts say that they need a password."""
    made = bytearray(workbook)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(mark)
        while at >= 0:
            made[at + offset] |= 1
            at = made.find(mark, at + 4)
    return bytes(made)
