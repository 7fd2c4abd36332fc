"""Middleware of our own: headers Django has no setting for, and plain pages for plain faults."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.hub.evidence.interface import BuildDamaged, BuildGone, BuildUnreadable, whose_fault
from goldenthread.warehouse import StoreMissing
from goldenthread.warehouse.faults import StoreDamaged, StoreOutdated

Answer = Callable[[HttpRequest], HttpResponse]
HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Browsers keep pages but ask each time whether they still hold: a new build shows at once.
    "Cache-Control": "no-cache",
}
ACCOUNTS = "/account/"  # pages about somebody, which are not ours to mark one by one


def more_headers(answer: Answer) -> Answer:
    """Adds HEADERS to every page that has not set its own."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.path.startswith(ACCOUNTS):
            response["Cache-Control"] = "private, no-store"
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return with_headers


READING = ("GET", "HEAD")
EVIDENCE = "goldenthread.hub.evidence."


class read_only:  # noqa: N801 - middleware is named like a function, whichever it is
    """Refuses in words what is sent to pages that can only be read, before anybody asks whether it may be trusted.

    They are those of the evidence; what members write has forms, and the API has a gate of its own.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *asked: object
    ) -> HttpResponse | None:
        """The page that says so; None where the view may be asked."""
        is_evidence = view.__module__.startswith(EVIDENCE) and not getattr(view, "csrf_exempt", False)
        if request.method in READING or not is_evidence:
            return None
        page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page["Allow"] = ", ".join(READING)
        return page


TOO_MANY = (
    f"The address asks for more than {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} things at once, which is more than any page shows. "
    "Leave out most of the places."
)
UNREADABLE = (
    (BuildUnreadable, "were made by an older version of its software"),
    (BuildDamaged, "are damaged on its disk"),
)
STATES = ((StoreDamaged, "damaged"), (StoreOutdated, "outdated"))


class plain_faults:  # noqa: N801 - middleware is named like a function, whichever it is
    """Answers 503 with what to run when there are no figures to show, and 405 in words."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = render(request, "405.html", status=response.status_code)
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """The page for a store without a build; None leaves other faults to Django."""
        fault = whose_fault(fault, request)
        if isinstance(fault, BuildGone):
            query = request.GET.copy()
            query.pop("build", None)
            in_force = request.path + (f"?{query.urlencode()}" if query else "")
            why = next((words for kind, words in UNREADABLE if isinstance(fault, kind)), "")
            told = {"build_id": str(fault), "in_force": in_force, "why": why}
            return render(request, "410.html", told, status=410)
        if isinstance(fault, TooManyFieldsSent):
            return render(request, "400.html", {"message": TOO_MANY}, status=400)
        if not isinstance(fault, StoreMissing):
            return None
        state = next((state for kind, state in STATES if isinstance(fault, kind)), "missing")
        return render(request, "503.html", {"state": state}, status=503)
