"""What a document is made of, whatever file it becomes: headings, paragraphs, tables, pictures. No layout."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from goldenthread.hub.ui.interface import markdown

Run = markdown.Run
Kind = Literal["paragraph", "bullet", "number", "quote", "note", "lead"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Levels follow each other without a gap."""

    level: Literal[1, 2, 3]
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph, an item of a list, a quotation; a note stands small, a lead leads into what follows."""

    kind: Kind
    runs: tuple[Run, ...]
    depth: int = 0

    @property
    def text(self) -> str:
        """Its words without style."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `weight`: its share of the width."""

    title: str
    numeric: bool = False
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption. The first cell of a row is its heading; `notes` explain what occurs in it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG. `alt` says in words what it shows, so that nothing is lost to who cannot see it.

    `notes` explain the marks in it.
    """

    caption: str
    svg: str
    alt: str
    width: int
    height: int
    notes: tuple[str, ...] = ()


Block = Heading | Words | Table | Picture


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page. `state`: in words; `warnings`: what nobody may overlook; `facts`: names with their values."""

    title: str
    subtitle: str
    state: str
    warnings: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `author`: the partnership, never a person."""

    cover: Cover
    author: str
    made_on: dt.date
    blocks: tuple[Block, ...]


def paragraph(text: str, kind: Kind = "paragraph") -> Words:
    """Words of our own in one style."""
    return Words(kind, (Run(text),))


def named(name: str, text: str, kind: Kind = "bullet", depth: int = 0) -> Words:
    """'**Lead:** Head of SEND'."""
    return Words(kind, (Run(f"{name}: ", bold=True), Run(text)), depth)


def written(text: str, heading_level: Literal[3] | None = None) -> list[Block]:
    """What people wrote, as blocks. Headings of their own keep `heading_level`, or become bold paragraphs without one."""
    made: list[Block] = []
    for block in markdown.blocks(text):
        if not block.text.strip():
            continue  # a heading or a paragraph without words would be read out as nothing
        if block.kind == "heading" and heading_level:
            made.append(Heading(heading_level, " ".join(block.text.split())))
        elif block.kind == "heading":
            made.append(Words("lead", block.runs))
        else:
            made.append(Words(_kind(block.kind), block.runs, min(block.depth, 2)))
    return made


def named_text(name: str, text: str) -> list[Block]:
    """What people wrote under a name that leads into it; the name alone says what follows."""
    return [paragraph(name, "lead"), *written(text)]


def notes(texts: Iterable[str]) -> list[Block]:
    """Notes, one after another."""
    return [paragraph(text, "note") for text in texts]


def _kind(name: str) -> Kind:
    kinds: dict[str, Kind] = {"bullet": "bullet", "number": "number", "quote": "quote"}
    return kinds.get(name, "paragraph")
