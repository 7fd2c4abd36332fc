"""What people say to each other about a plan."""

from __future__ import annotations

from django.db import models

from .plan import Plan


class Comment(models.Model):
    """A remark on something of the plan. `kind`, `object_id`: what it is about, as events name it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="comments")
    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=80)
    person = models.CharField(max_length=40)
    text = models.TextField(max_length=4000)
    at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("at", "id")
