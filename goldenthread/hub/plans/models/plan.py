"""The plan itself, what is written in its sections, and who signed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.hub.audit.interface import Versioned


class Plan(Versioned):
    """A partnership's plan by one version of a template. `state`: of `states.py`; it changes there alone.

    `frozen`: the whole plan as it was submitted, '' before.
    """

    TRACKED: ClassVar[tuple[str, ...]] = ("title", "allows_contact")

    partnership = models.CharField(max_length=9, db_index=True)
    template = models.SlugField(max_length=60)
    template_version = models.CharField(max_length=20)
    title = models.CharField(max_length=160)
    state = models.CharField(max_length=16, default="draft")
    allows_contact = models.BooleanField(default=False)
    is_example = models.BooleanField(default=False)
    started_at = models.DateTimeField(auto_now_add=True)
    build_seen = models.CharField(max_length=12, blank=True)  # the build that measures were last read from
    frozen = models.JSONField(null=True, blank=True)
    cycle_id = models.PositiveBigIntegerField(null=True, blank=True)  # the maturity cycle it answers, by id

    class Meta:
        ordering = ("-started_at", "-id")


class OfPlan(Versioned):
    """What belongs to a plan."""

    WAY: ClassVar[str] = "plan"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


class SectionText(OfPlan):
    """What is written in a section, and to whom the section is assigned (a person's key). Text is Markdown."""

    TRACKED: ClassVar[tuple[str, ...]] = ("narrative", "assigned_to", "is_ready")

    section = models.SlugField(max_length=60)
    narrative = models.TextField(blank=True, max_length=40_000)
    assigned_to = models.CharField(max_length=40, blank=True)
    is_ready = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "section"), name="one_text_of_a_section"),)


class Answer(OfPlan):
    """An answer to an insight question. `cited`: the figures as they stood in the question when it was answered."""

    TRACKED: ClassVar[tuple[str, ...]] = ("text", "so_what", "is_agreed")

    section = models.SlugField(max_length=60)
    question = models.SlugField(max_length=80)
    text = models.TextField(max_length=8000)
    so_what = models.TextField(blank=True, max_length=4000)
    is_agreed = models.BooleanField(default=False)
    cited = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "question"), name="one_answer_of_a_question"),)


class SignOff(models.Model):
    """A signature. It counts for the words that were there: `plan_digest`. A later change of the plan undoes it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sign_offs")
    slot = models.SlugField(max_length=60)
    person = models.CharField(max_length=40)
    organisation = models.CharField(max_length=60)
    signed_at = models.DateTimeField(auto_now_add=True)
    plan_digest = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, max_length=2000)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "slot"), condition=models.Q(withdrawn_at=None), name="one_signature_of_a_slot"
            ),
        )


class Transition(models.Model):
    """A step from one state to another, as it happened."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="transitions")
    step = models.SlugField(max_length=40)
    before = models.CharField(max_length=16)
    after = models.CharField(max_length=16)
    person = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ("-at", "-id")
