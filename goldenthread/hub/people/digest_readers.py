"""Who wants to be told by mail what changed in their partnership."""

from __future__ import annotations

from .colleagues import colleagues
from .models import Person


def digest_readers(partnership: str) -> dict[str, str]:
    """Addresses by key of those with a role in the partnership who want the digest; the worked example's people get no mail."""
    keys = [key for key in colleagues(partnership) if key.isdigit()]
    wanting = Person.objects.filter(pk__in=keys, wants_digest=True, is_example=False, is_active=True)
    return {person.key: person.email for person in wanting.order_by("pk")}
