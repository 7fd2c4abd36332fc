"""Published rows into cells, one at a time, by the column map: the second reading of every file."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from goldenthread.warehouse.definitions import Catalogue
from goldenthread.warehouse.definitions.sources import Layout, MeasureColumn, Rollup, Source, SourceFile

from .plain_areas import PlainAreas
from .plain_periods import PlainPeriod, read_stamp
from .plain_rows import PlainRow, PlainTable

Items = frozenset[tuple[str, str]]  # a breakdown as (topic, item); empty for all children
Place = tuple[str, MeasureColumn, Items]  # a column's name, what it holds, and the breakdown that is about


@dataclass(frozen=True)
class PlainCell:
    """One number or stated absence as published.

    A sum made on reading has no one column (''), and where it adds rows up no one row (None).
    """

    measure: str
    items: Items
    area: str
    period: PlainPeriod
    stamp: str
    value: Fraction | None
    status: str
    source: str
    release: str
    file: str
    row: int | None
    column: str

    @property
    def key(self) -> tuple[str, Items, str, PlainPeriod]:
        """What the cell is about."""
        return self.measure, self.items, self.area, self.period


def read_cells(
    catalogue: Catalogue, source: Source, file: SourceFile, table: PlainTable, measure: str, items: Items | None = None
) -> list[PlainCell]:
    """Every cell that one file holds of one measure (of one breakdown, or of all), sums made on reading included."""
    reader = _FileReader(catalogue, source, file)
    made_of = next((made.of for made in source.sums if made.measure == measure), None)
    if made_of is not None:
        wanted = None if items is None else {items}
        return list(_added_in_each_row(measure, [list(reader.cells(table, part, wanted)) for part in made_of]))
    rollups = [r for r in source.rollups if r.measure == measure and items in (None, _whole(r))]
    wanted = None if items is None else {items, *(part for rollup in rollups for part in _parts(rollup))}
    cells = list(reader.cells(table, measure, wanted))
    sums = [cell for rollup in rollups for cell in _rolled_up(cells, rollup)]
    return [cell for cell in [*cells, *sums] if items in (None, cell.items)]


def read_breakdowns(
    catalogue: Catalogue, source: Source, file: SourceFile, table: PlainTable, measure: str
) -> set[Items]:
    """The breakdowns that one file gives of one measure, sums made on reading included."""
    reader = _FileReader(catalogue, source, file)
    made_of = next((made.of for made in source.sums if made.measure == measure), (measure,))
    found = reader.breakdowns(table, made_of[0])
    return found | {_whole(r) for r in source.rollups if r.measure == measure and found & set(_parts(r))}


class _FileReader:
    def __init__(self, catalogue: Catalogue, source: Source, file: SourceFile) -> None:
        self.catalogue, self.source, self.file = catalogue, source, file
        self.layout: Layout = source.layout_of(file)
        self.areas = PlainAreas(catalogue, self.layout.area)

    def cells(self, table: PlainTable, measure: str, wanted: set[Items] | None) -> Iterator[PlainCell]:
        for row, held in self._rows(table, measure):
            for name, column, items in held:
                if wanted is None or items in wanted:
                    yield from self._cell(row, name, column, items)

    def breakdowns(self, table: PlainTable, measure: str) -> set[Items]:
        return {items for _, held in self._rows(table, measure) for _, _, items in held}

    def _rows(self, table: PlainTable, measure: str) -> Iterator[tuple[PlainRow, list[Place]]]:
        """Each row to be kept, with the columns that hold the measure there and the breakdown each is about."""
        columns = {name: c for name, c in self.layout.measures.items() if c.measure == measure}
        headings = [h for b in self.layout.breakdowns for h in (b.topic_column, b.item_column) if h]
        headings += [self.layout.measure_column] if self.layout.measure_column else []
        seen: dict[tuple[str, ...], list[Place]] = {}
        for row in table.rows:
            if all(row[column] in wanted for column, wanted in self.layout.keep.items()):
                labels = tuple(row[heading] for heading in headings)
                if labels not in seen:
                    seen[labels] = list(self._places(row, columns))
                yield row, seen[labels]

    def _places(self, row: PlainRow, columns: dict[str, MeasureColumn]) -> Iterator[Place]:
        if self.layout.measure_column is not None:
            label = row[self.layout.measure_column]
            columns = {str(self.layout.value_column): columns[label]} if label in columns else {}
        for name, column in columns.items():
            items = {**self.layout.fixed_breakdown, **self._breakdown(row), **column.breakdown}
            yield name, column, frozenset(items.items())

    def _cell(self, row: PlainRow, name: str, column: MeasureColumn, items: Items) -> Iterator[PlainCell]:
        area, period = self.areas.of_row(row), self._period(row, column)
        if area is None or period is None:
            return
        value, status = self._value(row[name], column)
        yield PlainCell(
            column.measure, items, area, period[0], period[1], value, status,
            self.source.id, self.file.release, self.file.path, row.number, name,
        )  # fmt: skip

    def _period(self, row: PlainRow, column: MeasureColumn) -> tuple[PlainPeriod, str] | None:
        layout = self.layout.period
        kind = column.period_type or layout.type
        if layout.fixed is not None:
            return PlainPeriod(kind, layout.fixed), layout.fixed
        stamp = row[str(layout.column)]
        if stamp in layout.skip:
            return None
        return read_stamp(layout.corrections.get(stamp, stamp), kind), stamp

    def _breakdown(self, row: PlainRow) -> dict[str, str]:
        found = {}
        for layout in self.layout.breakdowns:
            topic = layout.topics[row[layout.topic_column]] if layout.topic_column else layout.topic
            item = row[layout.item_column]
            if topic != "total" and topic is not None and item not in layout.total:
                found[topic] = self._item(topic, item)
        return found

    def _item(self, topic: str, published: str) -> str:
        wanted = " ".join(published.lower().split())
        for item in self.catalogue.vocabularies[topic].items:
            if wanted in [" ".join(spelling.lower().split()) for spelling in (item.id, *item.published)]:
                return item.id
        raise ValueError(f"{self.file.path}: no item '{published}' in {topic}")

    def _value(self, text: str, column: MeasureColumn) -> tuple[Fraction | None, str]:
        if text in self.layout.symbols:
            return None, self.layout.symbols[text]
        if text in self.layout.zero_symbols:
            return Fraction(0), "ok"
        if text in self.layout.words:
            return exact(self.layout.words[text]), "ok"
        if column.percent_text:
            text = text.removesuffix("%")
        if column.comma_thousands:
            text = text.replace(",", "")
        return exact(float(text)) * exact(column.scale), "ok"


@functools.cache
def exact(number: float) -> Fraction:
    """The number as it is written: 79.85, not the nearest that a computer holds, nor 79.849999999999994."""
    return Fraction(repr(number))


def _added_in_each_row(measure: str, parts: list[list[PlainCell]]) -> Iterator[PlainCell]:
    rows: dict[tuple[int | None, Items], list[PlainCell]] = {}
    for cell in (cell for part in parts for cell in part):
        rows.setdefault((cell.row, cell.items), []).append(cell)
    for same in rows.values():
        yield replace(_sum_of(same, len(parts)), measure=measure, row=same[0].row)


def _whole(rollup: Rollup) -> Items:
    return frozenset({(rollup.topic, rollup.into)})


def _parts(rollup: Rollup) -> list[Items]:
    return [frozenset({(rollup.topic, item)}) for item in rollup.items]


def _rolled_up(cells: list[PlainCell], rollup: Rollup) -> Iterator[PlainCell]:
    """Sums over one topic; figures broken down by a second topic as well are not added up."""
    wanted = set(_parts(rollup))
    groups: dict[tuple[str, PlainPeriod], dict[Items, PlainCell]] = {}
    for cell in cells:
        if cell.items in wanted:
            groups.setdefault((cell.area, cell.period), {})[cell.items] = cell
    for found in groups.values():
        parts = [found[part] for part in _parts(rollup) if part in found]
        needed = len(parts) if rollup.gaps_reason else len(rollup.items)
        yield replace(_sum_of(parts, needed), items=_whole(rollup))


def _sum_of(parts: list[PlainCell], needed: int) -> PlainCell:
    absent = [part.status for part in parts if part.status != "ok"] + ["missing"] * (len(parts) < needed)
    total = None if absent else sum((part.value for part in parts), Fraction(0))
    return replace(parts[0], value=total, status=absent[0] if absent else "ok", row=None, column="")
