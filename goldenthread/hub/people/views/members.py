"""A person's own page, and what they say about themselves."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.hub.ui.interface import Page

from ..actions.account import change_account
from ..actors import actor_of
from ..forms import AccountForm
from ..gate import members_only
from ..models import Person
from ..policies import lacks_second_factor
from ..presenters.members import home

HOME = ("Members", "/members/")


@require_safe
@members_only
def members(request: HttpRequest) -> HttpResponse:
    """Where a person lands after sign-in."""
    actor = actor_of(request)
    page = Page(actor.name or actor.email)
    shown = home(actor, lacks_second_factor(actor))
    return render(request, "people/members.html", {"actor": actor, "home": shown, "page": page})


@require_safe
@members_only
def second_step(request: HttpRequest) -> HttpResponse:
    """Leads to a second factor whoever needs one; `next` is where they wanted to go."""
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        wanted = ""
    page = Page("Set up a second step at sign-in", crumbs=(HOME,))
    return render(request, "people/second_step.html", {"page": page, "wanted": wanted, "actor": actor_of(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def account(request: HttpRequest) -> HttpResponse:
    """One's name and whether mails are wanted."""
    person = Person.objects.get(pk=actor_of(request).key)
    form = AccountForm(
        request.POST if request.method == "POST" else None,
        initial={"name": person.name, "wants_digest": person.wants_digest},
    )
    if request.method == "POST" and form.is_valid():
        change_account(by=actor_of(request), **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("members")
    page = Page("Your name and mails", crumbs=(HOME,))
    return render(request, "people/form_page.html", {"page": page, "form": form, "button": "Save"})
