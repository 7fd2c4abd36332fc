"""Asks the warehouse and the plain way the same question, and says in words where they differ."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import Cell, Observation

from .plain_answers import PlainFigure, PlainQuestion, rounded
from .plain_cells import PlainCell
from .plain_evidence import PlainEvidence
from .plain_periods import PlainPeriod, label, read_stamp


@dataclass(frozen=True)
class Question:
    """One call of Store.query; None means all."""

    indicator: str
    areas: tuple[str, ...] | None = None
    periods: tuple[str, ...] | None = None
    breakdown: Mapping[str, str] = field(default_factory=dict)
    published: bool = False
    release: str | None = None


def ask(store: Store, asked: Question) -> list[Observation]:
    """The warehouse's answer."""
    breakdown = dict(asked.breakdown) or "total"
    return store.query(asked.indicator, asked.areas, asked.periods, breakdown, asked.published, asked.release)


def differences(answer: list[Observation], evidence: PlainEvidence, asked: Question) -> list[str]:
    """Every way in which an answer differs from the plain one, empty when they agree."""
    given = {(o.period, o.area_code): o for o in answer}
    plain = dict(_plain_answer(evidence, asked))
    found = [] if len(given) == len(answer) else ["an area and period came twice"]
    if list(given) != list(plain):
        found.append(
            f"order or keys: only given {given.keys() - plain.keys()}, only plain {plain.keys() - given.keys()}"
        )
    for key in given.keys() & plain.keys():
        found += [f"{asked}: {key}: {text}" for text in plain[key].against(given[key])]
    return found


def _plain_answer(evidence: PlainEvidence, asked: Question) -> Iterator[tuple[tuple[str, str], _PlainObservation]]:
    catalogue = evidence.catalogue
    indicator = catalogue.indicators[asked.indicator]
    used = PlainQuestion(evidence, indicator, asked.breakdown, asked.published, asked.release)
    as_published = PlainQuestion(evidence, indicator, asked.breakdown, True, asked.release)
    areas = [
        a.code
        for a in catalogue.areas.values()
        if (a.level != "group" if asked.areas is None else a.code in asked.areas)
    ]
    for period in used.periods():
        if asked.periods is not None and period.text not in asked.periods:
            continue
        for area in areas:
            figure, published = used.figure(area, period), as_published.figure(area, period)
            if figure is not None and published is not None:
                yield (period.text, area), _PlainObservation(used, area, period, figure, published)


@dataclass(frozen=True)
class _PlainObservation:
    question: PlainQuestion
    area: str
    period: PlainPeriod
    figure: PlainFigure
    published: PlainFigure

    def against(self, given: Observation) -> Iterator[str]:
        """Each field that differs, with both values."""
        indicator = self.question.indicator
        numbers = [
            ("value", given.value, rounded(self.figure.value, indicator.decimals)),
            ("published_value", given.published_value, self._as_published()),
            ("numerator", given.numerator, self.figure.numerator),
            ("denominator", given.denominator, self.figure.denominator),
        ]
        for name, theirs, ours in numbers if self._is_known() else numbers[:2]:
            if not _same(theirs, ours):
                yield f"{name} {theirs}, plainly {None if ours is None else float(ours)}"
        for name, word, ours in (
            ("status", given.status, self.figure.status), ("published_status", given.published_status, self.published.status),
        ):  # fmt: skip
            if word not in ours.split("|"):
                yield f"{name} {word}, plainly {ours}"
        for name, theirs, ours in self._facts(given):
            if theirs != ours:
                yield f"{name} {theirs}, plainly {ours}"
        if self._is_known():
            yield from self._cells(given.cells)

    def _as_published(self) -> Fraction | None:
        """A publisher's figure with all its decimal places; one worked out from published figures is rounded."""
        if self.published.calculated:
            return rounded(self.published.value, self.question.indicator.decimals)
        return self.published.value

    def _facts(self, given: Observation) -> Iterator[tuple[str, object, object]]:
        place = self.question.catalogue.areas[self.area]
        yield "area", (given.area_name, given.area_level), (place.name, place.level)
        if self.figure.value is not None:
            yield "calculated", given.calculated, self.figure.calculated
        if self._is_known() and not (
            given.amendment in self.figure.amendments or {given.amendment} == {None, *self.figure.amendments}
        ):
            yield "amendment", given.amendment, set(self.figure.amendments)
        yield "small_denominator", given.small_denominator, self._is_small()
        coverage = given.coverage and (given.coverage.present, given.coverage.expected, given.coverage.excludes)
        yield "coverage", coverage, self.question.coverage(self.area, self.period)
        cell = self.figure.cells.get("value") or self.figure.cells.get("numerator")
        if cell is not None:
            yield "release", given.release, cell.release
            yield "published_period", self._is_stamp(given.published_period, cell), True
        below = self.figure.denominator_period
        if self.question.indicator.denominator_years_back and self.figure.denominator is not None:
            yield "denominator_period", given.denominator_period, below and label(below)

    def _is_stamp(self, stamp: str, cell: PlainCell) -> bool:
        """Whether the file means this period by a stamp; where it writes one period in two ways, either may be shown."""
        source = self.question.catalogue.sources[cell.source]
        layout = next(source.layout_of(file).period for file in source.files if file.path == cell.file)
        return (
            stamp == layout.fixed or read_stamp(layout.corrections.get(stamp, stamp), self.period.kind) == self.period
        )

    def _is_known(self) -> bool:
        """False where a larger area's figure cannot be worked out: what may stand beside it then is not laid down."""
        return self.figure.value is not None or bool(self.figure.cells)

    def _is_small(self) -> bool:
        rule = self.question.indicator.small_denominator
        return rule is not None and self.figure.denominator is not None and self.figure.denominator < rule.minimum

    def _cells(self, given: Mapping[str, Cell]) -> Iterator[str]:
        for role in self.figure.cells.keys() | given.keys():
            ours, theirs = self.figure.cells.get(role), given.get(role)
            if ours is None:
                if theirs is not None and theirs.row is not None:
                    yield f"cell {role}: {theirs}, plainly none"
            elif theirs is None:
                yield f"cell {role}: none, plainly {ours}"
            else:
                yield from _cell_differences(role, theirs, ours)


def _cell_differences(role: str, theirs: Cell, ours: PlainCell) -> Iterator[str]:
    if (theirs.file, theirs.row, theirs.status) != (ours.file, ours.row, ours.status):
        yield f"cell {role}: {theirs}, plainly {ours}"
    if ours.column and theirs.column != ours.column:
        yield f"cell {role}: column {theirs.column}, plainly {ours.column}"
    if not _same(theirs.value, ours.value):
        yield f"cell {role}: value {theirs.value}, plainly {ours.value}"


def _same(theirs: float | None, ours: Fraction | None) -> bool:
    if theirs is None or ours is None:
        return theirs is None and ours is None
    return math.isclose(theirs, float(ours), rel_tol=1e-9, abs_tol=1e-9)
