"""Keeping a partnership's blank return, and which of its cells hold what."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.hub.audit.interface import change, create
from goldenthread.hub.people.interface import Actor, demand
from goldenthread.hub.plans.models import Plan, ReturnTemplate
from goldenthread.hub.plans.outputs.return_layout import Layout, follow, layout_of
from goldenthread.hub.plans.outputs.return_rules import ReturnFault, open_return, template_problems
from goldenthread.hub.plans.queries.returns import authority_of, kept_template

MOST_TEXT = 200
KEYS = {
    "measure": {"kind", "id", "rule"},
    "indicator": {"kind", "id", "rule"},
    "table": {"kind", "table", "row", "year", "scenario"},
    "typed": {"kind", "text"},
}


class MappingClash(Exception):
    """Somebody else said otherwise of these cells meanwhile. Nothing is saved."""

    def __init__(self, cells: Sequence[str], by: str) -> None:
        super().__init__(f"Somebody else changed {', '.join(cells)} while you were choosing.")
        self.cells, self.by = tuple(cells), by


@transaction.atomic
def keep_template(plan: Plan, *, by: Actor, file_name: str, content: bytes) -> tuple[ReturnTemplate, tuple[str, ...]]:
    """Keeps a blank template; what the one before it held is carried over by the names of rows and columns.

    The names of cells that were not found again are returned, and kept until the next template. Raises ReturnFault.
    """
    demand(by, "map_return", "plan", partnership=plan.partnership)
    book = open_return(content)
    problems = template_problems(book, authority_of(plan.partnership))
    if problems:
        raise ReturnFault(*problems)
    layout, before = layout_of(book), kept_template(plan.partnership)
    mapping, lost = follow(before.mapping, Layout.from_json(before.layout), layout) if before else ({}, [])
    made = ReturnTemplate(
        partnership=plan.partnership, file_name=file_name[:200], content=content,
        digest=hashlib.sha256(content).hexdigest(), template_version=layout.year[:40],
        layout={**layout.as_json(), "lost": lost}, mapping=mapping,
    )  # fmt: skip
    return create(made, by=by.key, action="uploaded"), tuple(lost)


@transaction.atomic
def map_cells(
    template: ReturnTemplate, *, by: Actor, entries: Mapping[str, Mapping[str, Any] | None],
    seen: Mapping[str, Any] | None = None,
) -> ReturnTemplate:  # fmt: skip
    """Says what is written in cells; None: nothing is. `seen`: what the writer was shown; None for any.

    People who choose for other cells at the same time do not meet. Raises MappingClash, ValidationError.
    """
    demand(by, "map_return", "plan", partnership=template.partnership)
    now = ReturnTemplate.objects.select_for_update().get(pk=template.pk)
    allowed = {cell for cell, _, _ in Layout.from_json(now.layout).cells()}
    mapping = dict(now.mapping)
    clash = [
        cell
        for cell, entry in entries.items()
        if seen is not None and mapping.get(cell) not in (seen.get(cell), entry and dict(entry))
    ]
    if clash:
        raise MappingClash(clash, now.changed_by)
    for cell, entry in entries.items():
        if cell not in allowed:
            raise ValidationError(f"The template has no cell {cell[:10]} to write in.")
        if entry is None:
            mapping.pop(cell, None)
        else:
            mapping[cell] = _checked(entry)
    return change(ReturnTemplate, now.pk, version=now.version, values={"mapping": mapping}, by=by.key)


def _checked(entry: Mapping[str, Any]) -> dict[str, Any]:
    kind = str(entry.get("kind"))
    if set(entry) != KEYS.get(kind):
        raise ValidationError("Choose what is written in this cell.")
    if kind == "typed" and not 0 < len(str(entry["text"])) <= MOST_TEXT:
        raise ValidationError(f"Write at most {MOST_TEXT} characters.")
    return dict(entry)
