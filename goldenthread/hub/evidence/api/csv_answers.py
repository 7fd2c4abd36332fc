"""Figures as CSV: the rows and the columns of the files that pages offer, sent as they are read."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse

from goldenthread.hub.evidence.takeaway import csv_file, tables
from goldenthread.warehouse.rows import CELL_ROLES

from .answers import next_page
from .observations import Found
from .problems import Problem
from .schemas import ObservationQuestion

TYPE = "text/csv"
MOST_ROWS = 100_000
AT_ONCE = 3_000


def wants_csv(request: HttpRequest, asked: ObservationQuestion) -> bool:
    """Whether the question, or what the reader accepts, says CSV."""
    if asked.format:
        return asked.format == "csv"
    return request.get_preferred_type(["application/json", TYPE]) == TYPE


def streamed(request: HttpRequest, found: Found, asked: ObservationQuestion) -> StreamingHttpResponse:
    """Every figure from `offset` on, or so many as `limit` says. Raises Problem for too many.

    The first rows are read at once: what cannot be read is said before anything is sent.
    """
    is_limited = "limit" in asked.model_fields_set
    stop = min(len(found), asked.offset + asked.limit) if is_limited else len(found)
    if stop - asked.offset > MOST_ROWS:
        raise Problem(
            400, f"These are {stop - asked.offset:,} figures; at most {MOST_ROWS:,} in one CSV. Ask for fewer, or page "
            "by page with 'limit' and 'offset'.",
        )  # fmt: skip
    pieces = _pieces(found, asked.offset, stop)
    response = StreamingHttpResponse(itertools.chain([next(pieces)], pieces), content_type=f"{TYPE}; charset=utf-8")
    name = "-".join((*dict.fromkeys(asked.indicator[:1]), found.store.build.id))
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    if stop < len(found) and request.method == "GET":
        response["Link"] = f'<{next_page(request, found.store, stop)}>; rel="next"'
    return response


def _pieces(found: Found, start: int, stop: int) -> Iterator[bytes]:
    """At least one: the headings, above whatever rows there are."""
    for begin in range(start, max(stop, start + 1), AT_ONCE):
        figures = found[begin : min(begin + AT_ONCE, stop)]
        # Every role has its columns, whether or not a row of this piece needs them.
        table = tables.table_of("", figures, found.store.catalogue, CELL_ROLES)
        yield csv_file.written(table, has_headings=begin == start).encode()
