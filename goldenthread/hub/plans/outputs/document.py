"""The plan as one document, whatever file it becomes."""

from __future__ import annotations

from collections.abc import Iterable

from .blocks import Block, Document, Heading, paragraph
from .inputs import Inputs
from .parts.annex import annex
from .parts.cover import cover
from .parts.glance import glance
from .parts.maturity import maturity
from .parts.numbered_tables import numbered_tables
from .parts.sections import sections
from .parts.signatures import signatures


def document(given: Inputs) -> Document:
    """The whole document: title page, the plan at a glance, its sections, tables, maturity, signatures, annex."""
    blocks = [
        *glance(given), *sections(given), *numbered_tables(given), *maturity(given), *signatures(given), *annex(given),
    ]  # fmt: skip
    return Document(cover(given), f"{given.area} local area partnership", given.made_on, tuple(_not_empty(blocks)))


def _not_empty(blocks: Iterable[Block]) -> list[Block]:
    """A heading or a paragraph without words would be read out as nothing."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and not block.text.strip():
            made.append(Heading(block.level, "Without a title"))
        else:
            made.append(block if not isinstance(block, Heading) else Heading(block.level, " ".join(block.text.split())))
    return made or [paragraph("The plan is empty.")]
