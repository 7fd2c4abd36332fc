"""The one table form that every format writes: named and typed columns, a row a figure, absences said in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from goldenthread.hub.evidence.presenters import absence
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.answers import STATUS_MEANING, Observation
from goldenthread.warehouse.definitions import Catalogue
from goldenthread.warehouse.definitions.indicators import Indicator
from goldenthread.warehouse.rows import CELL_ROLES, FLAT_COLUMNS, MORE_COLUMNS, PANEL_COLUMNS, cell_columns, flat_row

Kind = Literal["text", "number", "whole", "yes-no"]
NUMBERS = ("value", "numerator", "denominator", "published_value")
SHOWN_AS_FIGURES = ("value", "published_value")  # written with the indicator's decimal places
YES_NO = ("calculated", "small_denominator")


@dataclass(frozen=True, slots=True)
class Column:
    """A column by name and by what it holds. `meaning` says it in words."""

    name: str
    kind: Kind
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How a spreadsheet shows a number: with how many decimals, and what stands before and after it."""

    decimals: int = 0
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Figures as rows. `rows` have a value, or None, for each column; `looks` is how each row's figure is shown."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    looks: tuple[Look, ...] = ()

    @property
    def names(self) -> list[str]:
        """The columns' names, in order."""
        return [column.name for column in self.columns]

    @property
    def records(self) -> list[dict[str, Any]]:
        """Each row by column name; None where there is nothing."""
        return [dict(zip(self.names, row, strict=True)) for row in self.rows]


def table_of(
    title: str, figures: Iterable[Observation], catalogue: Catalogue, roles: Sequence[str] | None = None
) -> Table:
    """One row a figure. After the columns that every table has: the place of each cell that any of them rests on.

    `roles`: the cells that have their columns all the same, where several tables make one file.
    """
    figures = list(figures)
    roles = roles or [role for role in CELL_ROLES if any(role in figure.cells for figure in figures)]
    columns = [*map(_column, FLAT_COLUMNS | MORE_COLUMNS), *(_place(role, part) for role in roles for part in PLACES)]
    rows, looks = [], []
    for figure in figures:
        indicator = catalogue.indicators[figure.indicator]
        row = {
            **flat_row(figure),
            "breakdown_label": figure.breakdown_label,
            "unit": indicator.unit,
            "status_words": _status_in_words(figure, indicator),
            **cell_columns(figure, roles),
        }
        rows.append(tuple(row[column.name] for column in columns))
        looks.append(look_of(indicator))
    return Table(title, tuple(columns), tuple(rows), tuple(looks))


def _status_in_words(figure: Observation, indicator: Indicator) -> str:
    return absence.words(figure, indicator) if absence.lacks_divisor(figure) else STATUS_MEANING[figure.status]


def look_of(indicator: Indicator) -> Look:
    """'£1,234', '66.9%', '1,234.5'."""
    before = "£" if indicator.unit in wording.POUNDS else ""
    return Look(indicator.decimals, before, "%" if indicator.unit == "percent" else "")


def joined(tables: Sequence[Table]) -> Table:
    """Several panels as one table: their number and title before the columns that any of them has.

    A figure that several panels show is one row, of the first of them: otherwise sums over the file would be wrong.
    """
    known = {column.name: column for table in tables for column in table.columns}
    columns = (*(_column(name) for name in PANEL_COLUMNS), *known.values())
    rows: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    looks: dict[tuple[Any, ...], Look] = {}
    for number, table in enumerate(tables, start=1):
        for record, look in zip(table.records, table.looks, strict=True):
            key = tuple(map(record.get, KEY))
            rows.setdefault(key, (number, table.title, *map(record.get, known)))
            looks.setdefault(key, look)
    return Table("Figures", columns, tuple(rows.values()), tuple(looks.values()))


KEY = ("indicator", "area_code", "period", "breakdown")  # no two rows of a file have the same
PLACES = {"file": "the file", "row": "the row, counted from 1 at the headings,", "column": "the column"}


def _place(role: str, part: str) -> Column:
    return Column(f"{role}_{part}", "whole" if part == "row" else "text", f"{PLACES[part]} of the {role}'s cell")


def _column(name: str) -> Column:
    meaning = (FLAT_COLUMNS | MORE_COLUMNS | PANEL_COLUMNS)[name]
    if name in NUMBERS:
        return Column(name, "number", meaning)
    if name in YES_NO:
        return Column(name, "yes-no", meaning)
    return Column(name, "whole" if name in ("source_row", "panel") else "text", meaning)
