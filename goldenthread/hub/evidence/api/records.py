"""Shapes of the API's answers, for its description. Answers are made in `shapes`, as plain dicts: checking
thousands of rows one by one would take longer than finding them. Tests hold the two together."""

from __future__ import annotations

import datetime as dt
from typing import Generic, Literal, TypeVar

from ninja import Schema
from pydantic import ConfigDict

from .schemas import PostedQuestion

T = TypeVar("T")
Symbol = Literal["z", "x", "c", "low", "u", "missing"]


class Record(Schema):
    """A field that is not named here is a mistake."""

    model_config = ConfigDict(extra="forbid")


class ProblemDetails(Schema):
    """A fault, as RFC 9457 describes it. `detail` says what to ask instead."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


class Listing(Record, Generic[T]):
    """A page of a list. `next`: the address of the next page, null on the last."""

    build: str
    total: int
    limit: int
    offset: int
    next: str | None
    items: list[T]


class PostedListing(Record):
    """A page of figures. `next`: the question to POST for the next page, null on the last."""

    build: str
    total: int
    limit: int
    offset: int
    next: PostedQuestion | None
    items: list[Observation]


class Start(Record):
    """The build in force and the addresses of everything else."""

    build: str
    made: str
    observations: int
    licence: str
    links: dict[str, str]


class Absence(Record):
    """Why there is no figure. `status` is the publisher's symbol; `missing`: the source has no such cell."""

    status: Symbol
    meaning: str
    why: str


class Place(Record):
    """The area a figure is about."""

    code: str
    name: str
    level: str


class Excluded(Record):
    """An authority without a figure of its own, and why."""

    name: str
    status: Symbol
    meaning: str


class Coverage(Record):
    """How many of a larger area's authorities have a figure. `basis`: whether the area's own is a sum of theirs."""

    present: int
    expected: int
    basis: Literal["sum", "published", "worked out", "none"]
    excludes: list[Excluded]


class Cell(Record):
    """A cell of a published file. `row` counts from 1 at the headings; null where `column` says what was added up."""

    source: str
    file: str
    row: int | None
    column: str
    value: float | None
    status: Literal["ok", "z", "x", "c", "low", "u", "missing"]


class Observation(Record):
    """A figure, or why there is none: `value` is null exactly where `absence` is given.

    `cells`: by role (value, minus, numerator, denominator). `amendment`: the entry of the ledger that moved the
    figure; `amendment_left_out`: one for a count behind it that this indicator leaves out. `about`: its page.
    """

    indicator: str
    area: Place
    period: str
    period_label: str
    published_period: str
    breakdown: str
    breakdown_label: str
    value: float | None
    absence: Absence | None
    numerator: float | None
    denominator: float | None
    denominator_period: str | None
    published_value: float | None
    published_absence: Absence | None
    amendment: str | None
    amendment_left_out: str | None
    calculated: bool
    small_denominator: bool
    coverage: Coverage | None
    release: str | None
    cells: dict[str, Cell]
    about: str


class Indicator(Record):
    """An indicator. `page`: the address of its page."""

    id: str
    title: str
    short_title: str
    theme: str
    unit: str
    decimals: int
    direction: Literal["higher-is-better", "lower-is-better", "neither"]
    definition: str
    href: str
    page: str


class Break(Record):
    """Figures from `period` on are not like those before it."""

    period: str
    reason: str


class Source(Record):
    """A published data set that the figures come from."""

    id: str
    title: str
    publication: str


class IndicatorInFull(Indicator):
    """An indicator with all that its page says. `breakdowns`: keys that `observations` takes."""

    build: str
    question: str
    why_it_matters: str
    direction_note: str
    method: Literal["published", "ratio", "growth", "difference"]
    caveats: list[str]
    breaks: list[Break]
    minimum_denominator: int | None
    topics: list[list[str]]
    breakdowns: list[str]
    periods: list[str]
    sources: list[Source]
    observations: str


class Area(Record):
    """An area. `number`: the three digits of an authority; `region`: the code of the region it is in."""

    code: str
    name: str
    level: Literal["country", "region", "sub-region", "authority", "group"]
    number: str | None
    region: str | None
    href: str


class Neighbour(Record):
    """A statistical neighbour; rank 1 is the nearest."""

    code: str
    rank: int
    closeness: str


class AreaInFull(Area):
    """An area with the codes of its authorities, or an authority with its statistical neighbours."""

    build: str
    authorities: list[str]
    neighbours: list[Neighbour]


class Release(Record):
    """A release of a publication. `cells`: how many the build holds; `published`: the day, where it is known."""

    id: str
    publication: str
    title: str
    published: dt.date | None
    date_note: str | None
    cells: int
    href: str


class File(Record):
    """A file of a release with its fingerprint."""

    source: str
    title: str
    file: str
    sha256: str
    size_bytes: int
    rows: int
    standing: str


class ReleaseInFull(Release):
    """A release with its files."""

    build: str
    files: list[File]


class ChangedArea(Record):
    """The area of a cell that changed."""

    code: str
    name: str


class Side(Record):
    """A cell in one of two releases."""

    value: float | None
    status: str
    row: int | None


class Change(Record):
    """A cell that differs between two releases of the same data set."""

    source: str
    measure: str
    breakdown: str
    area: ChangedArea
    period: str
    kind: Literal["revised", "withdrawn", "supplied", "restated", "added", "removed"]
    old: Side
    new: Side
    column: str


class Dashboard(Record):
    """A dashboard. `number`: its place in the alliance's navigation; `page`: its address."""

    id: str
    number: int | None
    title: str
    group: str
    question: str
    about: str
    href: str
    page: str


class Panel(Record):
    """A chart of a dashboard: what it shows, of which indicators."""

    kind: str
    indicators: list[str]
    title: str | None
    topic: str | None
    breakdown: dict[str, str]
    only: list[str]
    note: str | None


class Missing(Record):
    """What a dashboard should show and cannot. `advice`: what follows, or where else it is."""

    what: str
    advice: str


class DashboardInFull(Dashboard):
    """A dashboard with its panels."""

    build: str
    panels: list[Panel]
    missing: list[Missing]
    notes: list[str]


class Amendment(Record):
    """An entry of the ledger: what was published, what is used (null: the figure is withheld), why, and who stands for it.

    `recompute`: the larger areas whose published totals are moved by the same difference.
    """

    id: str
    title: str
    source: str
    measure: str
    area: str
    period: str
    published_value: float
    used_value: float | None
    also_areas: list[str]
    reason: str
    evidence: str
    recompute: list[str]
    not_recomputed_reason: str
    decided_by: str
    approved_by: list[str]
    decided_date: dt.date
    date_note: str | None
