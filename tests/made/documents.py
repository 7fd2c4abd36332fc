"""What documents are made from, for tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

from goldenthread.hub.people.interface import Actor
from goldenthread.hub.plans.models import Plan
from goldenthread.hub.plans.outputs import gather
from goldenthread.hub.plans.outputs.blocks import Block, Document, Heading, Picture, Table, Words
from goldenthread.hub.plans.outputs.document import document
from goldenthread.hub.plans.outputs.inputs import Inputs
from tests.made.people import an_actor
from tests.made.plans import a_full_plan

MADE_ON = dt.date(2026, 3, 3)


def of(plan: Plan, by: Actor | None = None) -> Inputs:
    """The plan as somebody takes it out who may see costs."""
    return gather.of_plan(plan, by=by or an_actor(), made_on=MADE_ON)


def a_document(plan: Plan, by: Actor | None = None) -> Document:
    """The plan as a document."""
    return document(of(plan, by))


def the_largest(**size: Any) -> Inputs:
    """18 sections, 40 actions, 60 measures."""
    by = an_actor("approver")
    return of(a_full_plan(by, **size), by)


def told(block: Block) -> str:
    """Every word of a block."""
    if isinstance(block, Table):
        cells = [cell for row in block.rows for cell in row]
        return "\n".join([block.caption, *(column.title for column in block.columns), *cells, *block.notes])
    if isinstance(block, Picture):
        return f"{block.caption}\n{block.alt}"
    return block.text if isinstance(block, Words | Heading) else ""


def words_of(made: Document) -> str:
    """Every word of a document."""
    cover = [made.cover.title, made.cover.state, *made.cover.warnings, *(" ".join(fact) for fact in made.cover.facts)]
    return "\n".join([*cover, *map(told, made.blocks)])


def under(made: Document, title: str) -> list[Block]:
    """What stands under the first heading that begins with these words, to the next heading of its level or above."""
    blocks = list(made.blocks)
    start = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.text.startswith(title))
    heading = blocks[start]
    assert isinstance(heading, Heading)
    end = next(
        (
            n
            for n, b in enumerate(blocks[start + 1 :], start + 1)
            if isinstance(b, Heading) and b.level <= heading.level
        ),
        len(blocks),
    )
    return blocks[start + 1 : end]
