"""Sections: what is not written, not answered and not backed by anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.hub.evidence.interface import area_name
from goldenthread.hub.plans.questions import asked
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import Section

from .findings import Examined, Finding, Place, of_section


def find(examined: Examined) -> Iterator[Finding]:
    """Sections without words, without evidence, and questions without an answer."""
    for section in examined.template.sections:
        yield from _narrative(examined, section)
        yield from _evidence(examined, section)
        yield from _questions(examined, section)


def _narrative(examined: Examined, section: Section) -> Iterator[Finding]:
    text = examined.plan.texts.get(section.id)
    if text is None or not text.narrative.strip():
        yield Finding(
            "no-narrative", "gap", of_section(section), f"Nothing is written in section {section.number}.",
            "Write what the figures and the answers come to.",
        )  # fmt: skip
    elif text.is_ready and _unanswered(examined, section):
        yield Finding(
            "ready-unanswered", "fault", of_section(section),
            f"Section {section.number} is marked as ready, but not every question of it is answered.",
            "Answer the questions, or take the mark away.",
        )  # fmt: skip


def _evidence(examined: Examined, section: Section) -> Iterator[Finding]:
    plan = examined.plan
    has_figure = any(
        (figure := examined.figures.get((shown.indicator, shown.key))) is not None
        and figure.latest is not None
        and figure.latest.value is not None
        for shown in section.indicators
    )
    has_answer = any(answer.section == section.id and answer.text.strip() for answer in plan.answers)
    has_own = any(priority.evidence for priority in plan.of_section(section.id))
    has_value = any(value.table in section.tables and value.value is not None for value in plan.values)
    if not (has_figure or has_answer or has_own or has_value):
        yield Finding(
            "no-evidence", "gap", of_section(section),
            f"Section {section.number} has no evidence: no published figure, no table, no answer and none under its priorities.",
            "Answer a question with what the partnership knows, or add figures of its own.",
        )  # fmt: skip


def _questions(examined: Examined, section: Section) -> Iterator[Finding]:
    left = _unanswered(examined, section)
    for question in left:
        yield Finding(
            "unanswered", "gap", Place("question", question, section.title, section.id),
            f"“{_asked(examined, section, question)}” is not answered; {wording.counted(len(left), 'question')} of section "
            f"{section.number} {'is' if len(left) == 1 else 'are'} open.",
            "Answer it, and say what follows from the answer.",
        )  # fmt: skip


def _asked(examined: Examined, section: Section, question: str) -> str:
    """The question itself, without the figures that lead to it."""
    text = next(each.text for each in section.questions if each.id == question)
    whole = asked(text, examined.figures, area_name(examined.plan.partnership)).text
    return re.split(r"(?<=[.?!]) ", whole)[-1]


def _unanswered(examined: Examined, section: Section) -> list[str]:
    answered = {answer.question for answer in examined.plan.answers if answer.text.strip()}
    return [question.id for question in section.questions if question.id not in answered]
