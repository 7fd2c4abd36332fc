"""Organisations for tests."""

from __future__ import annotations

from goldenthread.hub.people.actors import partnerships_of
from goldenthread.hub.people.models import Organisation
from goldenthread.hub.people.organisations import ensure_organisations
from goldenthread.warehouse.definitions.permissions import KINDS


def places_of(partnership: str) -> dict[str, str]:
    """An organisation of each kind that belongs to the partnership; '' where there is none."""
    ensure_organisations()
    found = dict.fromkeys(KINDS, "")
    for each in Organisation.objects.all():
        if partnership in partnerships_of(each):
            found[each.kind] = found[each.kind] or each.pk
    return found
