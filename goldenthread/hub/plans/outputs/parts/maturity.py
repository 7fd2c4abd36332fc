"""The maturity profile, with the rule its headlines follow and the answers they come from."""

from __future__ import annotations

from goldenthread.hub.maturity.interface import AssessmentTold
from goldenthread.hub.plans.outputs.blocks import Block, Column, Heading, Table, notes, paragraph
from goldenthread.hub.plans.outputs.inputs import Inputs

NONE = "This partnership has not judged its maturity here yet."
NEWER = "This plan was submitted before submissions kept their assessment. This is the newest one, not that of the day."
STATEMENT = (
    Column("Statement", weight=5), Column("Level", weight=3), Column("Confidence", weight=2),
    Column("Where it wants to be", weight=3),
)  # fmt: skip
PILLAR = (Column("Pillar", weight=3), Column("Headline", weight=2), Column("How it comes about", weight=6))


def maturity(given: Inputs) -> list[Block]:
    """The chapter. Nothing is averaged across pillars."""
    made: list[Block] = [Heading(1, "Maturity profile")]
    found = given.maturity
    if found is None:
        return [*made, paragraph(NONE)]
    made += [paragraph(f"{found.title}, {found.cycle}."), *notes(_caveats(given, found)), paragraph(found.rule)]
    made.append(Table("Headlines", PILLAR, tuple((each.title, each.headline, each.formula) for each in found.pillars)))
    for pillar in found.pillars:
        rows = tuple((each.statement, each.level, each.confidence, each.target) for each in pillar.answers)
        made += [Heading(2, pillar.title), Table(f"What is agreed of {pillar.title}", STATEMENT, rows)]
    return made


def _caveats(given: Inputs, found: AssessmentTold) -> list[str]:
    told = [
        ("Example: these judgements are made up.", found.is_example),
        ("This cycle is still open, so the levels may change.", found.is_open),
        (NEWER, given.maturity_is_newer),
    ]
    return [text for text, holds in told if holds]
