"""The PDF: tagged, the same bytes each time, and safe from whatever anybody wrote."""

from __future__ import annotations

import dataclasses
import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from goldenthread.hub.plans.outputs import pdf
from goldenthread.hub.plans.outputs.blocks import Column, Cover, Document, Heading, Picture, Run, Table, Words, written
from goldenthread.hub.plans.outputs.document import document
from goldenthread.hub.plans.outputs.pdf import CannotSet, as_pdf
from tests.made.documents import MADE_ON, a_document, the_largest
from tests.made.hostile import HOSTILE
from tests.made.plans import a_plan

COVER = Cover("A plan", "Of somewhere", "Draft – not submitted", ("Example: made up.",), (("Made on", "3 March 2026"),))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>'
SECONDS = 2.0


def of(*blocks: Any) -> Document:
    return Document(COVER, "Camden local area partnership", MADE_ON, (Heading(1, "Chapter"), *blocks))


def read(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def words_of(made: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(made).pages)


def tags(made: bytes) -> list[DictionaryObject]:
    """Every element of the structure tree, in reading order."""
    return list(_below(read(made).root_object["/StructTreeRoot"]))


def _below(node: Any) -> Iterator[DictionaryObject]:
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, ArrayObject):
        for each in node:
            yield from _below(each)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _below(node["/K"])


def kinds(made: bytes) -> list[str]:
    return [str(tag["/S"])[1:] for tag in tags(made)]


def attributes(tag: DictionaryObject) -> dict[str, Any]:
    told = tag.get("/A")
    told = told.get_object() if isinstance(told, IndirectObject) else told
    found = told if isinstance(told, ArrayObject) else [told]
    return {name: value for each in found if each for name, value in each.get_object().items()}


def test_it_is_tagged_named_and_in_british_english() -> None:
    root = read(as_pdf(of(Words("paragraph", (Run("Words"),))))).root_object
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()  # type: ignore[attr-defined]


def test_its_properties_name_the_partnership_and_the_plan() -> None:
    told = read(as_pdf(of())).metadata
    assert told is not None
    assert (told.title, told.author) == ("A plan", "Camden local area partnership")
    assert told.creation_date is not None
    assert told.creation_date.date() == MADE_ON


def test_headings_lists_links_and_quotations_are_tagged_as_what_they_are() -> None:
    text = "Words with [a link](https://example.org)\n\n- one\n  - two\n\n1. first\n\n> said"
    found = kinds(as_pdf(of(Heading(2, "Two"), Heading(3, "Three"), *written(text))))
    assert {"H1", "H2", "H3", "P", "L", "LI", "LBody", "Link", "BlockQuote"} <= set(found)
    assert found.count("L") == 3


def test_the_head_of_a_table_is_tagged_as_one() -> None:
    table = Table("Plans", (Column("Year"), Column("Plans", numeric=True)), (("2024", "1,607"), ("2025", "held back")))
    made = as_pdf(of(table))
    heads = [tag for tag in tags(made) if tag["/S"] == "/TH"]
    assert len(heads) == 2
    assert {attributes(tag)["/Scope"] for tag in heads} == {"/Column"}
    assert kinds(made).count("TD") == 4
    assert "THead" in kinds(made)
    assert "Caption" in kinds(made)


def test_a_picture_carries_its_words_and_one_without_is_refused() -> None:
    drawn = Picture("A chart", SVG, "A circle and nothing else.", 9, 9)
    made = as_pdf(of(drawn))
    assert [tag["/Alt"] for tag in tags(made) if "/Alt" in tag and tag["/S"] == "/Figure"] == [
        "A circle and nothing else."
    ]
    without = {**pdf._data(of(drawn), set())}
    without["blocks"][-1]["alt"] = None
    with pytest.raises(Exception, match="alt"):
        pdf._compiled(without, MADE_ON)


def test_two_makings_of_a_plan_are_the_same_to_the_byte() -> None:
    made = of(Heading(2, "Two"), *written("Text"), Picture("A chart", SVG, "A circle.", 9, 9))
    assert as_pdf(made) == as_pdf(made)


@pytest.mark.django_db
def test_a_whole_plan_is_set_with_its_contents_and_page_numbers() -> None:
    made = as_pdf(a_document(a_plan()))
    words = words_of(made)
    assert "Camden SEND reform plan" in words
    assert "Draft – not submitted" in words
    assert f"page 2 of {len(read(made).pages)}" in words
    assert [tag for tag in tags(made) if tag["/S"] == "/TOCI"]
    figures = [tag for tag in tags(made) if tag["/S"] == "/Figure"]
    assert len(figures) >= 10
    assert all(str(tag["/Alt"]).startswith("Line chart of ") for tag in figures)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_harms_nothing(name: str) -> None:
    text = HOSTILE[name]
    table = Table(text[:300], (Column(text[:100]), Column("Plans")), ((text[:2000], text[:2000]),), (text[:500],))
    cover = dataclasses.replace(COVER, title=text[:160], warnings=(text[:200],), facts=((text[:50], text[:200]),))
    made = as_pdf(dataclasses.replace(of(Heading(2, text[:200]), *written(text), table), cover=cover, author=text[:90]))
    assert read(made).root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]
    if name == "typst markup":
        assert '#read("/etc/passwd")' in " ".join(words_of(made).split())
        assert "root:" not in words_of(made)


def test_what_the_typeface_cannot_show_is_named_and_the_reader_is_told() -> None:
    words = " ".join(words_of(as_pdf(of(*written("Well done 😀, said 漢字かな한국어.")))).split())
    assert "Well done [grinning face], said [7 letters that cannot be shown here]." in words
    assert "named in square brackets. The Word document has them." in words


def test_letters_of_a_right_to_left_script_do_not_turn_the_rest_around() -> None:
    words = words_of(as_pdf(of(*written("before \u202etxet live\u202c after"))))
    assert "before txet live after" in words


def test_a_very_long_word_stays_on_the_page() -> None:
    [page] = [p for p in read(as_pdf(of(*written("x" * 3000)))).pages if "xxx" in p.extract_text()]
    assert page.extract_text().count("\n") > 20


def test_what_somebody_wrote_is_never_set_as_markup() -> None:
    made = as_pdf(of(*written('#let x = 5; #x [*b*] $sum_(k=0)^n k$ #image("/etc/hostname")')))
    assert "$sum_(k=0)^n k$" in words_of(made)
    assert "Figure" not in kinds(made)


def test_a_site_without_its_typeface_uses_another_and_says_so_in_its_log_alone(
    tmp_path: Path, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.DOCUMENT_FONTS = tmp_path
    made = as_pdf(of())
    assert "another one stands in" in caplog.text
    assert "typeface" not in " ".join(words_of(made).split())
    fonts = {str(font) for page in read(made).pages for font in _fonts(page)}
    assert any("Libertinus" in font for font in fonts)
    assert not any("SourceSans" in font for font in fonts)


def test_the_typeface_is_the_site_s_own() -> None:
    fonts = {str(font) for page in read(as_pdf(of(*written("**bold** and *slanted*")))).pages for font in _fonts(page)}
    assert len(fonts) >= 3
    assert all("SourceSans3" in font for font in fonts)


def _fonts(page: Any) -> list[Any]:
    return [font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()]


def test_a_drawing_that_is_none_is_told_and_not_set() -> None:
    with pytest.raises(CannotSet, match="The PDF could not be made"):
        as_pdf(of(Picture("A chart", "<svg", "Nothing.", 9, 9)))


@pytest.mark.django_db
def test_the_largest_plan_is_made_in_time() -> None:
    made = document(the_largest())
    as_pdf(of())  # the first one wakes the engines
    started = time.process_time()
    as_pdf(made)
    assert time.process_time() - started <= SECONDS
