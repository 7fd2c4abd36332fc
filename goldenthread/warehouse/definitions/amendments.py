"""Amendments: figures a person corrected, with the published figure always beside the used one."""

from __future__ import annotations

import datetime as dt

from pydantic import Field, model_validator

from .strict import Sentence, Slug, Strict, Text


class SameReturn(Strict):
    """Other figures that rest on the return whose total is amended, and that stay as published.

    `measures`: what else was counted from it. `period`: of these measures, where it is not the amendment's own: the
    return of January counts the reviews of the year before. `note`: what a page must say where the figures of an
    amended area, or of a larger area that it is part of, are shown for the period.
    """

    period: Text | None = None
    measures: tuple[Slug, ...] = Field(strict=False, min_length=1)
    note: Sentence


class Amendment(Strict):
    """One entry of the amendments ledger.

    The used value replaces the published one for `measure` (all children, no breakdown) in `area`
    and `period`; without a used value the figure is withheld, as too unreliable to use. `also_areas`
    are others with the same published value and the same fault. Each code in `recompute` is a larger area whose published total is moved by the
    same difference; areas not listed stay as published, and `not_recomputed_reason` says why.
    """

    id: Slug
    title: Text
    source: Slug
    measure: Slug
    area: Text
    period: Text
    published_value: float
    used_value: float | None
    also_areas: tuple[Text, ...] = Field(strict=False, default=())
    reason: Sentence
    evidence: Sentence
    recompute: tuple[Text, ...] = Field(strict=False)
    not_recomputed_reason: Sentence
    decided_by: Text
    approved_by: tuple[Text, ...] = Field(strict=False, min_length=2)
    decided_date: dt.date = Field(strict=False)
    date_note: Text | None = None
    same_return: tuple[SameReturn, ...] = Field(strict=False, default=())

    @property
    def measures(self) -> set[str]:
        """What it moves or marks: the amended measure and those that rest on the same return."""
        return {self.measure, *(name for each in self.same_return for name in each.measures)}

    def period_of(self, same: SameReturn) -> str:
        """The period of figures that rest on the same return."""
        return same.period or self.period

    @property
    def areas(self) -> tuple[str, ...]:
        """Every area whose own figure is amended."""
        return (self.area, *self.also_areas)

    @model_validator(mode="after")
    def _two_people(self) -> Amendment:
        if len(set(self.approved_by)) < 2:
            raise ValueError(f"{self.id}: two different people approve an amendment")
        if self.published_value == self.used_value:
            raise ValueError(f"{self.id}: the used value is the published one")
        if self.recompute and (self.used_value is None or self.also_areas):
            raise ValueError(f"{self.id}: only one area with a used value can move the areas it is part of")
        return self
