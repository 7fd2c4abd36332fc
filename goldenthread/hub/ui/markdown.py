"""What people write: Markdown in, safe HTML or plain blocks out. No markup of the writer's own ever passes."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "h3", "h4", "blockquote"}
CLASSES = {
    "p": "govuk-body", "ul": "govuk-list govuk-list--bullet", "ol": "govuk-list govuk-list--number",
    "h3": "govuk-heading-s", "h4": "govuk-heading-s", "a": "govuk-link", "blockquote": "govuk-inset-text",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style. `href`: where they lead, '' for nowhere."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or an item of a list. kind: 'paragraph', 'heading', 'bullet', 'number', 'quote'."""

    kind: str
    runs: tuple[Run, ...]
    depth: int = 0

    @property
    def text(self) -> str:
        """Its words without style."""
        return "".join(run.text for run in self.runs)


MOST_BRACKETS = 2000  # beyond, none is taken for a link, because looking for its end would take seconds
LEADS_TO = re.compile(r"(?:https?://|mailto:)[^/\s]", re.IGNORECASE)


class _Reader(MarkdownIt):
    """Links lead to web pages and mail alone; others stay the words that were written."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - its name in the library
        return bool(LEADS_TO.match(url))


def _tokens(text: str) -> list[Token]:
    return _reader(text.count("[") <= MOST_BRACKETS).parse(text)


@functools.lru_cache(maxsize=2)
def _reader(with_links: bool) -> MarkdownIt:
    without = ["image", "code", "fence", "html_block", "html_inline", *([] if with_links else ["link", "reference"])]
    return _Reader("commonmark", {"html": False, "breaks": True}).disable(without)


@functools.lru_cache(maxsize=256)
def as_html(text: str) -> SafeString:
    """The text as safe HTML. Markup in it is shown as it was written, links lead to web pages and mail alone."""
    reader, tokens = _reader(True), _tokens(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3" if token.tag in ("h1", "h2", "h3") else "h4"
        if token.nesting == 1 and token.tag in CLASSES:
            token.attrSet("class", CLASSES[token.tag])
        for inner in token.children or []:
            if inner.type == "link_open":
                inner.attrSet("class", CLASSES["a"])
    html = reader.renderer.render(tokens, reader.options, {})
    clean = nh3.clean(
        html, tags=TAGS, attributes={tag: {"class", "href"} if tag == "a" else {"class"} for tag in CLASSES},
        url_schemes={"https", "http", "mailto"}, link_rel="noopener noreferrer",
    )  # fmt: skip
    return mark_safe(clean)  # noqa: S308 - cleaned on the line above


def blocks(text: str) -> tuple[Block, ...]:
    """The text as blocks, for documents that are no web pages."""
    made: list[Block] = []
    kinds: list[str] = []
    for token in _tokens(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            kinds.append("bullet" if token.type.startswith("bullet") else "number")
        elif token.type in ("bullet_list_close", "ordered_list_close", "blockquote_close", "heading_close"):
            kinds.pop()
        elif token.type == "blockquote_open":
            kinds.append("quote")
        elif token.type == "heading_open":
            kinds.append("heading")
        elif token.type == "inline":
            kind = kinds[-1] if kinds else "paragraph"
            depth = max(0, sum(each in ("bullet", "number") for each in kinds) - 1)
            made.append(Block(kind, tuple(_runs(token.children or [])), depth))
    return tuple(made)


def _runs(tokens: list[Token]) -> list[Run]:
    made: list[Run] = []
    bold = italic = 0
    href = ""
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("em_open", "em_close"):
            italic += token.nesting
        elif token.type == "link_open":
            href = str(token.attrGet("href") or "")
        elif token.type == "link_close":
            href = ""
        elif token.type in ("softbreak", "hardbreak"):
            made.append(Run("\n"))
        elif token.content:
            made.append(Run(token.content, bold > 0, italic > 0, href))
    return made
