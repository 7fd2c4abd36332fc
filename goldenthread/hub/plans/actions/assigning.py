"""To whom work may be given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.hub.people.interface import colleagues
from goldenthread.hub.plans.models import Plan


def checked_assignment(plan: Plan, values: Mapping[str, Any]) -> None:
    """Raises ValidationError where work is given to somebody who may not write here. '' gives it to nobody."""
    person = values.get("assigned_to", "")
    if person and person not in writers(plan.partnership):
        raise ValidationError({"assigned_to": "Choose somebody of this partnership whose role may write in the plan."})


def writers(partnership: str) -> dict[str, str]:
    """Names by key of those to whom work may be given, who can then do it."""
    return colleagues(partnership, "edit", "plan")
