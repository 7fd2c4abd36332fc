"""An organisation's page: its people, who is invited and who asks to join."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from goldenthread.hub.ui.interface import Cell, Row, Table

from ..actors import Actor, names_of, partnerships_of
from ..models import Application, Invitation, Membership, Organisation
from ..policies import may
from .members import Partnership, partnership


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """`manages`: whether the reader looks after its people; only then are addresses, invitations and wishes shown."""

    organisation: Organisation
    kind: str
    manages: bool
    members: tuple[Membership, ...]
    invitations: tuple[tuple[Invitation, str], ...]
    to_decide: tuple[Application, ...]
    partnerships: tuple[Partnership, ...]


def organisation_page(organisation: Organisation, actor: Actor) -> OrganisationPage:
    """The page in a fixed number of queries."""
    manages = may(actor, "manage", "members", organisation=organisation.pk)
    members = Membership.objects.filter(organisation=organisation, ended_at=None, person__is_active=True)
    reached = sorted(partnerships_of(organisation)) if organisation.kind != "region" else []
    return OrganisationPage(
        organisation=organisation,
        kind=organisation.get_kind_display(),
        manages=manages,
        members=tuple(members.select_related("person", "organisation").order_by("person__name", "role")),
        invitations=_invitations(organisation) if manages else (),
        to_decide=_to_decide(organisation) if manages else (),
        partnerships=tuple(partnership(actor, code) for code in reached),
    )


def _invitations(organisation: Organisation) -> tuple[tuple[Invitation, str], ...]:
    sent = Invitation.objects.filter(organisation=organisation, used_at=None, withdrawn_at=None)
    found = list(sent.filter(expires_at__gt=timezone.now()).order_by("invited_at"))
    names = names_of(each.invited_by for each in found)
    return tuple((each, names[each.invited_by]) for each in found)


def _to_decide(organisation: Organisation) -> tuple[Application, ...]:
    waiting = Application.objects.filter(organisation=organisation, decided_at=None, person__is_active=True)
    return tuple(waiting.select_related("person", "organisation").order_by("asked_at"))


def organisations_table(kind: str, title: str, addresses: dict[str, str]) -> Table:
    """Organisations of one kind, with how many people each has. `addresses`: their pages by id."""
    acting = Q(memberships__ended_at=None, memberships__person__is_active=True)
    counted = Organisation.objects.filter(kind=kind).annotate(
        people=Count("memberships__person", filter=acting, distinct=True),
        administrators=Count("memberships", filter=acting & Q(memberships__role="administrator")),
    )
    rows = tuple(
        Row(
            each.name,
            (
                Cell(f"{each.people:,}" if each.people else "None yet", numeric=True),
                Cell(f"{each.administrators:,}" if each.administrators else "None yet", numeric=True),
                Cell("Open", href=addresses.get(each.pk, ""), about=each.name),
            ),
        )
        for each in counted
    )
    return Table(title, (("Name", False), ("People", True), ("Administrators", True), ("Page", False)), rows)
