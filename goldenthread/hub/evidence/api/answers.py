"""Answers: JSON that names its build, a page of it at a time, and not sent again to whoever has it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from goldenthread import __version__
from goldenthread.warehouse import Store

MOST, USUAL, FURTHEST = 5_000, 100, 1_000_000
Record = dict[str, Any]


def answered(request: HttpRequest, store: Store, make: Callable[[], Record], rests_on: str = "") -> HttpResponse:
    """What `make` returns as JSON; 304 to whoever has the same build's answer to the same question.

    `rests_on`: what the answer is made of besides the figures and their definitions.
    """
    tag = etag(request, store, rests_on)
    if tag in [each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")]:
        response = HttpResponse(status=304)
        del response["Content-Type"]
    else:
        text = json.dumps(make(), ensure_ascii=False, allow_nan=False)
        response = HttpResponse(text, content_type="application/json")
    response["ETag"] = tag
    return response


def etag(request: HttpRequest, store: Store, rests_on: str = "") -> str:
    """The build and the question: the answer is a function of these two, in one version of code and definitions."""
    written = f"{__version__} {store.catalogue.sha256} {rests_on}"
    asked = f"{written} {request.path} {sorted(request.GET.lists())}"
    return f'"{store.build.id}-{hashlib.sha256(asked.encode("utf-8", "replace")).hexdigest()[:16]}"'


def page(
    request: HttpRequest, store: Store, found: Sequence[Any], limit: int, offset: int, shape: Callable[[Any], Record]
) -> Record:
    """One page of a list, with the address of the next. It names the build, so that pages fit together."""
    kept = found[offset : offset + limit]
    return {
        "build": store.build.id,
        "total": len(found),
        "limit": limit,
        "offset": offset,
        "next": _next(request, store, offset + limit) if offset + limit < len(found) else None,
        "items": [shape(each) for each in kept],
    }


def _next(request: HttpRequest, store: Store, offset: int) -> str:
    query = request.GET.copy()
    query["offset"], query["build"] = str(offset), store.build.id
    return f"{request.path}?{query.urlencode()}"
