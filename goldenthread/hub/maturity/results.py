"""What answers add up to: levels of each pillar, its headline, and gaps in order. Pure.

Nothing is ever averaged across pillars.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.warehouse.definitions.frameworks import Framework, Pillar

# A gap judged with little confidence may be smaller than it looks, so it counts for less.
WEIGHT_PERCENT = {"high": 100, "medium": 80, "low": 60}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is agreed of one statement. `is_carried`: taken over from the last cycle, and not judged anew."""

    statement: str
    level: int | None
    confidence: str = "medium"
    is_carried: bool = False
    target_level: int | None = None
    target_on: dt.date | None = None
    moderated_level: int | None = None

    @property
    def judged(self) -> int | None:
        """The level that counts: none where it was only carried over."""
        return None if self.is_carried else self.level


@dataclass(frozen=True, slots=True)
class PillarResult:
    """One pillar. `counts`: statements at each level, lowest first; `met`: statements at each level or above.

    `headline`: the highest level that enough statements meet; None where not even the lowest is.
    """

    pillar: str
    title: str
    counts: tuple[int, ...]
    not_judged: int
    met: tuple[int, ...]
    headline: int | None
    met_percent: int

    @property
    def total(self) -> int:
        """Statements of the pillar, judged or not."""
        return sum(self.counts) + self.not_judged

    @property
    def is_judged(self) -> bool:
        """Whether any of its statements is."""
        return any(self.counts)

    @property
    def needed(self) -> int:
        """How many statements make a level the headline."""
        return -(-self.total * self.met_percent // 100)


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a statement is from where the partnership wants it. `size`: levels to go; None where it is not judged."""

    statement: str
    title: str
    pillar: str
    pillar_title: str
    level: int | None
    target_level: int
    target_on: dt.date | None
    confidence: str
    is_carried: bool
    moderated_level: int | None = None

    @property
    def size(self) -> int | None:
        """Levels to go."""
        return None if self.level is None else self.target_level - self.level

    @property
    def weighted(self) -> int:
        """Levels to go in hundredths, less where confidence is less; not judged comes last."""
        return (self.size or 0) * WEIGHT_PERCENT[self.confidence]


def profile(framework: Framework, answers: Mapping[str, Answer]) -> tuple[PillarResult, ...]:
    """Every pillar's result, in the framework's order."""
    return tuple(_pillar(framework, pillar, answers) for pillar in framework.pillars)


def _pillar(framework: Framework, pillar: Pillar, answers: Mapping[str, Answer]) -> PillarResult:
    levels = [answers[each.id].judged for each in pillar.statements if each.id in answers]
    judged = [level for level in levels if level is not None]
    scale = range(1, len(framework.levels) + 1)
    met = tuple(sum(level >= step for level in judged) for step in scale)
    total = len(pillar.statements)
    reached = [step for step in scale if met[step - 1] * 100 >= framework.met_percent * total]
    return PillarResult(
        pillar.id, pillar.title, tuple(judged.count(step) for step in scale), total - len(judged), met,
        max(reached, default=None), framework.met_percent,
    )  # fmt: skip


def moderated(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers as the regional team sees them: its level where it gave one, the agreed one elsewhere."""
    return {
        name: dataclasses.replace(answer, level=answer.moderated_level, is_carried=False)
        if answer.moderated_level is not None
        else answer
        for name, answer in answers.items()
    }


def gaps(framework: Framework, answers: Mapping[str, Answer]) -> tuple[Gap, ...]:
    """Statements below their target: widest first by size and confidence, then the furthest date, then their order.

    A statement with a target that is not judged comes last. One without a date counts as furthest of all.
    """
    found = [_gap(framework, answers[name]) for name in framework.statements if name in answers]
    wanted = [gap for gap in found if gap is not None]
    return tuple(sorted(wanted, key=lambda gap: (gap.level is None, -gap.weighted, -_day(gap.target_on))))


def _gap(framework: Framework, answer: Answer) -> Gap | None:
    if answer.target_level is None or (answer.level is not None and answer.level >= answer.target_level):
        return None
    pillar, statement = framework.pillar_of(answer.statement), framework.statements[answer.statement]
    return Gap(
        statement.id, statement.title, pillar.id, pillar.title, answer.level, answer.target_level, answer.target_on,
        answer.confidence, answer.is_carried, answer.moderated_level,
    )  # fmt: skip


def _day(day: dt.date | None) -> int:
    return dt.date.max.toordinal() if day is None else day.toordinal()
