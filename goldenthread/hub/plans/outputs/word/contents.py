"""The table of contents: a field that Word works out anew, filled with the chapters until then."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.etree import _Element

from .words import Writer, bookmark
from .xml import SPACE, add, new, put_run

FIELD = 'TOC \\o "1-2" \\h \\z \\u'


def contents(writer: Writer, chapters: Sequence[str]) -> None:
    """The heading and the field; its entries lead to the chapters."""
    writer.paragraph("Contents", "Lead")
    for place, chapter in enumerate(chapters, start=1):
        line = new("p")
        add(add(line, "pPr"), "pStyle", val="TOC1")
        if place == 1:
            _begin(line)
        link = add(line, "hyperlink", anchor=bookmark(place), history="1")
        put_run(link, chapter)
        if place == len(chapters):
            add(add(line, "r"), "fldChar", fldCharType="end")
        writer.put(line)


def _begin(line: _Element) -> None:
    add(add(line, "r"), "fldChar", fldCharType="begin", dirty="true")  # Word fills in the pages when it opens it
    code = add(add(line, "r"), "instrText")
    code.text = f" {FIELD} "
    code.set(SPACE, "preserve")
    add(add(line, "r"), "fldChar", fldCharType="separate")
