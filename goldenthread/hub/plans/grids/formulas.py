"""Formulas whose result is not in the file, as programs leave them that write spreadsheets without working them out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from .faults import GridFault

MOST_OF_SHEETS = 10_000_000
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NO_RESULT = "(a formula without its result)"
HOW = (
    "holds a formula whose result is not in the file. Open the file in a spreadsheet program, save it there and "
    "bring it again"
)


def without_result(content: bytes) -> dict[str, list[tuple[int, int]]]:
    """By sheet, (row, column) counted from nought of each such cell. Of an .xlsx file that can be opened. Raises GridFault."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sheets = list(_sheets(archive))
            if sum(archive.getinfo(path).file_size for _, path in sheets) > MOST_OF_SHEETS:
                raise GridFault("The sheets of the file are far larger than tables of this plan. Keep only the tables.")
            return {name: list(_cells(archive.read(path))) for name, path in sheets}
    except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile):
        return {}  # the reader of the file says what is wrong with it


def _parsed(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    links = {r.get("Id"): r.get("Target") for r in _parsed(archive.read("xl/_rels/workbook.xml.rels"))}
    for sheet in _parsed(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet"):
        target = links.get(sheet.get(f"{LINKS}id")) or ""
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path.startswith("xl/worksheets/"):
            yield sheet.get("name") or "", path


def _cells(data: bytes) -> Iterator[tuple[int, int]]:
    if b"<f" not in data and b":f" not in data:
        return
    rows = etree.iterparse(io.BytesIO(data), tag=f"{MAIN}row", resolve_entities=False, no_network=True, huge_tree=False)
    for _, row in rows:
        for formula in row.iter(f"{MAIN}f"):
            cell = formula.getparent()
            value, place = cell.find(f"{MAIN}v"), cell.get("r") or ""
            if place and (value is None or not value.text) and cell.get("t") != "str":
                yield _place(place)
        row.clear()  # so that no tree of the whole sheet grows
        while row.getprevious() is not None:
            del row.getparent()[0]


def _place(place: str) -> tuple[int, int]:
    letters = place.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(place[len(letters) :] or 1) - 1, column - 1
