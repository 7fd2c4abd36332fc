"""How the partnership will know: success measures and their readings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.hub.audit.interface import Versioned

from .priorities import Action

DIRECTIONS = (
    ("higher-is-better", "Higher is better"),
    ("lower-is-better", "Lower is better"),
    ("neither", "Neither is better"),
)


class SuccessMeasure(Versioned):
    """What will show whether an action worked: an indicator of the evidence, or a local measure with its own readings.

    `indicator`: '' for a local measure. `baseline_period`: canonical for an indicator, a day for a local measure.
    `trajectory`: steps on the way as [day, value] pairs, the last one the target.
    """

    TRACKED: ClassVar[tuple[str, ...]] = (
        "title", "indicator", "breakdown", "area_code", "unit", "decimals", "direction", "baseline_value",
        "baseline_period", "baseline_build", "target_value", "target_on", "trajectory", "note",
    )  # fmt: skip
    WAY: ClassVar[str] = "action__priority__plan"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="measures")
    title = models.CharField(max_length=200)
    indicator = models.SlugField(max_length=80, blank=True, db_index=True)
    breakdown = models.CharField(max_length=200, default="total")
    area_code = models.CharField(max_length=9)
    unit = models.CharField(max_length=20, default="percent")
    decimals = models.PositiveSmallIntegerField(default=1)
    direction = models.CharField(max_length=20, choices=DIRECTIONS, default="higher-is-better")
    baseline_value = models.FloatField(null=True, blank=True)
    baseline_period = models.CharField(max_length=20, blank=True)
    baseline_build = models.CharField(max_length=12, blank=True)
    target_value = models.FloatField(null=True, blank=True)
    target_on = models.DateField(null=True, blank=True)
    trajectory = models.JSONField(default=list)
    note = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ("id",)

    @property
    def is_local(self) -> bool:
        """Whether its readings are typed in."""
        return not self.indicator


class Reading(models.Model):
    """A measure's value at one time. `value` is None exactly when `status` is not 'ok'.

    Of an indicator: one for each period, as the newest build gives it; `build` is the one that brought this value and
    `before` what stood there until then. Of a local measure: `person` typed it.
    """

    measure = models.ForeignKey(SuccessMeasure, on_delete=models.CASCADE, related_name="readings")
    period = models.CharField(max_length=20)
    period_label = models.CharField(max_length=60)
    value = models.FloatField(null=True, blank=True)
    status = models.CharField(max_length=8, default="ok")
    build = models.CharField(max_length=12, blank=True)
    release = models.CharField(max_length=80, blank=True)
    before = models.FloatField(null=True, blank=True)
    person = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("period",)
        constraints = (models.UniqueConstraint(fields=("measure", "period"), name="one_reading_of_a_period"),)
