"""Headings and paragraphs."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml.etree import _Element

from goldenthread.hub.plans.outputs.blocks import Heading, Run, Words

from .xml import add, new, put_run

STYLES = {"quote": "Quote", "note": "Note", "lead": "Lead", "bullet": "ListBullet", "number": "ListNumber"}
FOLLOWS_LINK = ("https://", "http://", "mailto:")
LONGEST_LINK = 2000


class Writer:
    """Writes one block after another at the end of the document."""

    def __init__(self, word: WordDocument) -> None:
        self.word = word
        self.body: _Element = word.element.body
        self._end: _Element = self.body.xpath("./w:sectPr")[0]
        self._chapters = 0
        self._last: Words | None = None
        self._numbers: dict[int, str] = {}  # by depth, the list that is going on

    def put(self, element: _Element) -> None:
        """The next element of the body."""
        self._last = None
        self._end.addprevious(element)

    def paragraph(self, text: str, style: str = "") -> _Element:
        """A paragraph of plain words."""
        made = _paragraph(style)
        put_run(made, text)
        self.put(made)
        return made

    def heading(self, heading: Heading) -> None:
        """A heading; those of chapters carry the mark that the contents lead to."""
        made = _paragraph(f"Heading{heading.level}")
        if heading.level == 1:
            self._chapters += 1
            add(made, "bookmarkStart", id=str(self._chapters), name=bookmark(self._chapters))
            put_run(made, heading.text)
            add(made, "bookmarkEnd", id=str(self._chapters))
        else:
            put_run(made, heading.text)
        self.put(made)

    def words(self, words: Words) -> None:
        """A paragraph or an item of a list."""
        style = STYLES.get(words.kind, "")
        in_list = words.kind in ("bullet", "number")
        made = _paragraph(f"{style}{words.depth + 1}" if in_list and words.depth else style)
        if words.kind == "number":
            self._number(made, words)
        for run in words.runs:
            self._run(made, run)
        self.put(made)
        self._last = words if in_list else None

    def _run(self, paragraph: _Element, run: Run) -> None:
        if not run.href.lower().startswith(FOLLOWS_LINK) or len(run.href) > LONGEST_LINK:
            put_run(paragraph, run.text, run.bold, run.italic)
            return
        link = add(paragraph, "hyperlink")
        link.set(qn("r:id"), self.word.part.relate_to(run.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        put_run(link, run.text, run.bold, run.italic, style="Hyperlink")

    def _number(self, paragraph: _Element, words: Words) -> None:
        """Counts on in a list that goes on, and from one in a new list."""
        if self._last is None:
            self._numbers.clear()
        for deeper in [depth for depth in self._numbers if depth > words.depth]:
            del self._numbers[deeper]
        if words.depth not in self._numbers:
            self._numbers[words.depth] = self._new_list(words.depth)
        numbers = add(paragraph[0], "numPr")
        add(numbers, "ilvl", val="0")
        add(numbers, "numId", val=self._numbers[words.depth])

    def _new_list(self, depth: int) -> str:
        numbering = self.word.part.numbering_part.element
        style = self.word.styles["List Number" + (f" {depth + 1}" if depth else "")]
        used = style.element.xpath("./w:pPr/w:numPr/w:numId/@w:val")[0]
        kind = numbering.xpath(f"./w:num[@w:numId='{used}']/w:abstractNumId/@w:val")[0]
        name = str(len(numbering.xpath("./w:num")) + 100)
        number = new("num", numId=name)
        add(number, "abstractNumId", val=str(kind))
        add(add(number, "lvlOverride", ilvl="0"), "startOverride", val="1")
        numbering.append(number)
        return name


def bookmark(chapter: int) -> str:
    """The mark of a chapter."""
    return f"_Toc{chapter:06d}"


def _paragraph(style: str) -> _Element:
    made = new("p")
    properties = add(made, "pPr")
    if style:
        add(properties, "pStyle", val=style)
    return made


def cell_text(cell: _Element, text: str, numeric: bool, bold: bool) -> None:
    """The one paragraph of a cell."""
    made = add(cell, "p")
    properties = add(made, "pPr")
    add(properties, "pStyle", val="Tabletext")
    if bold:  # the headings of a table never stand alone at the end of a page
        add(properties, "keepNext")
    if numeric:
        add(properties, "jc", val="right")
    put_run(made, text, bold)
