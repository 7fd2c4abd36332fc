"""What was published, cell by cell, and which file's word counts."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from goldenthread.warehouse.definitions import Catalogue
from goldenthread.warehouse.definitions.sources import Source, SourceFile

from .plain_cells import Items, PlainCell, read_breakdowns, read_cells
from .plain_periods import PlainPeriod
from .plain_rows import PlainTable

T = TypeVar("T")
Weight = tuple[int, int]  # the precedence of the source, then the rank of the release
Figures = dict[PlainPeriod, dict[str, PlainCell]]  # by period, then by area


class PlainEvidence:
    """Every file of a catalogue that is in the data folder, read when a measure is first asked for."""

    def __init__(self, catalogue: Catalogue, data: Path) -> None:
        self.catalogue, self.data = catalogue, data
        self._tables: dict[tuple[str, str], PlainTable] = {}
        self._breakdowns: dict[str, list[Items]] = {}
        self._figures: dict[tuple[str, Items, str | None], Figures] = {}

    def figures(self, measure: str, items: Items, release: str | None) -> Figures:
        """The cells in force by period and area, or those in force in one release alone."""
        key = measure, items, release
        if key not in self._figures:
            self._figures[key] = self._in_force(measure, items, release)
        return self._figures[key]

    def breakdowns(self, measure: str) -> list[Items]:
        """Every breakdown that some file gives of a measure, in a settled order."""
        if measure not in self._breakdowns:
            found = {items for given in self._read(read_breakdowns, measure) for items in given[1]}
            self._breakdowns[measure] = sorted(found, key=lambda items: (len(items), sorted(items)))
        return self._breakdowns[measure]

    def cells(self, measure: str, items: Items | None = None) -> list[tuple[Weight, PlainCell]]:
        """Every cell of a measure in every file, superseded ones too, with the weight of its file."""
        read = functools.partial(read_cells, items=items)
        return [(weight, cell) for weight, cells in self._read(read, measure) for cell in cells]

    def _read(self, read: Callable[..., Iterable[T]], measure: str) -> Iterator[tuple[Weight, Iterable[T]]]:
        for source, file in self._files_of(measure):
            yield self._weight(source, file), read(self.catalogue, source, file, self._table(source, file), measure)

    def _in_force(self, measure: str, items: Items, release: str | None) -> Figures:
        cells = [(weight, cell) for weight, cell in self.cells(measure, items) if release in (None, cell.release)]
        heaviest: dict[PlainPeriod, tuple[int, int]] = {}
        for weight, cell in cells:
            heaviest[cell.period] = max(weight, heaviest.get(cell.period, weight))
        found: Figures = {}
        for weight, cell in cells:
            if weight == heaviest[cell.period]:
                other = found.setdefault(cell.period, {}).setdefault(cell.area, cell)
                if other is not cell:
                    raise ValueError(f"nothing says which of these counts: {other} or {cell}")
        return found

    def _files_of(self, measure: str) -> list[tuple[Source, SourceFile]]:
        return [
            (source, file)
            for source in self.catalogue.sources.values()
            for file in source.files
            if measure in measures_in(source, file) and self.path(file).is_file()
        ]

    def path(self, file: SourceFile) -> Path:
        """Where a file is: in the data folder, or beside the definitions that ship it."""
        return (self.catalogue.folder / "sources" if file.shipped else self.data) / file.path

    def _table(self, source: Source, file: SourceFile) -> PlainTable:
        layout = source.layout_of(file)
        key = file.path, f"{layout.sheet} {layout.header_row}"
        if key not in self._tables:
            self._tables[key] = PlainTable(self.path(file), layout)
        return self._tables[key]

    def _weight(self, source: Source, file: SourceFile) -> tuple[int, int]:
        releases = self.catalogue.publications[source.publication].releases
        return source.precedence, next(release.rank for release in releases if release.id == file.release)


def measures_in(source: Source, file: SourceFile) -> set[str]:
    """The measures one file of a source holds, sums made on reading included."""
    held = {column.measure for column in source.layout_of(file).measures.values()}
    return held | {made.measure for made in source.sums if set(made.of) <= held}
