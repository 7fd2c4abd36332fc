"""Middleware that refuses what is too large to be a form of ours, before a letter of it is read."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Answer = Callable[[HttpRequest], HttpResponse]
UNTOLD = (
    "What was sent does not say how large it is, so it was not read, and nothing was changed. Send it with its length."
)


class refuse_large_requests:  # noqa: N801 - middleware is named like a function, whichever it is
    """Answers 413 where more than REQUEST_MOST_BYTES are sent, and 411 where nobody says how much it is.

    It stands before the check whether a form may be trusted, which would read all of it. What is sent without its
    length, Django reads none of; so it is refused rather than taken for an empty form.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *asked: object
    ) -> HttpResponse | None:
        """The page that says so; None where the view may be asked."""
        if request.META.get("HTTP_TRANSFER_ENCODING"):
            return _refused(request, UNTOLD, HTTPStatus.LENGTH_REQUIRED)
        length, most = length_of(request), int(settings.REQUEST_MOST_BYTES)
        if length is None or length > most:
            words = (
                f"At most {most // (1024 * 1024)} MB can be sent at once. Nothing of it was read, and nothing was changed. "
                "Make the file smaller, or add a link to it instead."
            )
            return _refused(request, words, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return None


def length_of(request: HttpRequest) -> int | None:
    """How many bytes are sent, as the request says; None where it says what cannot be."""
    told = str(request.META.get("CONTENT_LENGTH") or "0").strip()
    return int(told) if told.isdecimal() and len(told) <= 15 else None


def _refused(request: HttpRequest, message: str, status: HTTPStatus) -> HttpResponse:
    return render(request, "413.html", {"message": message}, status=status)
