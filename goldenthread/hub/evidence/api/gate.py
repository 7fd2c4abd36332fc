"""What is the same for every answer of the API: who may read it, how often, and faults as problem details."""

from __future__ import annotations

import math
from collections.abc import Callable

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from .limits import seconds_to_wait
from .problems import NO_SUCH_ADDRESS, TYPE, problem

PREFIX = "/api/v1/"
METHODS = "GET, HEAD, OPTIONS"
Answer = Callable[[HttpRequest], HttpResponse]
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def api_gate(answer: Answer) -> Answer:
    """Middleware for addresses of the API; others pass as they are."""

    def through(request: HttpRequest) -> HttpResponse:
        if not f"{request.path}/".startswith(PREFIX):
            return answer(request)
        response = _answered(request, answer)
        for name, value in OPEN.items():
            response[name] = value
        # Whoever keeps an answer asks whether it still holds: a new build shows at once.
        response["Cache-Control"] = "public, no-cache" if response.status_code < 400 else "no-store"
        patch_vary_headers(response, ("Accept-Encoding",))
        return response

    return through


def _answered(request: HttpRequest, answer: Answer) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(
            status=204,
            headers={
                "Allow": METHODS,
                "Access-Control-Allow-Methods": METHODS,
                "Access-Control-Allow-Headers": "If-None-Match",
            },
        )
    if request.method not in ("GET", "HEAD"):
        refused = problem(request, 405, f"The API is read only. It answers {METHODS}.")
        refused["Allow"] = METHODS
        return refused
    wait = seconds_to_wait(request)
    if wait:
        refused = problem(
            request, 429, "Too many questions in a short time. Wait as long as Retry-After says, then go on."
        )
        refused["Retry-After"] = str(math.ceil(wait))
        return refused
    try:
        request.GET  # noqa: B018 - reading it is what fails
    except TooManyFieldsSent:
        return problem(request, 400, "The question names too many things: at most a thousand at once, and 200 areas.")
    is_head, request.method = request.method == "HEAD", "GET"
    response = answer(request)
    if is_head:
        request.method = "HEAD"
    if response.status_code >= 400 and response["Content-Type"] != TYPE:
        response = problem(
            request, response.status_code, NO_SUCH_ADDRESS if response.status_code == 404 else response.reason_phrase
        )
    if is_head:
        response.content = b""
    return response
