"""Writes small .xlsx and .ods files by hand, sound ones and hostile ones."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def letters(number: int) -> str:
    """The name of a column: 1 is A, 28 is AB."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def xlsx_rows(rows: Sequence[Sequence[str]]) -> str:
    """Rows of text as a worksheet holds them."""
    return "".join(
        f'<row r="{r}">'
        + "".join(
            f'<c r="{letters(c)}{r}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for c, cell in enumerate(row, 1)
        )
        + "</row>"
        for r, row in enumerate(rows, 1)
    )


def write_xlsx(path: Path, rows: str, sheet: str = "Data", besides: dict[str, bytes] | None = None) -> None:
    """An .xlsx file of one sheet; `rows` as xlsx_rows gives them; `besides` are other members of the archive."""
    related = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{RELATIONS}/'
    types = f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
    book = f'<sheets><sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets>'
    members = {
        "[Content_Types].xml": types,
        "_rels/.rels": related + 'officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{book}</workbook>',
        "xl/_rels/workbook.xml.rels": related + 'worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }
    _pack(path, members, besides)


def ods_rows(rows: Sequence[Sequence[str]]) -> str:
    """Rows of text as an OpenDocument table holds them."""
    return "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )


def write_ods(path: Path, rows: str, sheet: str = "Data", besides: dict[str, bytes] | None = None) -> None:
    """An .ods file of one sheet; `rows` as ods_rows gives them."""
    spaces = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "text"))
    members = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="{sheet}">{rows}</table:table></office:spreadsheet></office:body></office:document-content>',
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"/>',
    }
    _pack(path, members, besides)


def _pack(path: Path, members: dict[str, str], besides: dict[str, bytes] | None) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
        for name, content in (besides or {}).items():
            archive.writestr(name, content)
