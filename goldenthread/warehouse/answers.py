"""What the warehouse answers with: values that are a number or a stated absence, never a bare float."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "z", "x", "c", "low", "u", "missing"]

STATUS_MEANING: dict[str, str] = {
    "ok": "a number",
    "z": "not applicable",
    "x": "not available",
    "c": "confidential: held back so that nobody can be identified",
    "low": "rounds to zero but is not zero",
    "u": "too unreliable to use",
    "missing": "not in the source",
}


Basis = Literal["sum", "published", "worked out", "none"]
NAMED_AT_MOST = 33  # the boroughs of London; a longer list of absences is counted, not named


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of one published file. `row` counts from 1 at the headings, as a spreadsheet does.

    `row` is None where the cell is a sum made on load (`column` then says of what). Two sources may read
    one file, so `source` says which of them this cell is from.
    """

    file: str
    row: int | None
    column: str
    value: float | None
    status: Status
    source: str = ""


BEGINNINGS: dict[Basis, str] = {
    "published": "published total",
    "worked out": "from published totals",
    "none": "no figure",
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of a larger area's authorities have a figure. `excludes` holds the others as (name, status).

    `basis`: 'sum' where the larger area's figure was added up here, 'published' where it is the
    publisher's own, 'worked out' where it is made here of the publisher's own, 'none' where there is no
    figure. Only a sum is sure to leave the others out: a publisher may count authorities whose own
    figures it does not give.
    """

    present: int
    expected: int
    excludes: tuple[tuple[str, Status], ...]
    basis: Basis = "sum"

    @property
    def text(self) -> str:
        """'33 of 33' where nobody is missing; else, by `basis`, with each name and why:

        '31 of 33; excludes City of London (not available), …', or
        'published total; 31 of 33 have a figure of their own; without one: City of London (not available), …'.
        """
        if not self.excludes:
            return f"{self.present} of {self.expected}"
        listed = self.excludes if len(self.excludes) <= NAMED_AT_MOST else ()
        names = ", ".join(f"{name} ({STATUS_MEANING[status].split(':')[0]})" for name, status in listed)
        if self.basis == "sum":
            names = names or f"{len(self.excludes)} authorities without a figure of their own"
            return f"{self.present} of {self.expected}; excludes {names}"
        own = f"{self.present} of {self.expected} have a figure of their own"
        return f"{BEGINNINGS[self.basis]}; {own}" + (f"; without one: {names}" if names else "")


@dataclass(frozen=True, slots=True)
class Observation:
    """One indicator, area, period and breakdown.

    `value` is rounded in SQL to the indicator's decimals; None exactly when `status` is not 'ok'.
    `published_value` is the publisher's own figure with all its decimal places; where the figure is worked out
    here, it is what the published numbers give.
    `period` is canonical ('2025' for January 2025); `published_period` is the publisher's stamp.
    `cells` are the source cells by role: value, minus, numerator, denominator.
    `calculated` is True where the figure was worked out here rather than published.
    `amendment` is the one that moved the figure; `left_out` is one that is in force for the count behind
    it and that this indicator leaves out.
    """

    indicator: str
    area_code: str
    area_name: str
    area_level: str
    period: str
    period_label: str
    published_period: str
    breakdown: str
    breakdown_label: str
    value: float | None
    status: Status
    numerator: float | None
    denominator: float | None
    denominator_period: str | None
    published_value: float | None
    published_status: Status
    amendment: str | None
    calculated: bool
    small_denominator: bool
    coverage: Coverage | None  # None for a single authority
    release: str
    cells: dict[str, Cell]
    left_out: str | None = None


@dataclass(frozen=True, slots=True)
class AreaRecord:
    """An area as the store knows it. `level`: country, region, sub-region, authority or group."""

    code: str
    name: str
    level: str
    old_code: str | None
    region_code: str | None


@dataclass(frozen=True, slots=True)
class HeadlineFigure:
    """A headline card's figure for one area. Percent changes are computed, never stored."""

    area_code: str
    area_name: str
    period: str
    period_label: str
    value: float | None
    status: Status
    published_value: float | None
    previous_period: str | None
    previous_period_label: str | None
    previous: float | None
    change_percent: float | None
    previous_change_percent: float | None
    published_change_percent: float | None
    amendment_note: str | None
    coverage: Coverage | None
    release: str
    standing: str  # published, derived or transcribed


@dataclass(frozen=True, slots=True)
class HeadlineCard:
    """One card: an indicator with its figures for England and London."""

    indicator: str
    title: str
    definition: str
    figures: tuple[HeadlineFigure, ...]


@dataclass(frozen=True, slots=True)
class ReleaseRecord:
    """A release as loaded: which publication, when it came out, and how many cells the build holds."""

    id: str
    publication: str
    title: str
    published_date: str | None
    date_note: str | None
    observations: int


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as loaded: its fingerprint and its place in the chain from publisher to figure."""

    source: str
    source_title: str
    release: str
    path: str
    sha256: str
    size_bytes: int
    rows: int
    standing: str
    provenance: str | None


@dataclass(frozen=True, slots=True)
class NotLoaded:
    """A source the build could not find, and how to bring it."""

    source: str
    title: str
    how_to_load: str


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """One build. Every answer names its build."""

    id: str
    made_at: str
    made_from: Literal["data", "pack"]
    code_version: str
    definitions_sha256: str
    observations: int
    releases: int
    checks_passed: int
    checks_failed: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs between two releases of the same dataset.

    kind: 'revised' (number to number), 'withdrawn' (number to absence), 'supplied' (absence to
    number), 'restated' (one absence to another), 'added' or 'removed' (the row or column).
    """

    source: str
    measure: str
    breakdown: str
    area_code: str
    area_name: str
    period: str
    kind: str
    old_value: float | None
    old_status: Status
    new_value: float | None
    new_status: Status
    old_row: int | None
    new_row: int | None
    column: str


@dataclass(frozen=True, slots=True)
class ChangeCount:
    """How many cells of one measure and area differ in one way between two releases. `kind`: as of a Change."""

    source: str
    measure: str
    area_code: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class AbsenceCount:
    """How many cells of one source hold one symbol in place of a number."""

    source: str
    status: Status
    count: int
