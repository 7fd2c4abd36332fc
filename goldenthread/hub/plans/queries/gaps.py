"""The priorities that came from gaps in maturity, for the pages of those gaps."""

from __future__ import annotations

from django.urls import reverse

from goldenthread.hub.maturity.interface import Answered
from goldenthread.hub.people.interface import Actor, may
from goldenthread.hub.plans.models import Priority


def priorities_of_gaps(reader: Actor, partnership: str) -> dict[str, Answered]:
    """By statement; of two plans in use the newer one's. One query."""
    if not may(reader, "view", "plan", partnership=partnership):
        return {}
    found = Priority.objects.filter(plan__partnership=partnership, origin="gap").exclude(plan__state="superseded")
    return {
        each.origin_id: Answered(each.title, reverse("plan-priority", args=[partnership, each.pk]))
        for each in found.order_by("plan__started_at", "plan_id", "pk")
    }
