"""The page of a borough: its headline indicators, and by which rules changes and outliers are told."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from .load import Catalogue, DefinitionError, read_yaml
from .strict import Sentence, Slug, Strict, Text


class Headline(Strict):
    """One line of the page: an indicator, of everyone or of an item. `title`: its name there, without the unit.

    `newer`: an indicator of the same in another unit, told beside it where its figures go further.
    """

    indicator: Slug
    title: Text
    breakdown: dict[Slug, Slug] = Field(default_factory=dict)
    newer: Slug | None = None


class HeadlineGroup(Strict):
    """Lines under one heading."""

    title: Text
    headlines: tuple[Headline, ...] = Field(strict=False, min_length=1)


class Size(Strict):
    """How many plans there are and whom they are for. `mix`: a share that is told by `topic`, whose largest items are named."""

    indicator: Slug
    mix: Slug
    topic: Slug


class NotAnOutlier(Strict):
    """An indicator that is left out where outliers are sought, because it would say again what another says."""

    indicator: Slug
    reason: Sentence


class BoroughPage(Strict):
    """The page.

    `size`: told above the lines, because places of different size cannot be compared by it.
    `changes_shown`, `outliers_shown`: sentences that are seen at once; the others are folded away.
    `extreme_percent`: the share of the places compared, at either end, that stands apart from the rest.
    `fewest_to_compare`: with fewer figures than these there is no range to stand outside of.
    `fewest_for_a_verdict`: a share of fewer than these is shown but not judged: one of them would move it too far.
    `old_after_years`: a figure that begins so many years before the newest headline is shown, but nothing is made of it.
    """

    id: Slug
    about: Sentence
    size: Size
    groups: tuple[HeadlineGroup, ...] = Field(strict=False, min_length=1)
    changes_shown: Annotated[int, Field(ge=1, le=20)]
    outliers_shown: Annotated[int, Field(ge=1, le=20)]
    extreme_percent: Annotated[int, Field(ge=1, le=25)]
    fewest_to_compare: Annotated[int, Field(ge=3)]
    fewest_for_a_verdict: Annotated[int, Field(ge=0)]
    old_after_years: Annotated[int, Field(ge=1)]
    not_outliers: tuple[NotAnOutlier, ...] = Field(strict=False, default=())

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """Every line, in order."""
        return tuple(headline for group in self.groups for headline in group.headlines)

    def is_old(self, year: int, newest: int) -> bool:
        """Whether a figure that begins in `year` is old beside one that begins in `newest`. 0 is no year."""
        return bool(year) and newest - year >= self.old_after_years

    @model_validator(mode="after")
    def _once(self) -> BoroughPage:
        shown = [f"{each.indicator} {sorted(each.breakdown.items()) or ''}".rstrip() for each in self.headlines]
        for names in (shown, [each.indicator for each in self.not_outliers]):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"named twice: {', '.join(twice)}")
        return self


def load_borough_page(catalogue: Catalogue) -> BoroughPage:
    """Loads and checks the page. Raises DefinitionError naming what does not fit."""
    return _load(catalogue.folder / "pages" / "borough.yaml", catalogue)


@functools.lru_cache(maxsize=4)
def _load(path: Path, catalogue: Catalogue) -> BoroughPage:
    page = read_yaml(path, BoroughPage)
    faults = list(_faults(page, catalogue))
    if faults:
        raise DefinitionError("The page of a borough does not fit the other definitions:\n  " + "\n  ".join(faults))
    return page


def _faults(page: BoroughPage, catalogue: Catalogue) -> Iterator[str]:
    for left_out in page.not_outliers:
        if left_out.indicator not in catalogue.indicators:
            yield f"borough.yaml: not_outliers: there is no indicator '{left_out.indicator}'"
    yield from _faults_of_size(page.size, catalogue)
    for headline in page.headlines:
        yield from (f"borough.yaml: {headline.indicator}: {fault}" for fault in _faults_of(headline, catalogue))


def _faults_of_size(size: Size, catalogue: Catalogue) -> Iterator[str]:
    for name in (size.indicator, size.mix):
        if name not in catalogue.indicators:
            yield f"borough.yaml: size: there is no indicator '{name}'"
        elif name == size.mix and (size.topic,) not in catalogue.indicators[name].breakdowns:
            yield f"borough.yaml: size: {name} has no breakdown by {size.topic}"


def _faults_of(headline: Headline, catalogue: Catalogue) -> Iterator[str]:
    indicator = catalogue.indicators.get(headline.indicator)
    if indicator is None:
        yield "there is no such indicator"
        return
    if headline.newer and headline.newer not in catalogue.indicators:
        yield f"newer: there is no indicator '{headline.newer}'"
    if headline.breakdown and set(headline.breakdown) not in [set(topics) for topics in indicator.breakdowns]:
        yield f"it has no breakdown by {' and '.join(sorted(headline.breakdown))}"
    for topic, item in headline.breakdown.items():
        known = catalogue.vocabularies.get(topic)
        if known is None or item not in {each.id for each in known.items}:
            yield f"there is no item '{item}' in vocabulary '{topic}'"
