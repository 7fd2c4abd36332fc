"""Sources: where published figures come from and how each file's columns become tidy observations."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, model_validator

from .strict import Sentence, Slug, Strict, Text

PeriodType = Literal[
    "january",  # stock on the January census day; '2025' is January 2025
    "calendar-year",  # flow in a calendar year; '2024'
    "academic-year",  # '2024-25'
    "financial-year",  # '2024-25', April to March
    "march",  # stock on 31 March; '2025'
    "mid-year",  # ONS estimate at 30 June; '2023'
    "month",  # '2023-01'
    "inspection-year",  # year an inspection report came out; '2024'
]

Symbol = Literal["z", "x", "c", "low", "u"]


class Release(Strict):
    """One release of a publication. A higher `rank` supersedes a lower one for the same dataset."""

    id: Slug
    title: Text
    published_date: dt.date | None = Field(default=None, strict=False)
    date_note: Text | None = None
    rank: int
    aliases: tuple[str, ...] = Field(strict=False, default=())
    note: Text | None = None

    @model_validator(mode="after")
    def _date_or_reason(self) -> Release:
        if self.published_date is None and self.date_note is None:
            raise ValueError(f"release {self.id} needs a published_date, or a date_note saying what is known")
        return self


class Publication(Strict):
    """A published series: who publishes it, where, how often, under which licence.

    `out_not_loaded`: what is said beside its figures while a newer release is out that is not loaded here.
    """

    id: Slug
    title: Text
    publisher: Text
    page: Text
    licence: Text
    cadence: Text
    next_expected: Text
    out_not_loaded: Sentence | None = None
    releases: tuple[Release, ...] = Field(strict=False, min_length=1)


class AreaLayout(Strict):
    """How a row names its area.

    `ees`: geographic_level with country_code, region_code, new_la_code (read by name).
    `code`: one column of E-codes. `old-code`: one column of three-digit authority numbers.
    `name`: one column of names, with an optional level column to tell England and regions apart.
    `ees-name`: geographic_level with region_name and la_name, where a frame dropped its codes.
    """

    kind: Literal["ees", "code", "old-code", "name", "ees-name"]
    column: Text | None = None
    aliases: dict[str, str] = Field(default_factory=dict)  # a published name or code → E-code
    skip: tuple[str, ...] = Field(strict=False, default=())  # published values that are no area we hold
    skip_reason: Text | None = None

    @model_validator(mode="after")
    def _complete(self) -> AreaLayout:
        if self.kind in ("code", "old-code", "name") and self.column is None:
            raise ValueError(f"area kind '{self.kind}' needs a column")
        if self.skip and self.skip_reason is None:
            raise ValueError("area.skip needs a skip_reason")
        return self


class PeriodLayout(Strict):
    """How a row names its period: a column, or one fixed period for the whole file.

    `corrections` maps a published stamp that is a declared fault to the right canonical period.
    """

    type: PeriodType
    column: Text | None = None
    fixed: Text | None = None
    identifier_column: Text | None = None
    identifiers: tuple[str, ...] = Field(strict=False, default=())
    corrections: dict[str, str] = Field(default_factory=dict)
    correction_reason: Text | None = None
    skip: tuple[str, ...] = Field(strict=False, default=())
    skip_reason: Text | None = None

    @model_validator(mode="after")
    def _one_way(self) -> PeriodLayout:
        if (self.column is None) == (self.fixed is None):
            raise ValueError("period needs either a column or a fixed value")
        if self.corrections and self.correction_reason is None:
            raise ValueError("period.corrections needs a correction_reason")
        if self.skip and self.skip_reason is None:
            raise ValueError("period.skip needs a skip_reason")
        return self


class BreakdownLayout(Strict):
    """How rows are broken down.

    Either `topic_column` and `item_column` with `topics` (published topic → vocabulary id, or 'total'),
    or one `item_column` of one `topic` whose `total` labels mean "all".
    """

    topic_column: Text | None = None
    item_column: Text
    topics: dict[str, Slug] = Field(default_factory=dict)
    topic: Slug | None = None
    total: tuple[str, ...] = Field(strict=False, default=())

    @model_validator(mode="after")
    def _one_way(self) -> BreakdownLayout:
        if (self.topic_column is None) == (self.topic is None):
            raise ValueError("a breakdown has either a topic_column with topics, or one topic")
        if self.topic_column is not None and not self.topics:
            raise ValueError("topic_column needs topics")
        return self


class MeasureColumn(Strict):
    """What one published column (or one label of a measure column) holds.

    `breakdown` adds items carried by the column itself, such as {need: asd}.
    """

    measure: Slug
    breakdown: dict[Slug, Slug] = Field(default_factory=dict)
    period_type: PeriodType | None = None  # long files whose measures have different kinds of period
    scale: float = 1.0  # e.g. 1000 where a file publishes thousands
    percent_text: bool = False  # '0.34%' in the file
    comma_thousands: bool = False  # '1,604' in the file


class Rollup(Strict):
    """Rows added up on load, e.g. single years of age into 0 to 25. Any absence makes the sum absent.

    `gaps_reason`: set where the publisher leaves out rows that would be 0, and says so here; a part
    without a row then counts as nothing, while one with a symbol still makes the sum absent.
    """

    measure: Slug
    topic: Slug
    items: tuple[Slug, ...] = Field(strict=False, min_length=2)
    into: Slug
    gaps_reason: Sentence | None = None


class SumOfMeasures(Strict):
    """A measure that no column holds: the sum of others in the same row, e.g. decisions in time and late ones."""

    measure: Slug
    of: tuple[Slug, ...] = Field(strict=False, min_length=2)


class Layout(Strict):
    """The column map of a file: every column is named once, in one of these places, or the load stops."""

    format: Literal["csv", "parquet", "xlsx", "ods"]
    sheet: Text | None = None
    header_row: int = 1  # spreadsheet row that holds the headings
    area: AreaLayout
    period: PeriodLayout
    breakdowns: tuple[BreakdownLayout, ...] = Field(strict=False, default=())
    keep: dict[str, Annotated[tuple[str, ...], Field(strict=False)]] = Field(default_factory=dict)
    keep_reason: Text | None = None
    measures: dict[str, MeasureColumn] = Field(default_factory=dict)
    measure_column: Text | None = None  # long files: the column whose labels are the keys of `measures`
    value_column: Text | None = None
    other_measures_reason: Text | None = None  # long files: why other labels are not loaded
    fixed_breakdown: dict[Slug, Slug] = Field(default_factory=dict)
    not_loaded: dict[str, Text] = Field(default_factory=dict)  # column → why it is left out
    repeated: tuple[str, ...] = Field(strict=False, default=())  # headings the publisher wrote twice
    symbols: dict[str, Symbol] = Field(default_factory=dict)  # published symbol → our symbol
    zero_symbols: tuple[str, ...] = Field(strict=False, default=())  # text that the publisher uses for 0
    zero_reason: Text | None = None
    words: dict[str, float] = Field(default_factory=dict)  # published word → the number it stands for, e.g. Yes → 1
    words_reason: Text | None = None

    @model_validator(mode="after")
    def _coherent(self) -> Layout:
        if not self.measures:
            raise ValueError("a layout needs measures")
        if (self.measure_column is None) != (self.value_column is None):
            raise ValueError("measure_column and value_column go together")
        if self.measure_column is not None and self.other_measures_reason is None:
            raise ValueError("a long file needs other_measures_reason")
        if self.keep and self.keep_reason is None:
            raise ValueError("keep needs a keep_reason")
        if self.zero_symbols and self.zero_reason is None:
            raise ValueError("zero_symbols needs a zero_reason")
        if self.words and self.words_reason is None:
            raise ValueError("words needs a words_reason")
        return self


class KnownException(Strict):
    """A declared departure from a check, with its reason, so that nothing else can hide behind it.

    Empty `areas`, `periods` or `topics` mean all. Area codes are E-codes; 'X' periods are canonical.
    """

    check: Literal["absent-authority", "sum-of-areas", "sum-of-parts", "percent"]
    areas: tuple[str, ...] = Field(strict=False, default=())
    periods: tuple[str, ...] = Field(strict=False, default=())
    topics: tuple[str, ...] = Field(strict=False, default=())
    measures: tuple[str, ...] = Field(strict=False, default=())
    reason: Sentence


class PartsRule(Strict):
    """`total` equals the sum of the items of `topic` for `measure` (items left out: `except_items`)."""

    measure: Slug
    topic: Slug
    except_items: tuple[Slug, ...] = Field(strict=False, default=())
    tolerance: float = 0.0


class PercentRule(Strict):
    """`percent` equals 100 × numerator ÷ denominator within `tolerance` (the publisher's rounding)."""

    percent: Slug
    numerator: Slug
    denominator: Slug
    tolerance: float = 0.0501


class SourceFile(Strict):
    """One file of a release. `layout` replaces the dataset's own where the columns differ."""

    release: Slug
    path: Text  # relative to the data folder, or to definitions/sources when `shipped`
    shipped: bool = False  # a small transcribed file kept with the definitions
    layout: Layout | None = None
    area_rank: int = 0


class Source(Strict):
    """A dataset: one published table through its releases, and the map from columns to measures.

    `standing` tells readers how near the file is to the publisher: published, derived by somebody
    else from the published file, or transcribed by hand.
    `scope` says which areas a complete file holds, so that a vanished authority is noticed.
    `precedence`: where two datasets give the same measure for one period, the higher one is used.
    """

    id: Slug
    title: Text
    publication: Slug
    description: Sentence
    standing: Literal["published", "derived", "transcribed"]
    provenance: Text | None = None
    precedence: int = 100
    scope: Literal["england", "london", "partial"]
    scope_note: Text | None = None
    boundaries: Literal["of-the-time", "of-today"] = "of-the-time"  # of-today: restated for today's authorities
    ees_data_set_file_id: Text | None = None
    layout: Layout | None = None
    files: tuple[SourceFile, ...] = Field(strict=False, min_length=1)
    not_here: Text | None = None  # how to get the file when the data folder lacks it
    rollups: tuple[Rollup, ...] = Field(strict=False, default=())
    sums: tuple[SumOfMeasures, ...] = Field(strict=False, default=())
    additive: tuple[Slug, ...] = Field(strict=False, default=())  # measures whose areas add up
    parts: tuple[PartsRule, ...] = Field(strict=False, default=())
    percents: tuple[PercentRule, ...] = Field(strict=False, default=())
    exceptions: tuple[KnownException, ...] = Field(strict=False, default=())

    @model_validator(mode="after")
    def _coherent(self) -> Source:
        if self.standing != "published" and self.provenance is None:
            raise ValueError(f"{self.id}: a {self.standing} source says where it comes from in provenance")
        if self.scope == "partial" and self.scope_note is None:
            raise ValueError(f"{self.id}: a partial source says in scope_note which areas it holds")
        if self.layout is None and any(file.layout is None for file in self.files):
            raise ValueError(f"{self.id}: a file has no layout")
        return self

    def layout_of(self, file: SourceFile) -> Layout:
        """The layout that applies to one of this source's files."""
        layout = file.layout or self.layout
        assert layout is not None  # _coherent has made sure
        return layout
