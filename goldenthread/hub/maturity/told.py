"""An assessment in words for documents that leave the site: each headline with its sum, each answer beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenthread.hub.people.interface import Actor, demand
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.frameworks import Framework, Pillar

from . import frameworks, queries
from .presenters.overview import formula
from .results import Answer, PillarResult, profile

NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True)
class AnswerTold:
    """A statement as it was agreed. Everything in words; what is not judged says so."""

    statement: str
    level: str
    confidence: str
    target: str


@dataclass(frozen=True, slots=True)
class PillarTold:
    """A pillar's headline and the sum that it comes from."""

    title: str
    headline: str
    formula: str
    answers: tuple[AnswerTold, ...]


@dataclass(frozen=True, slots=True)
class AssessmentTold:
    """The newest cycle. `rule`: how headlines come about."""

    title: str
    cycle: str
    rule: str
    is_open: bool
    is_example: bool
    pillars: tuple[PillarTold, ...]


def assessment_told(actor: Actor, partnership: str) -> AssessmentTold | None:
    """The newest assessment of a partnership; None where there is none. Raises PermissionDenied."""
    demand(actor, "view", "assessment", partnership=partnership)
    cycle = next(iter(queries.cycles_seen(actor, partnership)), None)
    if cycle is None:
        return None
    framework = frameworks.of_cycle(cycle)
    answers = queries.answers_from(queries.agreements_of(cycle))
    levels = [level.title for level in framework.levels]
    told = zip(framework.pillars, profile(framework, answers), strict=True)
    return AssessmentTold(
        framework.title, cycle.title, rule(framework), cycle.state == "open", cycle.is_example,
        tuple(_pillar(pillar, result, answers, levels) for pillar, result in told),
    )  # fmt: skip


def rule(framework: Framework) -> str:
    """How a headline comes about."""
    return (
        f"A pillar’s headline is the highest level that at least {framework.met_percent}% of its statements meet. "
        "A statement that is not judged meets none. Nothing is averaged across pillars."
    )


def _pillar(
    pillar: Pillar, result: PillarResult, answers: Mapping[str, Answer], levels: Sequence[str]
) -> PillarTold:  # fmt: skip
    none = "no level is reached" if result.is_judged else NOT_JUDGED
    headline = levels[result.headline - 1] if result.headline else none
    told = tuple(_answer(each.title, answers.get(each.id), levels) for each in pillar.statements)
    return PillarTold(pillar.title, headline, formula(result, list(levels)), told)


def _answer(title: str, answer: Answer | None, levels: Sequence[str]) -> AnswerTold:
    if answer is None:
        return AnswerTold(title, NOT_JUDGED, NOT_JUDGED, "not set")
    level = levels[answer.judged - 1] if answer.judged else NOT_JUDGED
    if answer.is_carried:
        level = "carried over, not judged anew"
    if answer.moderated_level:
        level += f"; moderated by the regional team: {levels[answer.moderated_level - 1]}"
    return AnswerTold(title, level, answer.confidence if answer.judged else NOT_JUDGED, _target(answer, levels))


def _target(answer: Answer, levels: Sequence[str]) -> str:
    if not answer.target_level:
        return "not set"
    when = f" by {wording.day(answer.target_on)}" if answer.target_on else ", with no date"
    return f"{levels[answer.target_level - 1]}{when}"
