"""Published rows into cells, one at a time, by the column map: the second reading of every file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from goldenthread.warehouse.definitions import Catalogue
from goldenthread.warehouse.definitions.sources import Layout, MeasureColumn, Rollup, Source, SourceFile

from .plain_areas import PlainAreas
from .plain_periods import PlainPeriod, read_stamp
from .plain_rows import PlainRow, PlainTable

Items = frozenset[tuple[str, str]]  # a breakdown as (topic, item); empty for all children


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
    catalogue: Catalogue, source: Source, file: SourceFile, table: PlainTable, measure: str
) -> list[PlainCell]:
    """Every cell that one file holds of one measure, sums made on reading included."""
    reader = _FileReader(catalogue, source, file)
    made_of = next((made.of for made in source.sums if made.measure == measure), None)
    if made_of is not None:
        return list(_added_in_each_row(measure, [list(reader.cells(table, part)) for part in made_of]))
    cells = list(reader.cells(table, measure))
    for rollup in source.rollups:
        if rollup.measure == measure:
            cells += _rolled_up(cells, rollup)
    return cells


class _FileReader:
    def __init__(self, catalogue: Catalogue, source: Source, file: SourceFile) -> None:
        self.catalogue, self.source, self.file = catalogue, source, file
        self.layout: Layout = source.layout_of(file)
        self.areas = PlainAreas(catalogue, self.layout.area)

    def cells(self, table: PlainTable, measure: str) -> Iterator[PlainCell]:
        columns = {name: c for name, c in self.layout.measures.items() if c.measure == measure}
        for row in table.rows:
            if any(row[column] not in wanted for column, wanted in self.layout.keep.items()):
                continue
            if self.layout.measure_column is not None:
                label = row[self.layout.measure_column]
                if label in columns:
                    yield from self._cell(row, columns[label], str(self.layout.value_column))
                continue
            for name, column in columns.items():
                yield from self._cell(row, column, name)

    def _cell(self, row: PlainRow, column: MeasureColumn, name: str) -> Iterator[PlainCell]:
        area, period = self.areas.of_row(row), self._period(row, column)
        if area is None or period is None:
            return
        items = {**self.layout.fixed_breakdown, **self._breakdown(row), **column.breakdown}
        value, status = self._value(row[name], column)
        yield PlainCell(
            column.measure, frozenset(items.items()), area, period[0], period[1], value, status,
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


def exact(number: float) -> Fraction:
    """The number as it is written: 79.85, not the nearest that a computer holds, nor 79.849999999999994."""
    return Fraction(repr(number))


def _added_in_each_row(measure: str, parts: list[list[PlainCell]]) -> Iterator[PlainCell]:
    rows: dict[tuple[int | None, Items], list[PlainCell]] = {}
    for cell in (cell for part in parts for cell in part):
        rows.setdefault((cell.row, cell.items), []).append(cell)
    for same in rows.values():
        yield replace(_sum_of(same, len(parts)), measure=measure, row=same[0].row)


def _rolled_up(cells: list[PlainCell], rollup: Rollup) -> Iterator[PlainCell]:
    """Sums over one topic; figures broken down by a second topic as well are not added up."""
    groups: dict[tuple[str, PlainPeriod], dict[str, PlainCell]] = {}
    for cell in cells:
        for topic, item in cell.items:
            if topic == rollup.topic and item in rollup.items and len(cell.items) == 1:
                groups.setdefault((cell.area, cell.period), {})[item] = cell
    for found in groups.values():
        parts = [found[item] for item in rollup.items if item in found]
        needed = len(parts) if rollup.gaps_reason else len(rollup.items)
        yield replace(_sum_of(parts, needed), items=frozenset({(rollup.topic, rollup.into)}))


def _sum_of(parts: list[PlainCell], needed: int) -> PlainCell:
    absent = [part.status for part in parts if part.status != "ok"] + ["missing"] * (len(parts) < needed)
    total = None if absent else sum((part.value for part in parts), Fraction(0))
    return replace(parts[0], value=total, status=absent[0] if absent else "ok", row=None, column="")
