"""What new figures did to a plan, in words."""

from __future__ import annotations

from django.db import models

from .plan import Plan

KINDS = (("measure", "A measure moved"), ("evidence", "Evidence changed"), ("table", "A published start changed"))


class Notice(models.Model):
    """A sentence about what one build changed under a plan. Shown on the plan and sent in the digest.

    `sent_to`: keys of the people whose digest held it; `sent_at`: when everyone who wants one had theirs.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=KINDS)
    object_id = models.CharField(max_length=80)
    indicator = models.SlugField(max_length=80, blank=True)
    text = models.CharField(max_length=600)
    build = models.CharField(max_length=12)
    at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_to = models.JSONField(default=list)
    seen_by = models.JSONField(default=list)

    class Meta:
        ordering = ("-at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "kind", "object_id", "build", "indicator"), name="one_notice_of_a_build"
            ),
        )
