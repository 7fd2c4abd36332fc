"""The numbered tables."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from .plan import OfPlan

SCENARIOS = (("without-plan", "Without the plan"), ("with-plan", "With the plan"))
ORIGINS = (
    ("typed", "Typed"),
    ("pasted", "Pasted"),
    ("uploaded", "Uploaded"),
    ("published", "Published figure"),
    ("model", "Model"),
)


class TableValue(OfPlan):
    """One cell of a table in one scenario. `value` None: not known, with `status` saying why ('' for left empty)."""

    TRACKED: ClassVar[tuple[str, ...]] = ("value", "status", "origin", "source")

    table = models.SlugField(max_length=60)
    row = models.SlugField(max_length=80)
    year = models.PositiveSmallIntegerField()
    scenario = models.CharField(max_length=12, choices=SCENARIOS, default="without-plan")
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    status = models.CharField(max_length=8, blank=True)
    origin = models.CharField(max_length=9, choices=ORIGINS, default="typed")
    source = models.CharField(max_length=300, blank=True)  # the figure's address, the file's name or the model's run

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "table", "row", "year", "scenario"), name="one_value_of_a_cell"),
        )
