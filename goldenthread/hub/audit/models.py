"""Events and versions. No foreign keys: both outlive what they tell of."""

from __future__ import annotations

import functools
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models


class Event(models.Model):
    """One thing that somebody did, or restricted rows that somebody read.

    `actor`: the person's id, '' for the site itself. `partnership`: the authority's code whose rows these are.
    `fields`: names of what was changed, never what was written.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.CharField(max_length=40, db_index=True, blank=True)
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    partnership = models.CharField(max_length=9, db_index=True, blank=True)
    about = models.CharField(max_length=40, db_index=True, blank=True)  # the person it was done to, where there is one
    fields = models.JSONField(default=list)

    class Meta:
        ordering = ("-at", "-id")


class Revision(models.Model):
    """What a thing said at one version. `values`: every tracked field as JSON."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    partnership = models.CharField(max_length=9, blank=True)
    version = models.PositiveIntegerField()
    values = models.JSONField(default=dict)

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(fields=("kind", "object_id", "version"), name="one_revision_for_each_version"),
        )


class Versioned(models.Model):
    """Something that several people may write. Saved through `versions.create` and `versions.change` alone.

    `TRACKED`: the fields whose versions are kept. `WAY`: how a query goes from the thing to what has a `partnership`,
    such as 'action__priority__plan'; '' where the thing has one itself.
    """

    TRACKED: ClassVar[tuple[str, ...]] = ()
    WAY: ClassVar[str] = ""

    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        abstract = True

    @property
    def partnership_code(self) -> str:
        """The authority's code whose thing this is."""
        there: Any = functools.reduce(getattr, filter(None, self.WAY.split("__")), self)
        return str(there.partnership)

    def tracked_values(self) -> dict[str, Any]:
        """Every tracked field as it is written in a revision."""
        fields = {name: self._meta.get_field(name) for name in self.TRACKED}
        return {name: as_json(field.value_from_object(self)) for name, field in fields.items()}  # type: ignore[union-attr]


def as_json(value: Any) -> Any:
    """Dates and decimals as text, so that what was written can be compared with what is sent."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value if value is None or isinstance(value, (str, int, float, bool, list, dict)) else str(value)
