"""One's own data: a copy of it, and closing the account."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.hub.ui.interface import Page

from ..actions.account import close_account, export_account
from ..actors import actor_of
from ..faults import NotPossible
from ..forms import CloseForm
from ..gate import members_only
from ..personal import told_to_people
from .members import HOME


@require_safe
@members_only
def own_data(request: HttpRequest) -> HttpResponse:
    """What the site keeps about a person, why and how long."""
    page = Page("Your data", crumbs=(HOME,))
    return render(request, "people/data.html", {"page": page, "kept": told_to_people()})


@require_safe
@members_only
@reauthentication_required  # type: ignore[untyped-decorator]
def own_data_file(request: HttpRequest) -> HttpResponse:
    """Everything about oneself, as a file."""
    response = JsonResponse(
        export_account(by=actor_of(request)), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    response["Content-Disposition"] = 'attachment; filename="golden-thread-my-data.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
@reauthentication_required  # type: ignore[untyped-decorator]
def account_close(request: HttpRequest) -> HttpResponse:
    """Asks whether the account is to be closed, and closes it."""
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            close_account(by=actor_of(request))
        except NotPossible as fault:
            form.add_error("sure", str(fault))
        else:
            logout(request)
            messages.success(request, "Your account is closed. Thank you for your work.")
            return redirect("account_login")
    page = Page("Close your account", crumbs=(HOME, ("Your data", "/members/data/")))
    return render(request, "people/account_close.html", {"page": page, "form": form})
