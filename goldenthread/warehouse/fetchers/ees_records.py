"""What the Explore Education Statistics API answers with, typed. Fields that it may add later are passed over."""

from __future__ import annotations

import datetime as dt
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Answer(BaseModel):
    """The base of every answer: frozen, camelCase on the wire, snake_case here."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True, extra="ignore")


T = TypeVar("T", bound=Answer)


class Paging(Answer):
    page: int
    page_size: int
    total_results: int
    total_pages: int


class QueryWarning(Answer):
    """Why results are not what was asked for; `detail` often lists the ids that were not known."""

    code: str
    message: str
    path: str | None = None
    detail: Any = None


class Page(Answer, Generic[T]):
    """One page of results; only queries carry warnings."""

    paging: Paging
    results: tuple[T, ...]
    warnings: tuple[QueryWarning, ...] = ()


class PublicationSummary(Answer):
    id: str
    title: str
    slug: str
    summary: str
    last_published: dt.datetime


class FileReference(Answer):
    id: str


class TimePeriodRange(Answer):
    start: str
    end: str


class Contents(Answer):
    """What a version of a data set holds, by label."""

    version: str
    total_results: int
    file: FileReference
    time_periods: TimePeriodRange
    geographic_levels: tuple[str, ...]
    filters: tuple[str, ...]
    indicators: tuple[str, ...]


class LatestVersion(Contents):
    published: dt.datetime


class ReleaseReference(Answer):
    title: str
    slug: str


class DataSetVersion(Contents):
    type: str  # Major, Minor, Patch
    status: str  # Published, Deprecated, Withdrawn
    notes: str
    release: ReleaseReference
    published: dt.datetime | None = None
    withdrawn: dt.datetime | None = None


class DataSet(Answer):
    id: str
    title: str
    summary: str
    status: str  # Published, Deprecated, Withdrawn
    superseding_data_set_id: str | None = None
    latest_version: LatestVersion | None = None


class GeographicLevel(Answer):
    code: str
    label: str = ""


class Option(Answer):
    id: str
    label: str


class LocationOption(Option):
    """A place with whichever codes its level has."""

    code: str | None = None
    old_code: str | None = None
    urn: str | None = None
    la_estab: str | None = None
    ukprn: str | None = None


class FilterMeta(Option):
    column: str
    hint: str = ""
    options: tuple[Option, ...] = ()


class IndicatorMeta(Option):
    column: str
    unit: str | None = None
    decimal_places: int | None = None


class LocationGroup(Answer):
    level: GeographicLevel
    options: tuple[LocationOption, ...]


class TimePeriodOption(Answer):
    code: str
    period: str
    label: str


class DataSetMeta(Answer):
    """The ids that a query is made of. Parts that were not asked for are empty."""

    filters: tuple[FilterMeta, ...] = ()
    indicators: tuple[IndicatorMeta, ...] = ()
    geographic_levels: tuple[GeographicLevel, ...] = ()
    locations: tuple[LocationGroup, ...] = ()
    time_periods: tuple[TimePeriodOption, ...] = ()


class Change(Answer):
    """One thing as it was and as it is; None where it was not there."""

    previous_state: dict[str, Any] | None = None
    current_state: dict[str, Any] | None = None


class OptionChanges(Answer):
    """Changes to the options of one filter, or to the places of one level."""

    filter: FilterMeta | None = None
    level: GeographicLevel | None = None
    options: tuple[Change, ...]


class ChangeSet(Answer):
    filters: tuple[Change, ...] | None = None
    filter_options: tuple[OptionChanges, ...] | None = None
    geographic_levels: tuple[Change, ...] | None = None
    indicators: tuple[Change, ...] | None = None
    location_groups: tuple[Change, ...] | None = None
    location_options: tuple[OptionChanges, ...] | None = None
    time_periods: tuple[Change, ...] | None = None


class VersionChanges(Answer):
    version_number: str
    major_changes: ChangeSet
    minor_changes: ChangeSet
    notes: str | None = None
    patch_history: tuple[VersionChanges, ...] | None = None


class TimePeriod(Answer):
    code: str
    period: str


class QueryResult(Answer):
    """One row of figures by id. Every value is text as published, and may be a symbol such as x or z."""

    time_period: TimePeriod
    geographic_level: str
    locations: dict[str, str]
    filters: dict[str, str]
    values: dict[str, str]
