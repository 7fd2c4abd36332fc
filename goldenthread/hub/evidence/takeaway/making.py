"""Files made once for a build and kept for the next who asks; whoever asks for many new ones in a short time waits."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from goldenthread import __version__
from goldenthread.hub.evidence.api import limits
from goldenthread.warehouse import Store


def made(
    request: HttpRequest, store: Store, asked: tuple[object, ...], headers: Mapping[str, str],
    make: Callable[[], bytes | str],
) -> HttpResponseBase:  # fmt: skip
    """The file: 304 for whoever has it, the kept one, or one made now; 429 where that is asked too often.

    `asked`: all that the file depends on besides its build; `headers`: what kind of file it is, and its name.
    """
    response = HttpResponse(headers=headers)
    response["ETag"] = tag = _tag(store, asked)
    unchanged = get_conditional_response(request, etag=tag, response=None)
    if unchanged is not None:
        return unchanged
    content: bytes | None = caches["pages"].get(f"file:{tag}")
    if content is None:
        allowance = limits.take_for_a_file(request)
        if allowance.wait:
            return _too_many(request, math.ceil(allowance.wait))
        try:
            response.content = make()
        except Exception:  # such as for a chart that is not there
            limits.give_back_a_file(request)
            raise
        content = response.content
        caches["pages"].set(f"file:{tag}", content)
    response.content = content
    return response


def _too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    page = render(request, "429.html", {"what": "files"}, status=429)
    page["Retry-After"] = str(seconds)
    return page


def _tag(store: Store, asked: tuple[object, ...]) -> str:
    """A name for these bytes: the same build, question and version of the site always give the same."""
    told = repr((store.build.id, store.catalogue.sha256, __version__, asked))
    return quote_etag(hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32])
