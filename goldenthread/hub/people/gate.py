"""Who gets to a view at all."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponse]


def members_only(view: View) -> View:
    """For people who are signed in; their pages are kept by no cache."""

    @functools.wraps(view)
    def signed_in(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        response = view(request, *args, **named)
        response["Cache-Control"] = "private, no-store"
        return response

    return login_required(never_cache(signed_in))
