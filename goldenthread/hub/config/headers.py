"""Middleware of our own: headers Django has no setting for, and plain pages for plain faults."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.warehouse import StoreMissing

Answer = Callable[[HttpRequest], HttpResponse]
HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Browsers keep pages but ask each time whether they still hold: a new build shows at once.
    "Cache-Control": "no-cache",
}


def more_headers(answer: Answer) -> Answer:
    """Adds HEADERS to every page that has not set its own."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return with_headers


class plain_faults:  # noqa: N801 - middleware is named like a function, whichever it is
    """Answers 503 with what to run when there are no figures yet."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """The page for a store without a build; None leaves other faults to Django."""
        if not isinstance(fault, StoreMissing):
            return None
        return render(request, "503.html", status=503)
