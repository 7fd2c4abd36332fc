"""Indicators: what is measured, for whom, and how it may be read."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, model_validator

from .strict import Sentence, Slug, Strict, Text

Unit = Literal[
    "plans", "requests", "assessments", "pupils", "children", "people", "appeals", "decisions",
    "percent", "percentage-points", "per-100", "per-1000", "per-10000", "pounds", "pounds-per-head",
    "pounds-per-plan", "score", "grade", "weeks", "ratio", "referrals", "placements", "reviews", "officers",
]  # fmt: skip


class Part(Strict):
    """A measure, with the breakdown items fixed for this part, e.g. the 0–25 population.

    `without`: topics asked for that this part does not take, so that it stays the whole: the
    denominator of a share by need is the plans of every need.
    `as_published`: never amended, because the other part rests on the same return and is not amended
    either: a share of Newham's plans is a share of the plans that it returned.
    """

    measure: Slug
    breakdown: dict[Slug, Slug] = Field(default_factory=dict)
    without: tuple[Slug, ...] = Field(strict=False, default=())
    as_published: bool = False


class Break(Strict):
    """A break in a series: figures from `period` on are not like those before it."""

    period: Text
    reason: Sentence


class Event(Strict):
    """What a figure tells of happens now and then, and its figure stands in the period of the event alone.

    `name`: of one event, as in 'no inspection report'. `never`: what a place without one in any period may be.
    """

    name: Text
    never: Sentence


class SmallDenominator(Strict):
    """Below `minimum` a rate is shown with a warning and never ranked or compared."""

    minimum: int = Field(ge=0)
    reason: Sentence


class Balance(Strict):
    """Names for both sides of a figure that may be owed or kept, so that a sentence never calls a surplus a deficit.

    `note`: what must be known of the sign wherever a sentence tells it.
    """

    positive: Text
    negative: Text
    note: Text | None = None


class Indicator(Strict):
    """One indicator.

    `essential_caveats`: those of `caveats` that stand wherever the figure does, because it misleads without them.
    `nought_may_be_unrecorded`: a nought is shown, and never judged or ranked.
    `provisional`: periods whose figures the publisher marks so, and may still change.

    method `published`: `value` is the published cell; numerator and denominator stand beside it.
    method `ratio`: scale × numerator ÷ denominator, worked out here and rounded to `decimals`.
    method `growth`: percent change of `value` on the period before.
    method `difference`: `value` minus `minus`, both published.
    """

    id: Slug
    code: Text | None = None  # the catalogue code, e.g. EHC11
    title: Text
    short_title: Text
    question: Sentence
    why_it_matters: Sentence
    definition: Sentence
    unit: Unit
    decimals: int = Field(ge=0, le=4)
    direction: Literal["higher-is-better", "lower-is-better", "neither"]
    direction_note: Sentence
    method: Literal["published", "ratio", "growth", "difference"]
    value: Part | None = None
    minus: Part | None = None
    numerator: Part | None = None
    denominator: Part | None = None
    scale: float = 100.0
    denominator_years_back: int = Field(default=0, ge=0, le=3)
    breakdowns: tuple[Annotated[tuple[Slug, ...], Field(strict=False)], ...] = Field(strict=False, default=())
    groups: Literal["sum", "from-parts", "none"]
    small_denominator: SmallDenominator | None = None
    caveats: tuple[Sentence, ...] = Field(strict=False, min_length=1)
    essential_caveats: tuple[Sentence, ...] = Field(strict=False, default=())
    balance: Balance | None = None
    provisional: tuple[Text, ...] = Field(strict=False, default=())
    breaks: tuple[Break, ...] = Field(strict=False, default=())
    event: Event | None = None
    nought_may_be_unrecorded: bool = False
    owner_role: Text
    checker_role: Text
    review_date: dt.date = Field(strict=False)
    theme: Slug

    @model_validator(mode="after")
    def _parts_fit_method(self) -> Indicator:
        needs: dict[str, tuple[str, ...]] = {
            "published": ("value",), "ratio": ("numerator", "denominator"),
            "growth": ("value",), "difference": ("value", "minus"),
        }  # fmt: skip
        for name in needs[self.method]:
            if getattr(self, name) is None:
                raise ValueError(f"{self.id}: method '{self.method}' needs {name}")
        if (self.numerator is None) != (self.denominator is None):
            raise ValueError(f"{self.id}: numerator and denominator go together")
        if not set(self.essential_caveats) <= set(self.caveats):
            raise ValueError(f"{self.id}: an essential caveat is one of the caveats, word for word")
        rate = self.unit in ("percent", "per-100", "per-1000", "per-10000", "pounds-per-head", "pounds-per-plan")
        if rate and self.method in ("published", "ratio") and self.denominator and self.small_denominator is None:
            raise ValueError(f"{self.id}: a rate with a denominator needs its small_denominator rule")
        if self.groups == "from-parts" and self.numerator is None:
            raise ValueError(f"{self.id}: groups from-parts needs numerator and denominator")
        return self
