"""Who works together in a partnership."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.warehouse.definitions.permissions import load_permissions

from .actors import partnerships_of
from .models import Membership


def colleagues(partnership: str, action: str = "", thing: str = "") -> dict[str, str]:
    """Names by key of those who have a role in the partnership of this authority, in order of name.

    The regional team, which belongs to all of London, is left out. `action`, `thing`: those alone whose role may do it there.
    """
    held = (
        Membership.objects.filter(Q(organisation__area_code=partnership) | Q(organisation__kind="icb"))
        .filter(ended_at=None, person__is_active=True)
        .select_related("person", "organisation")
        .order_by("person__name", "person_id")
    )
    able = {(each.role, each.kind) for each in load_permissions() if (each.action, each.thing) == (action, thing)}
    return {
        m.person.key: m.person.name
        for m in held
        if partnership in partnerships_of(m.organisation) and (not action or (m.role, m.organisation.kind) in able)
    }
