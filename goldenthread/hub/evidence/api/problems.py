"""Faults as problem details (RFC 9457): JSON that says what is wrong and what to do, in the words of the pages."""

from __future__ import annotations

import json
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

TYPE = "application/problem+json"
NO_SUCH_ADDRESS = "There is nothing at this address. /api/v1/ lists what there is."


class Problem(Exception):
    """A question that cannot be answered. `status`: the HTTP status; `detail`: why, and what to ask instead."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


def problem(request: HttpRequest, status: int, detail: str, **headers: str) -> HttpResponse:
    """The answer that says so, with these headers."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.path,
    }
    text = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")  # halves of characters may be repeated
    return HttpResponse(text, status=status, content_type=TYPE, headers=headers)
