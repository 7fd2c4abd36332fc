"""The Word document: a structure that a screen reader and a word processor understand, whatever anybody wrote."""

from __future__ import annotations

import dataclasses
import io
import os
import re
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from pypdf import PdfReader

from goldenthread.hub.people.actors import actor_for
from goldenthread.hub.plans.outputs.blocks import Column, Cover, Document, Heading, Run, Table, Words, written
from goldenthread.hub.plans.outputs.document import document
from goldenthread.hub.plans.outputs.word import as_word
from tests.made.documents import MADE_ON, a_document, the_largest
from tests.made.hostile import HOSTILE
from tests.made.people import a_person
from tests.made.plans import a_full_plan, a_plan

OFFICE = os.environ.get("SOFFICE") or shutil.which("soffice")
COVER = Cover("A plan", "Of somewhere", "Draft – not submitted", ("Example: made up.",), (("Made on", "3 March 2026"),))
COLUMN = Column("Plans", numeric=True)
SECONDS = 3.0


def of(*blocks: object) -> Document:
    return Document(COVER, "Camden local area partnership", MADE_ON, tuple(blocks))  # type: ignore[arg-type]


def opened(made: Document) -> WordDocument:
    return docx.Document(io.BytesIO(as_word(made)))


def part(made: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        return packed.read(name).decode()


@pytest.fixture(scope="module")
def small() -> bytes:
    table = Table("Plans", (Column("Year"), COLUMN), (("2024", "1,607"), ("2025", "held back")), ("A note.",))
    blocks = [
        Heading(1, "One"),
        *written("Text with **bold** and [a link](https://example.org)."),
        Heading(2, "Two"),
        table,
    ]
    return as_word(of(*blocks, Heading(3, "Three"), Heading(1, "Another")))


def test_headings_titles_and_lists_have_the_styles_of_their_kind(small: bytes) -> None:
    styles = [(p.style.name, p.text) for p in docx.Document(io.BytesIO(small)).paragraphs if p.style]
    assert ("Title", "A plan") in styles
    assert ("State", "Draft – not submitted") in styles
    assert ("Warning", "Example: made up.") in styles
    assert ("Heading 1", "One") in styles
    assert ("Heading 2", "Two") in styles
    assert ("Heading 3", "Three") in styles
    assert ("Caption", "Plans") in styles


def test_a_table_says_which_row_heads_it_and_repeats_that_row(small: bytes) -> None:
    xml = part(small, "word/document.xml")
    assert xml.count("<w:tblHeader/>") == 1
    first = xml[xml.index("<w:tr>") : xml.index("</w:tr>")]
    assert "<w:tblHeader/>" in first
    assert 'w:firstRow="1"' in xml
    assert 'w:firstColumn="1"' in xml
    assert '<w:tblCaption w:val="Plans"/>' in xml


def test_the_language_is_british_english_everywhere(small: bytes) -> None:
    styles = part(small, "word/styles.xml")
    assert re.findall(r'<w:lang [^>]*w:val="([^"]*)"', styles) == ["en-GB"]
    assert "en-US" not in part(small, "word/settings.xml")
    assert "<dc:language>en-GB</dc:language>" in part(small, "docProps/core.xml")


def test_the_properties_name_the_partnership_and_nobody_else(small: bytes) -> None:
    told = docx.Document(io.BytesIO(small)).core_properties
    assert (told.title, told.subject) == ("A plan", "Draft – not submitted")
    assert told.author == told.last_modified_by == "Camden local area partnership"
    assert told.comments == ""
    assert told.created is not None
    assert told.created.date() == MADE_ON


def test_the_contents_are_a_field_whose_entries_lead_to_the_chapters(small: bytes) -> None:
    xml = part(small, "word/document.xml")
    assert 'TOC \\o "1-2"' in xml
    anchors = re.findall(r'w:anchor="(_Toc\d+)"', xml)
    assert anchors == re.findall(r'<w:bookmarkStart [^>]*w:name="(_Toc\d+)"', xml)
    assert len(anchors) == 2
    assert [xml.count(f'w:fldCharType="{kind}"') for kind in ("begin", "separate", "end")] == [1, 1, 1]


def test_every_page_is_numbered_and_says_how_the_plan_stands(small: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(small)) as packed:
        [footer] = [packed.read(name).decode() for name in packed.namelist() if "footer" in name and "rels" not in name]
    assert " PAGE " in footer
    assert " NUMPAGES " in footer
    assert "Draft – not submitted" in footer


def test_links_lead_to_web_pages_and_mail_alone(small: bytes) -> None:
    assert "https://example.org" in part(small, "word/_rels/document.xml.rels")
    bad = Words("paragraph", (Run("x", href="javascript:alert(1)"), Run("y", href="file:///etc/passwd")))
    made = as_word(of(Heading(1, "One"), bad))
    assert "javascript" not in part(made, "word/_rels/document.xml.rels")
    assert "file:" not in part(made, "word/_rels/document.xml.rels")


def test_every_numbered_list_counts_from_one() -> None:
    made = opened(of(Heading(1, "One"), *written("1. a\n2. b\n\nText\n\n1. c\n   1. d\n2. e")))
    numbers = {
        p.text: (p.style.name if p.style else "", p._p.xpath("./w:pPr/w:numPr/w:numId/@w:val")) for p in made.paragraphs
    }
    assert numbers["a"] == numbers["b"]
    assert numbers["c"] == numbers["e"]
    assert numbers["a"][1] != numbers["c"][1]
    assert numbers["d"][0] == "List Number 2"
    assert numbers["d"][1] not in (numbers["a"][1], numbers["c"][1])


@pytest.mark.django_db
def test_every_picture_says_in_words_what_it_shows() -> None:
    made = opened(a_document(a_plan()))
    pictures = made.element.xpath("//wp:docPr")
    assert len(pictures) >= 10
    assert all(picture.get("descr").startswith("Line chart of ") for picture in pictures)
    assert len({picture.get("id") for picture in pictures}) == len(pictures)


@pytest.mark.django_db
def test_nobody_who_wrote_in_the_plan_is_named_in_the_file() -> None:
    person = a_person("approver", name="Zebedee Quill")
    made = as_word(a_document(a_full_plan(actor_for(person, True), sections=2, actions=2, measures=2)))
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert not [name for name in packed.namelist() if b"Zebedee" in packed.read(name)]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_harms_nothing(name: str) -> None:
    text = HOSTILE[name]
    table = Table(text[:300], (Column(text[:100]), COLUMN), ((text, text),), (text,))
    made = opened(dataclasses.replace(of(Heading(1, text[:200]), *written(text), table), author=text))
    told = "".join(made.element.xpath("//w:t/text()"))
    assert "\x00" not in told
    assert "\u202e" not in told
    if name == "typst markup":
        assert '#read("/etc/passwd")' in told
    if name == "forty thousand letters":
        assert told.count("All of it in words") >= 2 * 1290


@pytest.mark.django_db
def test_the_largest_plan_is_made_in_time() -> None:
    given = the_largest()
    assert (len(given.template.sections), len(given.plan.actions), len(given.plan.measures)) == (18, 40, 60)
    as_word(document(given))  # the first one wakes the engines
    started = time.process_time()
    made = as_word(document(given))
    assert time.process_time() - started <= SECONDS
    assert docx.Document(io.BytesIO(made)).element.body.findall(qn("w:tbl"))


@pytest.mark.django_db
@pytest.mark.browser
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed (set SOFFICE to where it is)")
def test_a_word_processor_opens_it_and_finds_its_headings_and_pages(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(as_word(a_document(a_full_plan(sections=3, actions=4, measures=4))))
    command = [
        str(OFFICE),
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=180)
    with PdfReader(tmp_path / "plan.pdf") as pdf:
        words = "\n".join(page.extract_text() for page in pdf.pages)
        assert "Camden SEND reform plan" in words
        assert "8. Assessment, plans, reviews and phase transfer" in words
        assert f"page 2 of {len(pdf.pages)}" in words
        assert len(pdf.pages) > 20
