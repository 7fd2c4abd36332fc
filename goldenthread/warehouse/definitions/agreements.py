"""Agreements: measures that two publications give, which must be the same."""

from __future__ import annotations

from pydantic import Field

from .strict import Sentence, Slug, Strict, Text


class KnownDifference(Strict):
    """One area and period in which the two are known to differ, and why."""

    area: Text
    period: Text
    reason: Sentence


class Agreement(Strict):
    """`measure` and `other` agree for every authority in `periods`, within `tolerance`."""

    id: Slug
    title: Text
    measure: Slug
    other: Slug
    periods: tuple[Text, ...] = Field(strict=False, min_length=1)
    tolerance: float = 0.0
    known_differences: tuple[KnownDifference, ...] = Field(strict=False, default=())
