"""The worked example: one borough's assessment and plan, whose figures are published and whose words are made up."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from .example_names import check_names
from .load import Catalogue, read_yaml
from .strict import Sentence, Slug, Strict, Text

Day = Annotated[dt.date, Field(strict=False)]
Number = Annotated[float, Field(strict=False)]


class ExamplePerson(Strict):
    """Somebody to sign in as."""

    id: Slug
    name: Text
    organisation: Slug
    role: Literal["viewer", "contributor", "approver", "commissioner", "finance", "regional_team", "administrator"]


class ExampleJudgement(Strict):
    """What is agreed of a statement, and what each person judged before."""

    statement: Slug
    level: int = Field(ge=1, le=4)
    target: int = Field(ge=1, le=4)
    judged: dict[Slug, int]
    why: Text


class ExampleEvidence(Strict):
    """A piece of evidence."""

    kind: Literal["document", "audit", "voice", "inspection", "practice", "narrative"]
    statements: tuple[Slug, ...] = Field(strict=False, min_length=1)
    title: Text
    about: Text
    strength: int = Field(ge=1, le=3)
    by: Slug


class ExampleFigure(Strict):
    """A published figure as evidence for a statement."""

    statement: Slug
    indicator: Slug


class ExampleAnswer(Strict):
    """An answer to an insight question."""

    text: Text
    so_what: str = ""


class ExampleMilestone(Strict):
    """A step of an action."""

    title: Text
    due_on: Day
    done_on: Day | None = None


class ExampleStep(Strict):
    """A value on the way to a target, or a reading."""

    day: Day
    value: Number
    note: str = ""


class ExampleLocal(Strict):
    """A measure with readings of its own."""

    title: Text
    unit: Text
    decimals: int = Field(ge=0, le=2)
    direction: Literal["higher-is-better", "lower-is-better", "neither"]
    baseline: Number
    baseline_on: Day
    target: Number
    target_on: Day


class ExampleMeasure(Strict):
    """A success measure: of an indicator with its target, or local."""

    indicator: Slug | None = None
    breakdown: str = "total"
    target: Number | None = None
    target_on: Day | None = None
    steps: tuple[ExampleStep, ...] = Field(strict=False, default=())
    local: ExampleLocal | None = None
    readings: tuple[ExampleStep, ...] = Field(strict=False, default=())

    @model_validator(mode="after")
    def _one_kind(self) -> ExampleMeasure:
        if (self.indicator is None) == (self.local is None):
            raise ValueError("a success measure is of an indicator, or local")
        if self.indicator is not None and (self.target is None or self.target_on is None):
            raise ValueError(f"the measure of {self.indicator} needs a target and its date")
        return self


class ExampleAction(Strict):
    """An action of a priority."""

    title: Text
    lead: Text
    partners: Text
    starts_on: Day
    ends_on: Day
    cost_pounds: int = Field(ge=0)
    funding_source: Slug
    risk: Literal["low", "medium", "high"]
    risk_note: str = ""
    status: Literal["not-started", "under-way", "done", "stopped"]
    rag: Literal["", "green", "amber", "red"] = ""
    rag_reason: str = ""
    milestones: tuple[ExampleMilestone, ...] = Field(strict=False, default=())
    measures: tuple[ExampleMeasure, ...] = Field(strict=False, default=())


class ExamplePriority(Strict):
    """A priority and where it came from: an answer, a gap or a figure."""

    section: Slug
    title: Text
    theme: Slug
    answer: Slug | None = None
    gap: Slug | None = None
    figure: Slug | None = None
    actions: tuple[ExampleAction, ...] = Field(strict=False, min_length=1)


class ExampleRow(Strict):
    """Made-up numbers of one row of a numbered table, a number for each year of `years`."""

    row: Slug
    without_plan: tuple[int, ...] = Field(strict=False)
    with_plan: tuple[int, ...] = Field(strict=False)


class ExampleTable(Strict):
    """A numbered table with made-up numbers of the years ahead."""

    table: Slug
    source: Text
    years: tuple[int, ...] = Field(strict=False, min_length=1)
    rows: tuple[ExampleRow, ...] = Field(strict=False, min_length=1)

    @model_validator(mode="after")
    def _a_number_each_year(self) -> ExampleTable:
        for each in self.rows:
            if {len(each.without_plan), len(each.with_plan)} != {len(self.years)}:
                raise ValueError(
                    f"{self.table}, {each.row}: there must be a number for each of {len(self.years)} years"
                )
        return self


class ExampleSilence(Strict):
    """Tables of which the example says that it has no numbers with the plan, and the symbol that says why."""

    tables: tuple[Slug, ...] = Field(strict=False, min_length=1)
    status: Literal["z", "x"]
    source: Text


class ExampleComment(Strict):
    """A remark on a section."""

    section: Slug
    by: Slug
    text: Text


class Example(Strict):
    """The whole example. `mark` stands before every text; `sections`, `answers` by the ids of the template."""

    id: Slug
    area_code: Text
    template: Slug
    template_version: Text
    title: Text
    about: Sentence
    mark: Text
    people: tuple[ExamplePerson, ...] = Field(strict=False, min_length=1)
    cycle: Text
    judgements: tuple[ExampleJudgement, ...] = Field(strict=False)
    target_on: Day
    evidence: tuple[ExampleEvidence, ...] = Field(strict=False)
    figures_as_evidence: tuple[ExampleFigure, ...] = Field(strict=False)
    sections: dict[Slug, Text]
    answers: dict[Slug, ExampleAnswer]
    priorities: tuple[ExamplePriority, ...] = Field(strict=False)
    comments: tuple[ExampleComment, ...] = Field(strict=False)
    tables: tuple[ExampleTable, ...] = Field(strict=False, default=())
    without_numbers: ExampleSilence | None = None


def load_example(catalogue: Catalogue) -> Example:
    """The worked example. Raises DefinitionError naming the field at fault, or what it names and nothing defines."""
    return _load(catalogue.folder / "example" / "camden.yaml", catalogue)


@functools.lru_cache(maxsize=2)
def _load(path: Path, catalogue: Catalogue) -> Example:
    example = read_yaml(path, Example)
    check_names(example, catalogue)
    return example
