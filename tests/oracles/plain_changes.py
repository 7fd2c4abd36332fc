"""What changed between two releases, cell by cell, a second time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from goldenthread.warehouse.definitions.sources import Source

from .plain_cells import PlainCell
from .plain_evidence import PlainEvidence, measures_in


@dataclass(frozen=True)
class PlainChange:
    """One cell that differs; `column` is '' for a sum made on reading."""

    source: str
    measure: str
    breakdown: str
    area_code: str
    period: str
    kind: str
    old_value: float | None
    old_status: str
    new_value: float | None
    new_status: str
    old_row: int | None
    new_row: int | None
    column: str


def changed_cells(
    evidence: PlainEvidence, older: str, newer: str, measures: Collection[str] | None = None
) -> set[PlainChange]:
    """Every cell that differs, in the datasets that both releases have; of some measures or of all."""
    found: set[PlainChange] = set()
    for source in evidence.catalogue.sources.values():
        if {older, newer} <= {file.release for file in source.files if evidence.path(file).is_file()}:
            for measure in sorted(_measures(source)):
                if measures is None or measure in measures:
                    found |= _changed(evidence, source.id, measure, older, newer)
    return found


def _measures(source: Source) -> set[str]:
    return {measure for file in source.files for measure in measures_in(source, file)}


def _changed(evidence: PlainEvidence, source: str, measure: str, older: str, newer: str) -> set[PlainChange]:
    old = _cells_of(evidence, source, measure, older)
    new = _cells_of(evidence, source, measure, newer)
    differing = [key for key in old.keys() | new.keys() if _says(old.get(key)) != _says(new.get(key))]
    return {_change(old.get(key), new.get(key)) for key in differing}


def _cells_of(evidence: PlainEvidence, source: str, measure: str, release: str) -> dict[object, PlainCell]:
    return {c.key: c for _, c in evidence.cells(measure) if (c.source, c.release) == (source, release)}


def _says(cell: PlainCell | None) -> tuple[Fraction | None, str] | None:
    return None if cell is None else (cell.value, cell.status)


def _change(old: PlainCell | None, new: PlainCell | None) -> PlainChange:
    cell = new or old
    assert cell is not None  # one of the two is there, or there were no change
    items = ",".join(f"{topic}={item}" for topic, item in sorted(cell.items)) or "total"
    return PlainChange(
        cell.source, cell.measure, items, cell.area, cell.period.text, _kind(old, new),
        old and _number(old), old.status if old else "missing", new and _number(new), new.status if new else "missing",
        old and old.row, new and new.row, cell.column,
    )  # fmt: skip


def _number(cell: PlainCell) -> float | None:
    return None if cell.value is None else float(cell.value)


def _kind(old: PlainCell | None, new: PlainCell | None) -> str:
    if old is None or new is None:
        return "added" if old is None else "removed"
    if old.status == new.status == "ok":
        return "revised"
    if "ok" in (old.status, new.status):
        return "withdrawn" if old.status == "ok" else "supplied"
    return "restated"
