"""Joining: asking, deciding, and accepting an invitation."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.hub.ui.interface import Page, wording

from ..actions.applications import ask_to_join, decide, withdraw_application
from ..actions.invitations import accept, accept_found, invitation_with, is_for
from ..actors import Actor, actor_for, actor_of
from ..faults import NotPossible
from ..forms import JoinForm
from ..gate import members_only
from ..models import Application, Invitation, Membership, Organisation, Person
from ..policies import demand, lacks_second_factor
from .members import HOME


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def join(request: HttpRequest) -> HttpResponse:
    """Asks to join an organisation."""
    actor = actor_of(request)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        wanted = Organisation.objects.get(pk=form.cleaned_data["organisation"])
        try:
            ask_to_join(wanted, by=actor, role=form.cleaned_data["role"], reason=form.cleaned_data["reason"])
        except NotPossible as fault:
            form.add_error("role", str(fault))
        else:
            messages.success(request, f"You have asked to join {wanted.name}. You get a mail when it is decided.")
            return redirect("members")
    page = Page("Ask to join an organisation", crumbs=(HOME,))
    return render(request, "people/form_page.html", {"page": page, "form": form, "button": "Ask to join"})


@require_POST
@members_only
def application_withdrawn(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes one's own wish back."""
    withdraw_application(pk, by=actor_of(request))
    messages.success(request, "You have taken it back.")
    return redirect("members")


@require_POST
@members_only
def application_decided(request: HttpRequest, pk: int) -> HttpResponse:
    """An administrator's answer."""
    actor = actor_of(request)
    application = get_object_or_404(Application.objects.select_related("organisation", "person"), pk=pk)
    demand(actor, "manage", "members", organisation=application.organisation_id)
    granted = request.POST.get("answer") == "grant"
    try:
        decide(application, by=actor, granted=granted)
    except NotPossible as fault:
        messages.error(request, str(fault))
    else:
        done = "is now a member" if granted else "is told that the answer is no"
        messages.success(request, f"{application.person.name} {done}.")
    return redirect("organisation", application.organisation_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Where the link of an invitation leads; open to anybody who has it."""
    actor = actor_of(request)
    try:
        found = invitation_with(secret)
        if request.method == "POST" and actor.key:
            return _joined(request, accept(secret, by=actor), actor)
    except NotPossible as fault:
        return _fault(request, fault)
    if not actor.key:  # whoever has the link reads mail at the address, so it need not be confirmed again
        get_adapter().stash_verified_email(request, found.email)
    told = {
        "page": Page(f"{found.organisation.name} invites you"),
        "invitation": found,
        "actor": actor,
        "foreign": bool(actor.key) and not is_for(found, actor),
        "back": urlencode({"next": reverse("invitation", args=[secret])}),
    }
    return render(request, "people/invitation.html", told)


@require_POST
@members_only
def invitation_accepted(request: HttpRequest, pk: int) -> HttpResponse:
    """Accepts an invitation from one's own page; it is not there for anybody whose confirmed address it was not sent to."""
    actor = actor_of(request)
    found = get_object_or_404(Invitation.objects.select_related("organisation"), pk=pk)
    if not is_for(found, actor):
        raise Http404("There is no such invitation to you.")
    try:
        return _joined(request, accept_found(found, by=actor), actor)
    except NotPossible as fault:
        return _fault(request, fault)


def _joined(request: HttpRequest, found: Invitation, actor: Actor) -> HttpResponse:
    messages.success(request, f"You are now a member of {found.organisation.name}.{_held(found, actor.key)}")
    joined = actor_for(Person.objects.get(pk=actor.key), actor.second_factor)
    return redirect("second-step" if lacks_second_factor(joined) else "members")


def _fault(request: HttpRequest, fault: NotPossible) -> HttpResponse:
    page = Page("This invitation cannot be used")
    return render(request, "people/invitation_fault.html", {"page": page, "fault": str(fault)}, status=410)


@require_POST
def invitation_forgotten(request: HttpRequest) -> HttpResponse:
    """Lets whoever opened an invitation in this browser register with another address."""
    request.session.pop("account_verified_email", None)
    return redirect("account_signup")


def _held(found: Invitation, person: str) -> str:
    """That another role is still held beside the new one, and where it is ended; '' where there is none."""
    roles = Membership.objects.filter(person_id=person, organisation_id=found.organisation_id, ended_at=None)
    others = [each.get_role_display().lower() for each in roles if each.role != found.role]
    if not others:
        return ""
    return f" You hold both roles now, {found.get_role_display().lower()} and {wording.listed(others)}: end the one that you no longer need below."
