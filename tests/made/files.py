"""Small files of every kind that is taken, as bytes."""

from __future__ import annotations

import io
import zipfile

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\x0bIDATx\x9cc\xf8\x0f\x04\x00\t\xfb\x03\xfd\xfb^k+\x00\x00\x00\x00IEND\xaeB`\x82"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\x00" * 40 + b"\xff\xd9"


def an_office_file(*parts: str, kinds: str = "main+xml") -> bytes:
    """A packed file with these parts, as Word, Excel and PowerPoint pack theirs."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", f"<Types><Override ContentType='{kinds}'/></Types>")
        for part in parts:
            packed.writestr(part, f"<{part.rsplit('/', 1)[-1]}/>")
    return made.getvalue()
