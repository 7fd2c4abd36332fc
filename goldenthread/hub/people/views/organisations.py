"""Organisations: their people, and adding a setting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.hub.ui.interface import Page

from ..actions.invitations import invite, withdraw_invitation
from ..actions.memberships import end_role
from ..actions.organisations import add_setting
from ..actors import actor_of, london
from ..faults import NotPossible
from ..forms import KIND_HEADINGS, InvitationForm, SettingForm
from ..gate import members_only
from ..models import Invitation, Membership, Organisation
from ..policies import ANY_ORGANISATION, demand, may
from ..presenters.members import partnership_name
from ..presenters.organisation import organisation_page, organisations_table
from .members import HOME


@require_safe
@members_only
def organisations(request: HttpRequest) -> HttpResponse:
    """Every organisation, for those who look after them."""
    actor = actor_of(request)
    demand(actor, "view", "members", organisation=ANY_ORGANISATION)
    addresses = {pk: reverse("organisation", args=[pk]) for pk in Organisation.objects.values_list("pk", flat=True)}
    tables = [organisations_table(kind, title, addresses) for kind, title in KIND_HEADINGS.items()]
    told = {
        "page": Page("Organisations", crumbs=(HOME,)),
        "tables": [table for table in tables if table.rows],
        "manages": may(actor, "manage", "organisations"),
    }
    return render(request, "people/organisations.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new_setting(request: HttpRequest) -> HttpResponse:
    """Adds a school or other setting."""
    actor = actor_of(request)
    demand(actor, "manage", "organisations")
    boroughs = [(code, partnership_name(code)) for code in london()]
    form = SettingForm(request.POST if request.method == "POST" else None, boroughs=boroughs)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_setting(by=actor, **form.cleaned_data)
        except NotPossible as fault:
            form.add_error("name", str(fault))
        else:
            messages.success(request, f"{made.name} is added. Invite its first administrator.")
            return redirect("organisation", made.pk)
    page = Page("Add a school or other setting", crumbs=(HOME, ("Organisations", reverse("organisations"))))
    return render(request, "people/form_page.html", {"page": page, "form": form, "button": "Add"})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """An organisation's people; those who look after them invite here."""
    actor = actor_of(request)
    demand(actor, "view", "members", organisation=slug)
    found = get_object_or_404(Organisation, pk=slug)
    form = InvitationForm(request.POST if request.method == "POST" else None, kind=found.kind)
    if request.method == "POST" and form.is_valid():
        try:
            sent = invite(found, by=actor, **form.cleaned_data)
        except NotPossible as fault:
            form.add_error("role", str(fault))
        else:
            messages.success(request, f"An invitation is on its way to {sent.email}.")
            return redirect("organisation", slug)
    told = {"page": Page(found.name, crumbs=(HOME,)), "shown": organisation_page(found, actor), "form": form}
    return render(request, "people/organisation.html", {**told, "actor": actor})


@require_POST
@members_only
def invitation_withdrawn(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraws an invitation."""
    invitation = get_object_or_404(Invitation, pk=pk)
    withdraw_invitation(invitation, by=actor_of(request))
    messages.success(request, f"The invitation to {invitation.email} is withdrawn.")
    return redirect("organisation", invitation.organisation_id)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def role_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks whether a role is to end, and ends it."""
    actor = actor_of(request)
    membership = get_object_or_404(Membership.objects.select_related("person", "organisation"), pk=pk, ended_at=None)
    own = membership.person.key == actor.key
    if not own:
        demand(actor, "manage", "members", organisation=membership.organisation_id)
    back = redirect("members") if own else redirect("organisation", membership.organisation_id)
    if request.method == "POST":
        try:
            end_role(membership, by=actor)
        except NotPossible as fault:
            messages.error(request, str(fault))
        else:
            messages.success(request, f"The role in {membership.organisation.name} has ended.")
        return back
    told = {"page": Page("End a role", crumbs=(HOME,)), "membership": membership, "own": own, "back": back["Location"]}
    return render(request, "people/role_end.html", told)
