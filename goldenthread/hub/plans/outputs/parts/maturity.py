"""The maturity profile, with the rule its headlines follow and the answers they come from."""

from __future__ import annotations

from goldenthread.hub.plans.outputs.blocks import Block, Column, Heading, Table, paragraph
from goldenthread.hub.plans.outputs.inputs import Inputs, Pillar


def maturity(given: Inputs) -> list[Block]:
    """The chapter. Nothing is averaged across pillars."""
    made: list[Block] = [Heading(1, "Maturity profile")]
    found = given.maturity
    if found is None:
        return [*made, paragraph("This partnership has not judged its maturity here yet.")]
    made += [paragraph(f"{found.title}, {found.cycle}."), paragraph(found.formula)]
    columns = (Column("Pillar", weight=3), Column("Headline", weight=2), Column("Statements at each level", weight=5))
    made.append(Table("Pillars", columns, tuple((each.title, each.headline, each.counts) for each in found.pillars)))
    made += [_answers(pillar) for pillar in found.pillars]
    return made


def _answers(pillar: Pillar) -> Table:
    columns = (
        Column("Statement", weight=5), Column("Level", weight=2), Column("Confidence", weight=2),
        Column("Where it wants to be", weight=3),
    )  # fmt: skip
    rows = tuple((each.statement, each.level, each.confidence, each.target) for each in pillar.answers)
    return Table(f"Answers of the pillar {pillar.title}", columns, rows)
