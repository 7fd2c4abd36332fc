"""What is typed in a table's grid, and forms that bring a table from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from goldenthread.hub.plans.actions.tables import CellChange, Clash
from goldenthread.hub.plans.grids.cells import CellFault, Entry, read_cell, write_cell
from goldenthread.hub.plans.grids.faults import GridFault
from goldenthread.hub.plans.grids.names import SCENARIO_WORDS, WITHOUT
from goldenthread.hub.plans.grids.pasted import MOST_LETTERS, Grid, split
from goldenthread.hub.plans.grids.sums import Cells
from goldenthread.hub.plans.grids.uploaded import plain_file_name, sheets_of
from goldenthread.hub.plans.grids.zipped import MOST_BYTES
from goldenthread.hub.plans.presenters.tables import cell_name, columns, entry_of
from goldenthread.hub.plans.whole import WholeValue
from goldenthread.hub.ui.interface import TextField
from goldenthread.warehouse.definitions.plan_templates import PlanTable

SALT = "plans.tables.brought"
HOURS = 3600
MOST_SEEN_LETTERS = 100_000
Seen = dict[str, tuple[int, str]]  # by the input's name: the version, and the text that was shown


def seen_of(table: PlanTable, cells: Cells) -> Seen:
    """What a form shows: of every cell its version (0: nothing was ever there) and its text."""
    found: Seen = {}
    for row in table.rows:
        for year, scenario in columns(table):
            value = cells.get((table.id, row.id, year, scenario))
            text = write_cell(entry_of(value), table.decimals)
            found[cell_name(row.id, year, scenario)] = (value.version if value else 0, text)
    return found


def write_seen(seen: Seen) -> str:
    """For a hidden field."""
    return json.dumps({name: list(each) for name, each in seen.items() if each != (0, "")}, separators=(",", ":"))


def read_seen(text: str) -> Seen:
    """As it was written; what is not so is as if nothing had been seen, which overwrites nothing."""
    try:
        told = json.loads(text[:MOST_SEEN_LETTERS])
        return {str(name): (int(version), str(shown)) for name, (version, shown) in told.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


@dataclass(slots=True)
class TypedGrid:
    """A grid as it was sent: what changes, and the texts and faults by the name of the input."""

    changes: list[CellChange] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    seen: Seen = field(default_factory=dict)

    def clash(self, clashes: tuple[Clash, ...], names: Mapping[str, str], decimals: int) -> None:
        """Others filled cells meanwhile: their numbers become what was seen, and both are told."""
        for each in clashes:
            name = cell_name(each.change.row, each.change.year, each.change.scenario)
            theirs = write_cell(each.theirs, decimals)
            self.seen[name] = (each.version, theirs)
            self.faults[name] = (
                f"{names.get(each.by) or 'Somebody else'} wrote {theirs or 'nothing'} while you wrote "
                f"{self.texts.get(name) or 'nothing'}. Save again to keep yours, or write theirs."
            )


def read_grid(table: PlanTable, posted: Mapping[str, Any]) -> TypedGrid:
    """What was typed, cell by cell. Only cells whose text differs from what was shown are changes."""
    found = TypedGrid(seen=read_seen(str(posted.get("seen", ""))))
    for row in table.rows:
        for year, scenario in columns(table):
            name = cell_name(row.id, year, scenario)
            if name in posted:
                _read_cell(found, table, (row.id, year, scenario), row.title, str(posted[name])[:60])
    return found


def _read_cell(found: TypedGrid, table: PlanTable, where: tuple[str, int, str], title: str, text: str) -> None:
    row, year, scenario = where
    name = cell_name(row, year, scenario)
    found.texts[name] = text
    version, shown = found.seen.get(name, (0, ""))
    try:
        entry = read_cell(text, table.decimals)
    except CellFault as fault:
        if text != shown:
            found.faults[name] = f"‘{title}’, {year} {SCENARIO_WORDS[scenario]}, {fault}."
        return
    if write_cell(entry, table.decimals) != shown:
        found.changes.append(CellChange(table.id, row, year, scenario, entry, version))


# ------------------------------------------------------------------ brought from elsewhere


class BringForm(forms.Form):
    """A table as text or as a file. `cleaned_data['sheets']`: what is in it; `['source']`: the file's name."""

    text = TextField(
        label="Cells copied from a spreadsheet", required=False, rows=8, max_length=MOST_LETTERS, strip=False,
        help_text="Copy the table with its row names and years, and paste it here.",
    )  # fmt: skip
    file = forms.FileField(
        label="Or a file", required=False, allow_empty_file=True,
        help_text="An .xlsx, .ods or .csv file, with one table or a sheet for each table.",
        widget=forms.FileInput(attrs={"class": "govuk-file-upload", "accept": ".xlsx,.ods,.csv"}),
    )  # fmt: skip
    scenario = forms.ChoiceField(
        label="Years whose heading does not say which are", choices=[(k, v.capitalize()) for k, v in SCENARIO_WORDS.items()],
        initial=WITHOUT, widget=forms.RadioSelect,
    )  # fmt: skip

    @property
    def origin(self) -> str:
        """As a cell keeps it."""
        return "uploaded" if self.cleaned_data.get("file") else "pasted"

    def clean(self) -> dict[str, Any]:
        """Reads the cells. ValidationError says what is wrong with them."""
        told: dict[str, Any] = super().clean() or {}
        file, text = told.get("file"), told.get("text") or ""
        if file and text.strip():
            raise ValidationError({"file": "Paste cells or choose a file, not both."})
        if not file and not text.strip():
            if not self.errors:
                raise ValidationError({"text": "Paste cells, or choose a file."})
            return told
        try:
            told["sheets"] = self._sheets(file, text)
        except GridFault as fault:
            raise ValidationError({"file" if file else "text": list(fault.messages)}) from fault
        told["source"] = plain_file_name(file.name) if file else ""
        return told

    def _sheets(self, file: Any, text: str) -> dict[str, Grid]:
        if not file:
            return {"": split(text)}
        return sheets_of(file.name, file.read(MOST_BYTES + 1))


def keep_changes(changes: list[CellChange], plan_id: int, origin: str) -> str:
    """Changes between the preview and the confirmation, so that nothing else can be put in their place."""
    cells = [
        [c.table, c.row, c.year, c.scenario, None if c.entry.value is None else str(c.entry.value), c.entry.status, c.seen, c.source]
        for c in changes
    ]  # fmt: skip
    return signing.dumps({"plan": plan_id, "origin": origin, "cells": cells}, salt=SALT, compress=True)


def kept_changes(text: str, plan_id: int) -> tuple[list[CellChange], str]:
    """The changes and their origin. ValidationError where they are of another plan, older than an hour, or altered."""
    try:
        told = signing.loads(text, salt=SALT, max_age=HOURS)
    except signing.BadSignature as fault:
        raise ValidationError(
            "The preview is older than an hour. Bring the table again; nothing was changed."
        ) from fault
    if told["plan"] != plan_id:
        raise ValidationError("The preview is of another plan. Bring the table again; nothing was changed.")
    changes = [
        CellChange(table, row, year, scenario, Entry(None if value is None else Decimal(value), status), seen, source)
        for table, row, year, scenario, value, status, seen, source in told["cells"]
    ]
    return changes, told["origin"]


def differences(
    recognised: Mapping[tuple[str, int, str], Entry], table: PlanTable, cells: Cells, source: str
) -> list[tuple[CellChange, WholeValue | None]]:
    """What would change, beside what stands there now."""
    found = []
    for (row, year, scenario), entry in recognised.items():
        value = cells.get((table.id, row, year, scenario))
        if write_cell(entry, 2) != write_cell(entry_of(value), 2):
            change = CellChange(table.id, row, year, scenario, entry, value.version if value else 0, source)
            found.append((change, value))
    return found
