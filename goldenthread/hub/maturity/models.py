"""Cycles of a partnership, what its people judged, and the evidence they gave."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.hub.audit.interface import Versioned

STATES = (("open", "Being judged"), ("agreed", "Agreed"), ("moderated", "Moderated"))
CONFIDENCE = (("low", "Low"), ("medium", "Medium"), ("high", "High"))
EVIDENCE_KINDS = (
    ("indicator", "Published figure"),
    ("document", "Document"),
    ("audit", "Audit"),
    ("voice", "Voice of families or young people"),
    ("inspection", "Inspection"),
    ("peer-review", "Peer review"),
    ("practice", "Practice"),
    ("narrative", "Narrative"),
)
CLASSES = (("open", "Open"), ("partnership", "Partnership"), ("restricted", "Restricted"))


class Cycle(Versioned):
    """One assessment of a partnership by one version of a framework. `shared`: it counts in London's comparison."""

    TRACKED: ClassVar[tuple[str, ...]] = ("title", "state", "shared", "framework_version")

    partnership = models.CharField(max_length=9, db_index=True)
    framework = models.SlugField(max_length=60)
    framework_version = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=STATES, default="open")
    shared = models.BooleanField(default=False)
    is_example = models.BooleanField(default=False)
    opened_at = models.DateTimeField(auto_now_add=True)
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-opened_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership",), condition=models.Q(state="open"), name="one_open_cycle_at_a_time"
            ),
        )


class OfCycle(Versioned):
    """What belongs to a cycle."""

    WAY: ClassVar[str] = "cycle"

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


class Judgement(OfCycle):
    """What one person judges of one statement. `level`: None is 'not judged', which is not the lowest level."""

    TRACKED: ClassVar[tuple[str, ...]] = ("level", "confidence", "rationale")

    statement = models.SlugField(max_length=80)
    person = models.CharField(max_length=40)
    organisation_kind = models.CharField(max_length=12)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    confidence = models.CharField(max_length=6, choices=CONFIDENCE, default="medium")
    rationale = models.TextField(blank=True, max_length=4000)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("cycle", "statement", "person"), name="one_judgement_of_a_person"),
        )


class Agreement(OfCycle):
    """What the partnership agrees of one statement, and where it wants to be.

    `change_note`: why the level moved by two or more since the last cycle. `moderated_level`: the regional team's, beside
    the agreed one, never instead of it. `is_carried`: a start from the last cycle that nobody has judged anew.
    """

    TRACKED: ClassVar[tuple[str, ...]] = (
        "level", "confidence", "rationale", "change_note", "target_level", "target_on", "moderated_level", "moderation_note",
        "is_carried",
    )  # fmt: skip

    statement = models.SlugField(max_length=80)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    confidence = models.CharField(max_length=6, choices=CONFIDENCE, default="medium")
    rationale = models.TextField(blank=True, max_length=4000)
    change_note = models.TextField(blank=True, max_length=2000)
    target_level = models.PositiveSmallIntegerField(null=True, blank=True)
    target_on = models.DateField(null=True, blank=True)
    moderated_level = models.PositiveSmallIntegerField(null=True, blank=True)
    moderation_note = models.TextField(blank=True, max_length=2000)
    is_carried = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("cycle", "statement"), name="one_agreement_of_a_statement"),)


class Evidence(Versioned):
    """Something that shows a level. An indicator's value keeps the build it was read from.

    `statements`: ids of the statements it speaks to. `file_name`, `file_digest`: an attached file as it is kept.
    """

    TRACKED: ClassVar[tuple[str, ...]] = (
        "kind", "title", "about", "link", "strength", "expires_on", "classification", "statements", "is_outcome",
        "indicator", "breakdown", "area_code", "period", "value", "value_text", "build", "file_name",
    )  # fmt: skip

    partnership = models.CharField(max_length=9, db_index=True)
    kind = models.CharField(max_length=12, choices=EVIDENCE_KINDS)
    title = models.CharField(max_length=200)
    about = models.TextField(blank=True, max_length=4000)
    link = models.URLField(blank=True, max_length=500)
    strength = models.PositiveSmallIntegerField(default=2)
    expires_on = models.DateField(null=True, blank=True)
    classification = models.CharField(max_length=12, choices=CLASSES, default="partnership")
    is_outcome = models.BooleanField(default=False)
    statements = models.JSONField(default=list, blank=True)
    contributor = models.CharField(max_length=40)
    added_at = models.DateTimeField(auto_now_add=True)
    indicator = models.SlugField(max_length=80, blank=True)
    breakdown = models.CharField(max_length=200, blank=True)
    area_code = models.CharField(max_length=9, blank=True)
    period = models.CharField(max_length=20, blank=True)
    value = models.FloatField(null=True, blank=True)
    value_text = models.CharField(max_length=300, blank=True)
    build = models.CharField(max_length=12, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_digest = models.CharField(max_length=64, blank=True)
    file_size = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("-added_at", "-id")


class ComparisonRound(models.Model):
    """What could be counted across London at one time. Kept, because what was once shown can be subtracted for ever.

    `counted`: one [authority's code, cycle's id, levels by pillar] for each partnership that shared then; a pillar that
    reached no level is 0, one that is not judged is null. Written by `sharing.keep_round` alone.
    """

    made_at = models.DateTimeField(auto_now_add=True)
    framework = models.SlugField(max_length=60)
    framework_version = models.CharField(max_length=20)
    counted = models.JSONField(default=list)

    class Meta:
        ordering = ("made_at", "id")
