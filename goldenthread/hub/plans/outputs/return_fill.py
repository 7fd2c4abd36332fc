"""Values into a copy of a workbook, cell by cell, with every other byte of its sheets as it was.

A library that reads and writes whole workbooks would lose what it does not know: pictures, lists to choose from,
rules of colour. So the one sheet's own XML is changed, and nothing else.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lxml import etree

from .return_rules import SHEET, ReturnFault

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
BOOK, BOOK_LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
Value = Decimal | str


def fill(content: bytes, values: Mapping[str, Value]) -> bytes:
    """The workbook with these values in the cells of the template sheet. Raises ReturnFault where it cannot be done."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {each: archive.read(each.filename) for each in archive.infolist()}
    by_name = {each.filename: data for each, data in parts.items()}
    path = _sheet_path(by_name)
    changed = {path: _filled(by_name[path], values), BOOK: _to_be_worked_out(by_name[BOOK])}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, data in parts.items():
            archive.writestr(each, changed.get(each.filename, data), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _parsed(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _written(tree: Any) -> bytes:
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _sheet_path(parts: Mapping[str, bytes]) -> str:
    """The part that holds the template sheet."""
    try:
        book, links = _parsed(parts[BOOK]), _parsed(parts[BOOK_LINKS])
        [link] = [s.get(f"{{{LINKS}}}id") for s in book.iter(f"{{{MAIN}}}sheet") if s.get("name") == SHEET]
        [target] = [r.get("Target") for r in links.iter(f"{{{PACKAGE}}}Relationship") if r.get("Id") == link]
    except (KeyError, ValueError, etree.XMLSyntaxError) as fault:
        raise ReturnFault("The template’s sheets cannot be found in the file. Save it again as .xlsx.") from fault
    path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    if path not in parts:
        raise ReturnFault("The template’s sheets cannot be found in the file. Save it again as .xlsx.")
    return str(path)


def _to_be_worked_out(data: bytes) -> bytes:
    """Formulas that use the values are worked out when the file is next opened."""
    book = _parsed(data)
    settings = book.find(f"{{{MAIN}}}calcPr")
    if settings is None:
        return data
    settings.set("fullCalcOnLoad", "1")
    return _written(book)


def _filled(data: bytes, values: Mapping[str, Value]) -> bytes:
    sheet = _parsed(data)
    body = sheet.find(f"{{{MAIN}}}sheetData")
    rows = {int(row.get("r")): row for row in body if row.get("r")}
    for place, value in values.items():
        letters, number = _split(place)
        row = rows.get(number)
        if row is None:
            row = rows[number] = _in_order(body, _row(number), number, lambda each: int(each.get("r") or 0))
        _write(_cell(row, place, letters), value)
    return _written(sheet)


def _row(number: int) -> Any:
    row = etree.Element(f"{{{MAIN}}}row")
    row.set("r", str(number))
    return row


def _cell(row: Any, place: str, letters: str) -> Any:
    """The cell, made where the row has none; a new one looks as its row does."""
    for each in row:
        if each.get("r") == place:
            return each
    cell = etree.Element(f"{{{MAIN}}}c")
    cell.set("r", place)
    if row.get("customFormat") == "1" and row.get("s"):
        cell.set("s", row.get("s"))
    return _in_order(row, cell, _column(letters), lambda each: _column(_split(each.get("r"))[0]))


def _in_order(parent: Any, child: Any, place: int, place_of: Any) -> Any:
    later = next((n for n, each in enumerate(parent) if place_of(each) > place), len(parent))
    parent.insert(later, child)
    return child


def _write(cell: Any, value: Value) -> None:
    if cell.find(f"{{{MAIN}}}f") is not None:
        raise ReturnFault(f"{cell.get('r')} holds a formula, which is not written over.")
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, Decimal):
        etree.SubElement(cell, f"{{{MAIN}}}v").text = format(value.normalize(), "f")
        return
    cell.set("t", "inlineStr")
    text = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
    text.text = value
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _split(place: str) -> tuple[str, int]:
    found = re.fullmatch(r"([A-Z]{1,3})([1-9][0-9]{0,6})", place or "")
    if found is None:
        raise ReturnFault(f"‘{place[:20]}’ is no cell.")
    return found[1], int(found[2])


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
