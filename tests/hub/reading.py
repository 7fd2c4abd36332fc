"""Reads a page the way a reader does: its text, its links, its tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "img", "input", "br", "hr"}


@dataclass
class PageText(HTMLParser):
    """A page taken apart. `words` is all its visible text; `links` maps a link's text to its address."""

    html: str
    words: str = ""
    links: dict[str, str] = field(default_factory=dict)
    tables: list[dict[str, list[str]]] = field(default_factory=list)
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self._link: str | None = None
        self._link_text = ""
        self._row: list[str] | None = None
        self.feed(self.html)
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        if tag == "a":
            self._link, self._link_text = found.get("href"), ""
        if tag == "table":
            self.tables.append({})
        if tag == "tr":
            self._row = []
        if tag in ("td", "th") and self._row is not None:
            self._row.append("")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link is not None:
            self.links[" ".join(self._link_text.split())] = self._link
            self._link = None
        if tag == "tr" and self._row and self.tables:
            heading, *cells = [" ".join(cell.split()) for cell in self._row]
            self.tables[-1][heading] = cells
            self._row = None
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.words += data if "head" not in self._open else ""
        self._link_text += data
        if self._row:
            self._row[-1] += data
