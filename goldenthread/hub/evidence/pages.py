"""Pages drawn once for a build. A page is a function of its build and of what was asked, and of nothing else."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from goldenthread.warehouse import Store

from . import queries

NOT_PACKED = re.compile(r"gzip\s*;\s*q=0(\.0*)?\s*(,|$)", re.IGNORECASE)
Answer = Callable[[HttpRequest], HttpResponse]


def remembered(store: Store, asked: tuple[object, ...], draw: Callable[[], HttpResponse]) -> HttpResponse:
    """The page drawn before for the same build and question, else the one drawn now.

    `asked` is what was understood of the address, not the address itself, so that addresses made up
    by the thousand cannot fill the memory with copies of one page. It is kept and handed on compressed;
    `unpacked_where_asked` unpacks it for the few who cannot.
    """
    pages = caches["pages"]
    question = hashlib.sha256(repr(asked).encode("utf-8", "replace")).hexdigest()
    in_force = queries.current_store().build.id  # which the foot of every page names, of an older build's too
    key = f"page:{store.build.id}:{in_force}:{question}"  # addresses with many places are longer than a key may be
    packed: bytes | None = pages.get(key)
    if packed is None:
        packed = gzip.compress(draw().content, compresslevel=6, mtime=0)
        pages.set(key, packed)
    response = HttpResponse(packed)
    response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def site_of(request: HttpRequest) -> str:
    """'https://host', as the reader reached it."""
    return request.build_absolute_uri("/").rstrip("/")


def unpacked_where_asked(answer: Answer) -> Answer:
    """Middleware: pages kept compressed go out plain to whoever does not say that they can unpack them."""

    def unpacked(request: HttpRequest) -> HttpResponse:
        if NOT_PACKED.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            request.META["HTTP_ACCEPT_ENCODING"] = ""  # Django's own middleware, outside this one, would pack it
        response = answer(request)
        is_packed = response.get("Content-Encoding") == "gzip" and not response.streaming
        if is_packed and "gzip" not in request.META.get("HTTP_ACCEPT_ENCODING", ""):
            response.content = gzip.decompress(response.content)
            del response["Content-Encoding"]
            response["Content-Length"] = str(len(response.content))
        return response

    return unpacked
