"""The Explore Education Statistics API, call by call, as typed Python. Nothing here touches the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, TypeVar

from pydantic import ValidationError

from .addresses import Addresses, checked_id, checked_version, shown
from .ees_records import (
    Answer,
    DataSet,
    DataSetMeta,
    DataSetVersion,
    Page,
    PublicationSummary,
    QueryResult,
    QueryWarning,
    T,
    VersionChanges,
)
from .faults import FetchError, QueryNoResults, QueryWarned, UnknownAnswer
from .transport import Transport

A = TypeVar("A", bound=Answer)
MetaType = Literal["Filters", "Indicators", "Locations", "TimePeriods"]


class EesClient:
    """One method a call. All raise ServiceUnreachable, ServiceRefused, NotThere or UnknownAnswer.

    A `version` is 2.0 or, for the newest of a kind, 2.* or *; without one the service takes the latest.
    Lists come page by page, each result exactly once.
    """

    def __init__(self, addresses: Addresses, transport: Transport) -> None:
        self._at = addresses
        self._transport = transport

    def list_publications(self, search: str | None = None, *, page_size: int = 40) -> Iterator[PublicationSummary]:
        """Publications that have data sets in the API, by title; `search` takes three letters or more."""
        if search is not None and len(search.strip()) < 3:
            raise FetchError("A search needs at least three letters.")
        return self._list("publications", PublicationSummary, page_size, search=search)

    def get_publication(self, publication_id: str) -> PublicationSummary:
        """One publication's title, slug and summary."""
        return self._get(self._at.of_call(f"publications/{checked_id(publication_id)}"), PublicationSummary)

    def list_data_sets(self, publication_id: str, *, page_size: int = 20) -> Iterator[DataSet]:
        """The data sets of a publication."""
        return self._list(f"publications/{checked_id(publication_id)}/data-sets", DataSet, page_size)

    def get_data_set(self, data_set_id: str) -> DataSet:
        """A data set's title, standing and latest version."""
        return self._get(self._at.of_call(_path(data_set_id)), DataSet)

    def get_meta(
        self, data_set_id: str, version: str | None = None, *, types: tuple[MetaType, ...] = ()
    ) -> DataSetMeta:
        """The ids that a query is made of; `types` leaves the other parts out."""
        address = self._at.of_call(f"{_path(data_set_id)}/meta", dataSetVersion=_pin(version), types=types)
        return self._get(address, DataSetMeta)

    def list_versions(self, data_set_id: str, *, page_size: int = 20) -> Iterator[DataSetVersion]:
        """Every version of a data set, newest first."""
        return self._list(f"{_path(data_set_id)}/versions", DataSetVersion, page_size)

    def get_version(self, data_set_id: str, version: str) -> DataSetVersion:
        """One version; of 1.* the newest, whose exact number is in the answer."""
        return self._get(self._at.of_call(f"{_path(data_set_id)}/versions/{checked_version(version)}"), DataSetVersion)

    def get_changes(self, data_set_id: str, version: str, *, patch_history: bool = False) -> VersionChanges:
        """What a version changed; this call has no pages."""
        path = f"{_path(data_set_id)}/versions/{checked_version(version)}/changes"
        return self._get(self._at.of_call(path, includePatchHistory=patch_history or None), VersionChanges)

    def query(
        self, data_set_id: str, question: Mapping[str, Any], *, version: str | None = None, page_size: int = 1000
    ) -> Iterator[QueryResult]:
        """Every row that answers the question (the service's own query document, without page and pageSize).

        Pin the version: a new one in between is noticed, but only after rows have been handed out.
        Raises QueryNoResults when nothing matches and QueryWarned for any other warning, such as unknown ids.
        """
        if question.get("debug"):
            raise FetchError("A query with debug mixes labels into ids. Leave debug out.")
        address = self._at.of_call(f"{_path(data_set_id)}/query", dataSetVersion=_pin(version))

        def ask(number: int) -> Page[QueryResult]:
            body = {"indicators": None, **question, "page": number, "pageSize": page_size}
            page = _typed(self._transport.post_json(address, body), Page[QueryResult], address)
            _refuse_warnings(address, page.warnings)
            return page

        return _every_result(ask, address)

    def csv_address(self, data_set_id: str, version: str) -> str:
        """Where the whole of a version is as a CSV with labels, packed with gzip."""
        return self._at.of_call(f"{_path(data_set_id)}/csv", dataSetVersion=checked_version(version))

    def _get(self, address: str, model: type[A]) -> A:
        return _typed(self._transport.get_json(address), model, address)

    def _list(self, path: str, model: type[T], page_size: int, **query: str | None) -> Iterator[T]:
        def ask(number: int) -> Page[T]:
            address = self._at.of_call(path, **query, page=number, pageSize=page_size)
            return _typed(self._transport.get_json(address), Page[model], address)  # type: ignore[valid-type]

        return _every_result(ask, self._at.of_call(path))


def _path(data_set_id: str) -> str:
    return f"data-sets/{checked_id(data_set_id)}"


def _pin(version: str | None) -> str | None:
    return None if version is None else checked_version(version)


def _every_result(ask: Callable[[int], Page[T]], address: str) -> Iterator[T]:
    """Walks the pages from the first, and makes sure at the end that nothing was missed or moved."""
    seen, number, expected = 0, 1, None
    while True:
        page = ask(number)
        expected = page.paging.total_results if expected is None else expected
        yield from page.results
        seen += len(page.results)
        if seen > expected or page.paging.total_results != expected:
            break
        if number >= page.paging.total_pages or not page.results:
            break
        number += 1
    if seen != expected or page.paging.total_results != expected:
        raise UnknownAnswer(
            f"{shown(address)} gave {seen:,} of {expected:,} results: the data changed between pages. Run it again."
        )


def _typed(content: Any, model: type[A], address: str) -> A:
    try:
        return model.model_validate(content)
    except ValidationError as fault:
        first = fault.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        raise UnknownAnswer(
            f"{shown(address)} answered in a form this version does not know ({place}: {first['msg']}). "
            "Check the address (--base-url), or update Golden Thread."
        ) from fault


def _refuse_warnings(address: str, warnings: tuple[QueryWarning, ...]) -> None:
    if not warnings:
        return
    codes = [warning.code for warning in warnings]
    if set(codes) == {"QueryNoResults"}:
        raise QueryNoResults(f"{shown(address)}: the query matches no rows. Widen its criteria.", codes=codes)
    told = "; ".join(_sentence(warning) for warning in warnings)
    raise QueryWarned(
        f"{shown(address)} answered with warnings: {told}. Take the ids from the data set's meta.", codes=codes
    )


def _sentence(warning: QueryWarning) -> str:
    place = f"{warning.path}: " if warning.path else ""
    detail = f" ({warning.detail})" if warning.detail else ""
    return f"{place}{warning.message.rstrip('.')}{detail} [{warning.code}]"
