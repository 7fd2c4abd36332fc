"""What is the same for every answer of the API: who may read it, how often, and faults as problem details."""

from __future__ import annotations

import math
from collections.abc import Callable

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers

from .limits import seconds_to_wait
from .problems import NO_SUCH_ADDRESS, TYPE, problem

PREFIX = "/api/v1/"
METHODS = "GET, HEAD, OPTIONS"
Answer = Callable[[HttpRequest], HttpResponse]
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match",
}
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def api_gate(answer: Answer) -> Answer:
    """Middleware for addresses of the API; others pass as they are."""

    def through(request: HttpRequest) -> HttpResponse:
        if not f"{request.path}/".startswith(PREFIX):
            return answer(request)
        asked, request.method = request.method, "GET" if request.method == "HEAD" else request.method
        response = _answered(request, answer)
        if asked == "HEAD":
            request.method = asked
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        for name, value in OPEN.items():
            response[name] = value
        # Whoever keeps an answer asks whether it still holds: a new build shows at once.
        response["Cache-Control"] = "public, no-cache" if response.status_code < 400 else "no-store"
        patch_vary_headers(response, ("Accept-Encoding",))
        return response

    return through


def _answered(request: HttpRequest, answer: Answer) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=PREFLIGHT)
    refused = _refused(request)
    if refused:
        return refused
    response = answer(request)
    if response.status_code >= 400 and response["Content-Type"] != TYPE:
        response = problem(request, response.status_code, response.reason_phrase)
    return response


def _refused(request: HttpRequest) -> HttpResponse | None:
    """The problem with a question that is not passed on: it writes, comes too soon, leads nowhere or says too much."""
    if request.method != "GET":
        return problem(request, 405, f"The API is read only. It answers {METHODS}.", Allow=METHODS)
    wait = seconds_to_wait(request)
    if wait:
        told = "Too many questions in a short time. Wait as long as Retry-After says, then go on."
        return problem(request, 429, told, **{"Retry-After": str(math.ceil(wait))})
    try:
        resolve(request.path_info)
        request.GET  # noqa: B018 - reading it is what fails
    except Resolver404:
        return problem(request, 404, NO_SUCH_ADDRESS)
    except TooManyFieldsSent:
        return problem(request, 400, "The question names too many things: at most a thousand at once, and 200 areas.")
    return None
