"""Who works together in a partnership."""

from __future__ import annotations

from django.db.models import Q

from .actors import partnerships_of
from .models import Membership


def colleagues(partnership: str) -> dict[str, str]:
    """Names by key of those who have a role in the partnership of this authority, in order of name.

    The regional team, which belongs to all of London, is left out.
    """
    held = (
        Membership.objects.filter(Q(organisation__area_code=partnership) | Q(organisation__kind="icb"))
        .filter(ended_at=None, person__is_active=True)
        .select_related("person", "organisation")
        .order_by("person__name", "person_id")
    )
    return {m.person.key: m.person.name for m in held if partnership in partnerships_of(m.organisation)}
