"""Insight questions with the figures inside, and what the partnership answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goldenthread.hub.plans.outputs.blocks import Block, Heading, notes, paragraph, written
from goldenthread.hub.plans.outputs.inputs import Inputs
from goldenthread.hub.plans.questions import as_it_stands, asked, places_in
from goldenthread.hub.plans.whole import WholeAnswer
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import Question, Section


def answers(given: Inputs, section: Section) -> list[Block]:
    """Every question of the section, answered or not."""
    found = {each.question: each for each in given.plan.answers}
    made: list[Block] = [Heading(2, "Insight questions")]
    for question in section.questions:
        made.append(Heading(3, asked(question.text, given.readings, given.area).text))
        made += _answer(given, question, found.get(question.id))
    return made


def _answer(given: Inputs, question: Question, answer: WholeAnswer | None) -> list[Block]:
    if answer is None or not answer.text.strip():
        return [paragraph("Not answered yet.")]
    made = written(answer.text)
    if answer.so_what.strip():
        made += [paragraph("So what:", "lead"), *written(answer.so_what)]
    agreed = "The partnership agrees with this answer." if answer.is_agreed else "Not yet agreed by the partnership."
    return [*made, *notes([agreed, *_moved(given, question, answer)])]


def _moved(given: Inputs, question: Question, answer: WholeAnswer) -> list[str]:
    """The figures that stood in the question when it was answered, where they read otherwise now."""
    now = {
        key: as_it_stands(given.readings[key]) for key in places_in(question.text) if key in given.readings
    }  # fmt: skip
    told = [_then(cited) for cited in answer.cited if _reads_otherwise(cited, now)]
    return [f"When it was answered, the question held other figures: {wording.listed(told)}."] if told else []


def _reads_otherwise(cited: Mapping[str, Any], now: Mapping[tuple[str, str], Mapping[str, Any]]) -> bool:
    found = now.get((str(cited.get("indicator")), str(cited.get("breakdown") or "total")))
    return found is not None and (found["period"], found["value"]) != (cited.get("period"), cited.get("value"))


def _then(cited: Mapping[str, Any]) -> str:
    label = str(cited.get("label") or cited.get("period") or "")
    when = f" {wording.in_period(label)}" if label else ""
    return f"{cited.get('title') or cited.get('indicator')} {cited.get('text') or 'no figure'}{when}"
