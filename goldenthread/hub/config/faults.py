"""Pages for addresses that lead nowhere, questions that cannot be answered and forms that cannot be trusted."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.hub.people.interface import SecondFactorNeeded, actor_of


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, with our own explanation where there is one."""
    message = str(exception) if isinstance(exception, BadRequest) else ""
    return render(request, "400.html", {"message": message}, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with our own explanation where there is one."""
    told = exception.args[0] if isinstance(exception, Http404) and exception.args else ""
    return render(request, "404.html", {"message": told if isinstance(told, str) else ""}, status=404)


def untrusted_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, for what was sent without the mark that our own forms carry. `reason` is for logs, not for readers."""
    return render(request, "403.html", status=403)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with what would allow it: a second step at sign-in, or another role."""
    needs_factor = isinstance(exception, SecondFactorNeeded)
    message = "" if needs_factor else str(exception)
    actor = actor_of(request)
    told = {"needs_factor": needs_factor, "message": message, "may_join": bool(actor.key) and not actor.roles}
    return render(request, "403_role.html", told, status=403)
