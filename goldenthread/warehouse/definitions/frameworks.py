"""Maturity frameworks: pillars of statements, each described at every level. Versioned, with ids that never change."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from .load import Catalogue, DefinitionError, read_yaml, yaml_files
from .strict import Sentence, Slug, Strict, Text


class Shown(Strict):
    """An indicator whose figure of the borough is shown where something is judged, asked or planned.

    `outcome`: it shows what children's lives are like, not what was done for them.
    """

    indicator: Slug
    breakdown: dict[Slug, Slug] = Field(default_factory=dict)
    outcome: bool = False

    @property
    def key(self) -> str:
        """The breakdown's key text: 'total' or 'sen-provision=ehc-plan'."""
        return ",".join(f"{topic}={item}" for topic, item in sorted(self.breakdown.items())) or "total"


class Level(Strict):
    """One step of the scale. 'Not judged' is no level."""

    level: int = Field(ge=1, le=9)
    title: Text
    meaning: Sentence


class Statement(Strict):
    """What is judged: a subject with its description at every level, lowest first. The id never changes its meaning."""

    id: Slug
    title: Text
    levels: tuple[Sentence, ...] = Field(strict=False, min_length=2)
    indicators: tuple[Shown, ...] = Field(strict=False, default=())


class Pillar(Strict):
    """Statements about one part of the system. `national`: the national tool's pillar, '' until it is known."""

    id: Slug
    title: Text
    about: Sentence
    national: str = ""
    indicators: tuple[Shown, ...] = Field(strict=False, default=())
    statements: tuple[Statement, ...] = Field(strict=False, min_length=1)


class Carried(Strict):
    """Where the answers to an older version's statement go: to a statement of this version, or nowhere, with why."""

    old: Slug
    to: Slug | None = None
    reason: Sentence | None = None

    @model_validator(mode="after")
    def _said(self) -> Carried:
        if self.to is None and self.reason is None:
            raise ValueError(f"{self.old}: say where its answers go (to), or why they cannot be carried over (reason)")
        return self


class Upgrade(Strict):
    """From which version, and what becomes of statements that are not in this one under the same id."""

    from_version: Text
    carried: tuple[Carried, ...] = Field(strict=False, default=())


class Framework(Strict):
    """A maturity framework at one version. `met_percent`: the share of a pillar's statements that must be at a level."""

    id: Slug
    version: Text
    title: Text
    about: Sentence
    source: Sentence
    levels: tuple[Level, ...] = Field(strict=False, min_length=2)
    met_percent: Annotated[int, Field(ge=50, le=100)]
    pillars: tuple[Pillar, ...] = Field(strict=False, min_length=1)
    upgrades: tuple[Upgrade, ...] = Field(strict=False, default=())

    @property
    def key(self) -> tuple[str, str]:
        """Id and version."""
        return self.id, self.version

    @property
    def statements(self) -> dict[str, Statement]:
        """Every statement by id, in order."""
        return {each.id: each for pillar in self.pillars for each in pillar.statements}

    def pillar_of(self, statement_id: str) -> Pillar:
        """The pillar a statement belongs to. KeyError for none."""
        return {each.id: pillar for pillar in self.pillars for each in pillar.statements}[statement_id]

    @model_validator(mode="after")
    def _consistent(self) -> Framework:
        if [each.level for each in self.levels] != list(range(1, len(self.levels) + 1)):
            raise ValueError("levels must count from 1 without a gap")
        ids = [s.id for p in self.pillars for s in p.statements] + [p.id for p in self.pillars]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"named twice: {', '.join(twice)}")
        for statement in self.statements.values():
            if len(statement.levels) != len(self.levels):
                raise ValueError(f"{statement.id}: describe every one of the {len(self.levels)} levels")
        return self


def load_frameworks(catalogue: Catalogue, more: Path | None = None) -> dict[tuple[str, str], Framework]:
    """Every version of every framework by (id, version). Raises DefinitionError naming what does not fit.

    `more`: a folder of further frameworks of one's own.
    """
    found = _load(catalogue.folder / "frameworks", catalogue)
    return found if more is None else {**found, **_load(more, catalogue)}


@functools.lru_cache(maxsize=4)
def _load(folder: Path, catalogue: Catalogue) -> dict[tuple[str, str], Framework]:
    found: dict[tuple[str, str], Framework] = {}
    for path in yaml_files(folder):
        framework = read_yaml(path, Framework)
        if path.stem != f"{framework.id}-{framework.version}":
            raise DefinitionError(f"{path.name}: the file's name must be '{framework.id}-{framework.version}.yaml'")
        for place, shown in _shown(framework):
            check_shown(catalogue, shown, f"{path.name}: {place}")
        found[framework.key] = framework
    return found


def _shown(framework: Framework) -> list[tuple[str, Shown]]:
    return [(p.id, s) for p in framework.pillars for s in p.indicators] + [
        (st.id, s) for st in framework.statements.values() for s in st.indicators
    ]


def check_shown(catalogue: Catalogue, shown: Shown, where: str) -> None:
    """Raises DefinitionError where there is no such indicator, or it has no such breakdown."""
    indicator = catalogue.indicators.get(shown.indicator)
    if indicator is None:
        raise DefinitionError(f"{where}: there is no indicator '{shown.indicator}'")
    if shown.breakdown and set(shown.breakdown) not in [set(topics) for topics in indicator.breakdowns]:
        raise DefinitionError(f"{where}: {shown.indicator} has no breakdown by {' and '.join(sorted(shown.breakdown))}")
    for topic, item in shown.breakdown.items():
        known = catalogue.vocabularies.get(topic)
        if known is None or item not in {each.id for each in known.items}:
            raise DefinitionError(f"{where}: there is no item '{item}' in vocabulary '{topic}'")
