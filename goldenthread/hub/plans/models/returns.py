"""The quarterly return: the blank template a partnership gave, and which of its cells hold what."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.hub.audit.interface import Versioned


class ReturnTemplate(Versioned):
    """A blank return as uploaded. `mapping`: by cell ('C12') what is written there: a measure, an indicator, a table's cell.

    `layout`: the row names by cell as they stood when the mapping was made, so that moved cells are noticed.
    """

    TRACKED: ClassVar[tuple[str, ...]] = ("file_name", "mapping", "layout", "template_version")

    partnership = models.CharField(max_length=9, db_index=True)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    template_version = models.CharField(max_length=40, blank=True)
    layout = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict, blank=True)  # nothing may be chosen yet, or any more
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-uploaded_at", "-id")
