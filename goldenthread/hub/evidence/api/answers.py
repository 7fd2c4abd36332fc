"""Answers: JSON that names its build, a page of it at a time, and not sent again to whoever has it."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse

from goldenthread import __version__
from goldenthread.warehouse import Store

MOST, USUAL, FURTHEST = 5_000, 100, 1_000_000
Record = dict[str, Any]


class Listed(Protocol):
    """A list whose pages can be had one by one."""

    def __len__(self) -> int:
        """How long it is."""

    def __getitem__(self, wanted: slice, /) -> Sequence[Any]:
        """A page of it."""


def answered(request: HttpRequest, store: Store, make: Callable[[], Record], rests_on: str = "") -> HttpResponse:
    """What `make` returns as JSON; 304 to whoever has the same build's answer to the same question.

    `rests_on`: what the answer is made of besides the figures and their definitions.
    """
    tag = etag(request, store, rests_on)
    response = unchanged(request, tag)
    if response is None:
        response = in_json(make())
    response["ETag"] = tag
    return response


def unchanged(request: HttpRequest, tag: str) -> HttpResponse | None:
    """304 to whoever has the answer with this tag."""
    held = [each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")]
    if request.method != "GET" or tag not in held:
        return None
    response = HttpResponse(status=304, headers={"ETag": tag})
    del response["Content-Type"]
    return response


def etag(request: HttpRequest, store: Store, rests_on: str = "") -> str:
    """The build and the question: the answer is a function of these two, in one version of code and definitions."""
    written = f"{__version__} {store.catalogue.sha256} {rests_on}"
    asked = f"{written} {request.path} {sorted(request.GET.lists())}"
    return f'"{store.build.id}-{hashlib.sha256(asked.encode("utf-8", "replace")).hexdigest()[:16]}"'


def in_json(told: Record) -> HttpResponse:
    """An answer as it is sent."""
    return HttpResponse(json.dumps(told, ensure_ascii=False, allow_nan=False), content_type="application/json")


def page(
    request: HttpRequest,
    store: Store,
    found: Listed,
    limit: int,
    offset: int,
    shape: Callable[[Any], Record],
    next_of: Callable[[int], Any] | None = None,
) -> Record:
    """One page of a list. It names the build, so that pages fit together.

    `next_of`: what leads to the page that begins at an offset, where that is not its address.
    """
    next_of = next_of or functools.partial(next_page, request, store)
    return {
        "build": store.build.id,
        "total": len(found),
        "limit": limit,
        "offset": offset,
        "next": next_of(offset + limit) if offset + limit < len(found) else None,
        "items": [shape(each) for each in found[offset : offset + limit]],
    }


def next_page(request: HttpRequest, store: Store, offset: int) -> str:
    """The address of the page that begins there."""
    query = request.GET.copy()
    query["offset"], query["build"] = str(offset), store.build.id
    return f"{request.path}?{query.urlencode()}"
