"""What stands around the words: page, footer, and the properties of the file."""

from __future__ import annotations

import datetime as dt

from docx.document import Document as WordDocument
from docx.shared import Cm

from goldenthread.hub.plans.outputs.blocks import Document
from goldenthread.hub.plans.outputs.letters import harmless

from .xml import add, put_field, put_run

LONGEST = 255  # letters that a property may have


def frame(word: WordDocument, document: Document) -> None:
    """A4 with numbered pages; the properties name the partnership and nobody else."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    _footer(word, document)
    told = word.core_properties
    told.title, told.subject = _short(document.cover.title), _short(document.cover.state)
    told.author = told.last_modified_by = _short(document.author)
    told.language, told.comments, told.keywords, told.revision = "en-GB", "", "", 1
    told.created = told.modified = dt.datetime.combine(document.made_on, dt.time())


def _footer(word: WordDocument, document: Document) -> None:
    footer = word.sections[0].footer
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]._p
    line.clear()
    add(add(line, "pPr"), "pStyle", val="Note")
    put_run(line, f"{document.cover.title} – {document.cover.state} – page ")
    put_field(line, "PAGE", "1")
    put_run(line, " of ")
    put_field(line, "NUMPAGES", "1")


def _short(text: str) -> str:
    return " ".join(harmless(text).split())[:LONGEST]
