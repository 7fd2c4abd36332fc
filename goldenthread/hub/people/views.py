"""Views about people."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .actors import actor_of

View = Callable[..., HttpResponse]


def members_only(view: View) -> View:
    """For people who are signed in; their pages are kept by no cache."""

    @functools.wraps(view)
    def signed_in(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        response = view(request, *args, **named)
        response["Cache-Control"] = "private, no-store"
        return response

    return login_required(never_cache(signed_in))


@require_safe
@members_only
def members(request: HttpRequest) -> HttpResponse:
    """Where a person lands after sign-in."""
    return render(request, "people/members.html", {"actor": actor_of(request)})
