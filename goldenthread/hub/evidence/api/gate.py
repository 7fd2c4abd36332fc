"""What is the same for every answer of the API: who may read it, how often, and faults as problem details."""

from __future__ import annotations

import math
from collections.abc import Callable

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers

from .limits import Allowance, take
from .problems import NO_SUCH_ADDRESS, TYPE, problem
from .schemas import MOST_PLACES, MOST_PLACES_POSTED

PREFIX = "/api/v1/"
POSTED = f"{PREFIX}observations/query"  # the one address that is asked by POST, and keeps nothing either
JSON = "application/json"
READING, POSTING = "GET, HEAD, OPTIONS", "POST, OPTIONS"
Answer = Callable[[HttpRequest], HttpResponseBase]
TOO_MANY = (
    f"The question names too many things: at most a thousand at once, and {MOST_PLACES} areas. "
    f"A list of up to {MOST_PLACES_POSTED:,} areas can be sent by POST to {POSTED}."
)
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, RateLimit, RateLimit-Policy, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def api_gate(answer: Answer) -> Answer:
    """Middleware for addresses of the API; others pass as they are."""

    def through(request: HttpRequest) -> HttpResponseBase:
        if not f"{request.path}/".startswith(PREFIX):
            return answer(request)
        asked, request.method = request.method, "GET" if request.method == "HEAD" else request.method
        response = _answered(request, answer)
        if asked == "HEAD":
            request.method = asked
            response = _without_body(response)
        for name, value in OPEN.items():
            response[name] = value
        # Whoever keeps an answer asks whether it still holds: a new build shows at once.
        may_keep = response.status_code < 400 and asked != "POST"
        response["Cache-Control"] = "public, no-cache" if may_keep else "no-store"
        patch_vary_headers(response, ("Accept-Encoding",))
        return response

    return through


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    """The answer to HEAD. What was to be streamed is closed by the server with the answer."""
    if isinstance(response, HttpResponse):
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
    elif isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()
    return response


def _answered(request: HttpRequest, answer: Answer) -> HttpResponseBase:
    methods = POSTING if request.path == POSTED else READING
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={
            "Allow": methods, "Access-Control-Allow-Methods": methods,
            "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
        })  # fmt: skip
    if request.method not in methods.split(", "):
        return problem(request, 405, f"The API is read only. This address answers {methods}.", Allow=methods)
    if request.method == "POST" and request.content_type not in (JSON, ""):
        return problem(
            request, 415, f"The question is sent as JSON, with the header Content-Type: {JSON}.", Accept=JSON
        )
    allowance = take(request)
    response = _refused(request, allowance) or answer(request)
    if response.status_code >= 400 and response["Content-Type"] != TYPE:
        response = problem(request, response.status_code, response.reason_phrase)
    for name, value in allowance.headers.items():
        response[name] = value
    return response


def _refused(request: HttpRequest, allowance: Allowance) -> HttpResponse | None:
    """The problem with a question that is not passed on: it comes too soon, leads nowhere or says too much."""
    if allowance.wait:
        told = "Too many questions in a short time. Wait as long as Retry-After says, then go on."
        return problem(request, 429, told, **{"Retry-After": str(math.ceil(allowance.wait))})
    try:
        resolve(request.path_info)
        request.GET  # noqa: B018 - reading it is what fails
    except Resolver404:
        return problem(request, 404, NO_SUCH_ADDRESS)
    except TooManyFieldsSent:
        return problem(request, 400, TOO_MANY)
    return None
