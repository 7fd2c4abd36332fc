"""What the partnership wants to change, and what it does about it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.hub.audit.interface import Versioned

from .plan import OfPlan

ORIGINS = (
    ("answer", "An answer"),
    ("gap", "A gap in maturity"),
    ("figure", "A figure"),
    ("import", "An earlier plan"),
    ("own", "Written here"),
)
STATUSES = (("not-started", "Not started"), ("under-way", "Under way"), ("done", "Done"), ("stopped", "Stopped"))
RAGS = (("", "Not rated"), ("green", "On track"), ("amber", "At risk"), ("red", "Off track"))
RISKS = (("", "Not rated"), ("low", "Low"), ("medium", "Medium"), ("high", "High"))


class Priority(OfPlan):
    """Something to change, from where it came: an answer, a gap in maturity, a figure.

    `evidence`: figures under the priority as they stood: indicator, breakdown, period, value, text, build.
    """

    TRACKED: ClassVar[tuple[str, ...]] = ("section", "title", "why", "theme", "order", "assigned_to")

    section = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    why = models.TextField(blank=True, max_length=8000)
    theme = models.SlugField(max_length=60, blank=True)
    order = models.PositiveIntegerField(default=0)
    assigned_to = models.CharField(max_length=40, blank=True)
    origin = models.CharField(max_length=8, choices=ORIGINS, default="own")
    origin_id = models.CharField(max_length=80, blank=True)  # a question's or a statement's id, or an indicator's
    evidence = models.JSONField(default=list)

    class Meta:
        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "origin", "origin_id"),
                condition=models.Q(origin__in=("answer", "gap")) & ~models.Q(origin_id=""),
                name="one_priority_of_an_answer_or_gap",
            ),
        )


class OfPriority(Versioned):
    """What belongs to a priority."""

    WAY: ClassVar[str] = "priority__plan"

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


class Action(OfPriority):
    """Something that is done. `cost_pounds` None: not costed, which is not free."""

    TRACKED: ClassVar[tuple[str, ...]] = (
        "title", "about", "lead", "partners", "starts_on", "ends_on", "cost_pounds", "funding_source", "risk", "risk_note",
        "status", "rag", "rag_reason", "assigned_to",
    )  # fmt: skip

    title = models.CharField(max_length=200)
    about = models.TextField(blank=True, max_length=8000)
    lead = models.CharField(max_length=120, blank=True)
    partners = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    cost_pounds = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    funding_source = models.SlugField(max_length=60, blank=True)
    risk = models.CharField(max_length=6, choices=RISKS, blank=True)
    risk_note = models.TextField(blank=True, max_length=2000)
    status = models.CharField(max_length=12, choices=STATUSES, default="not-started")
    rag = models.CharField(max_length=6, choices=RAGS, blank=True)
    rag_reason = models.TextField(blank=True, max_length=2000)
    assigned_to = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("starts_on", "id")


class Milestone(Versioned):
    """A step of an action with its date."""

    TRACKED: ClassVar[tuple[str, ...]] = ("title", "due_on", "done_on")
    WAY: ClassVar[str] = "action__priority__plan"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("due_on", "id")
