"""Published files as rows of text, numbered as a spreadsheet numbers them. One small reader a format."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow.parquet
import python_calamine

from goldenthread.warehouse.definitions.sources import Layout


class PlainRow:
    """One row: its number, and its texts by heading (the first of a heading written twice)."""

    def __init__(self, number: int, texts: tuple[str, ...], place: Mapping[str, int]) -> None:
        self.number, self.texts, self.place = number, texts, place

    def __getitem__(self, heading: str) -> str:
        return self.texts[self.place[heading]].strip()


class PlainTable:
    """A file's rows."""

    def __init__(self, path: Path, layout: Layout) -> None:
        lines = _lines(path, layout)
        for _ in range(layout.header_row - 1):
            next(lines)
        headings = [heading.strip() for heading in next(lines)]
        place = {heading: headings.index(heading) for heading in headings}
        first = layout.header_row + 1
        self.rows = [PlainRow(n, row, place) for n, row in enumerate(map(_interned, lines), first) if any(row)]


def _interned(row: Iterable[str]) -> tuple[str, ...]:
    return tuple(sys.intern(text) for text in row)


def _lines(path: Path, layout: Layout) -> Iterator[list[str]]:
    if layout.format == "csv":
        with path.open(encoding="utf-8-sig", newline="") as handle:
            yield from csv.reader(handle)
    elif layout.format == "parquet":
        table = pyarrow.parquet.read_table(path)
        yield table.column_names
        for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
            yield [_text(value) for value in row]
    else:
        book = python_calamine.CalamineWorkbook.from_path(path)
        sheet = book.get_sheet_by_name(layout.sheet or book.sheet_names[0])
        for row in sheet.to_python(skip_empty_area=False):
            yield [_text(value) for value in row]


def _text(value: object) -> str:
    if value is None or value != value:  # not a number is not equal to itself
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
