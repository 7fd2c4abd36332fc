"""The sections of the plan in the template's order."""

from __future__ import annotations

from goldenthread.hub.plans.outputs.blocks import Block, Heading, paragraph, written
from goldenthread.hub.plans.outputs.inputs import Inputs
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import Section

from .answers import answers
from .figures import figures
from .numbering import homeless, numbered_of
from .priorities import priorities


def sections(given: Inputs) -> list[Block]:
    """Every section; then what stands in none of them."""
    made: list[Block] = []
    for section in given.template.sections:
        made += _section(given, section)
    left = homeless(given)
    if left:
        made.append(Heading(1, "Priorities outside the sections"))
        made.append(paragraph("The template has no section for these priorities."))
        made += priorities(given, left)
    return made


def _section(given: Inputs, section: Section) -> list[Block]:
    made: list[Block] = [Heading(1, f"{section.number}. {section.title}"), paragraph(section.about, "lead")]
    made += [Heading(2, "What the partnership says"), *_narrative(given, section)]
    made += figures(given, section)
    made += answers(given, section)
    found = numbered_of(given, section.id)
    if not found:
        made += [Heading(2, "Priorities"), paragraph("This section has no priority.")]
    made += priorities(given, found)
    return [*made, *_tables(given, section)]


def _narrative(given: Inputs, section: Section) -> list[Block]:
    text = given.plan.texts.get(section.id)
    made = written(text.narrative, 3) if text else []
    if not made:
        return [paragraph("Nothing is written here yet.")]
    if text and not text.is_ready:
        made.append(paragraph("Its writers have not said that this text is ready.", "note"))
    return made


def _tables(given: Inputs, section: Section) -> list[Block]:
    found = [given.template.table(each) for each in section.tables]
    named = [f"{table.number} ({table.title})" for table in found if table]
    return [paragraph(f"Numbered tables of this section: {wording.listed(named)}.", "note")] if named else []
