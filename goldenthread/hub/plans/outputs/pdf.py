"""The plan as a tagged PDF (PDF/UA-1), set by typst from `plan.typ`. The plan goes in as data, never as markup."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import typst

from . import fonts
from .blocks import Document, Heading, Picture, Table, Words
from .letters import breakable, harmless

log = logging.getLogger(__name__)
TEMPLATE = Path(__file__).parent / "plan.typ"
UNSHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
CODE_POINT = re.compile(r"\\u\{([0-9a-f]+)\}")
TRIES = 4  # a letter may be missed in one cut of the typeface after it was there in another
NAMED_AT_MOST = 3
REPLACED = (
    "Letters that the typeface of this file does not have are named in square brackets. The Word document has them."
)


class CannotSet(Exception):
    """The PDF could not be made. The message says what was in the way."""


def as_pdf(document: Document) -> bytes:
    """The document as PDF. The same document gives the same bytes."""
    if not fonts.is_there():
        log.warning(fonts.MISSING)  # a reader of the plan can do nothing about it
    unshown: set[str] = set()
    for _ in range(TRIES):
        told = _warned(document, REPLACED) if unshown else document
        try:
            return _compiled(_data(told, unshown), document.made_on)
        except typst.TypstError as fault:
            found = _unshown(str(fault.diagnostic)) - unshown
            if not found:
                raise CannotSet(f"The PDF could not be made: {fault.message}") from fault
            unshown |= found
    raise CannotSet("The PDF could not be made: it holds too many letters that no typeface here has.")


def _compiled(data: Any, day: dt.date) -> bytes:
    noon = dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
    return typst.compile(
        TEMPLATE, format="pdf", pdf_standards="ua-1", font_paths=fonts.typefaces(), timestamp=int(noon.timestamp()),
        sys_inputs={"plan": json.dumps(data)},
    )  # fmt: skip


def _warned(document: Document, warning: str) -> Document:
    cover = document.cover
    return replace(document, cover=replace(cover, warnings=(*cover.warnings, warning)))


def _unshown(diagnostic: str) -> set[str]:
    """The letters that no typeface at hand can show. Letters of English are never among them."""
    texts = (_unescaped(found[1]) for found in UNSHOWN.finditer(diagnostic))
    return {letter for text in texts for letter in text if ord(letter) > 126}


def _unescaped(text: str) -> str:
    return CODE_POINT.sub(lambda found: chr(int(found[1], 16)), text)


# ------------------------------------------------------------------ the document as data


def _data(document: Document, unshown: set[str]) -> Any:
    """The document for the template: blocks with their kind, lists as trees."""
    cover = document.cover
    told = {
        "title": cover.title, "subtitle": cover.subtitle, "state": cover.state, "warnings": cover.warnings,
        "facts": cover.facts, "author": document.author, "family": fonts.FAMILY, "blocks": _blocks(document),
    }  # fmt: skip
    return _each_text(told, _showing(unshown))


def _showing(unshown: set[str]) -> Callable[[str], str]:
    """Makes a text harmless, names what cannot be shown, and lets long words break."""
    if not unshown:
        return lambda text: breakable(harmless(text))
    absent = re.compile(f"[{re.escape(''.join(sorted(unshown)))}]+")
    return lambda text: breakable(absent.sub(lambda found: _in_words(found[0]), harmless(text)))


def _in_words(letters: str) -> str:
    """'[grinning face]', or how many letters of another script stood there."""
    if len(letters) > NAMED_AT_MOST:
        return f"[{len(letters)} letters that cannot be shown here]"
    return "".join(f"[{unicodedata.name(letter, 'a letter without a name').lower()}]" for letter in letters)


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    """The same data with every text changed; drawings and addresses stay as they are."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: each if name in ("svg", "href") else _each_text(each, change) for name, each in value.items()}
    return [_each_text(each, change) for each in value] if isinstance(value, list | tuple) else value


def _blocks(document: Document) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    items: list[Words] = []
    for block in document.blocks:
        if isinstance(block, Words) and block.kind in ("bullet", "number"):
            items.append(block)
            continue
        made += _lists(items)
        items = []
        made.append(_block(block))
    return made + _lists(items)


def _block(block: Heading | Words | Table | Picture) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": block.text}
    if isinstance(block, Picture):
        return {"kind": "picture", "caption": block.caption, "svg": block.svg, "alt": block.alt}
    if isinstance(block, Table):
        return _table(block)
    return {"kind": block.kind, "runs": _runs(block)}


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table", "caption": table.caption, "headings": [column.title for column in table.columns],
        "weights": [column.weight for column in table.columns],
        "numeric": [column.numeric for column in table.columns], "rows": table.rows, "notes": table.notes,
    }  # fmt: skip


def _runs(words: Words) -> list[dict[str, Any]]:
    safe = ("https://", "http://", "mailto:")
    return [
        {
            "text": run.text,
            "bold": run.bold,
            "italic": run.italic,
            "href": run.href if run.href.startswith(safe) else "",
        }
        for run in words.runs
    ]


def _lists(items: Iterable[Words]) -> list[dict[str, Any]]:
    """Items that follow each other as lists, those further in under the one before them."""
    made: list[dict[str, Any]] = []
    stack: list[tuple[int, list[dict[str, Any]]]] = [(-1, made)]
    for item in items:
        while len(stack) > 1 and stack[-1][0] >= item.depth:
            stack.pop()
        into = stack[-1][1]
        if not into or into[-1]["ordered"] != (item.kind == "number"):
            into.append({"kind": "list", "ordered": item.kind == "number", "items": []})
        entry: dict[str, Any] = {"runs": _runs(item), "lists": []}
        into[-1]["items"].append(entry)
        stack.append((item.depth, entry["lists"]))
    return made
