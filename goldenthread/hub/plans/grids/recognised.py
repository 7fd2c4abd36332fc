"""Which cell of a pasted or uploaded grid is which cell of a numbered table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.warehouse.definitions.plan_templates import PlanTable

from .cells import CellFault, Entry, read_cell
from .faults import GridFault, NothingFilled, named
from .names import SCENARIO_WORDS, WITH, heading, is_total, plain_name, rows_by_name
from .pasted import Grid

Where = tuple[str, int, str]  # row, year, scenario


@dataclass(frozen=True, slots=True)
class Recognised:
    """The cells with something in them, and what is said of the rest."""

    cells: Mapping[Where, Entry]
    notes: tuple[str, ...] = ()


def recognise(grid: Grid, table: PlanTable, scenario: str) -> Recognised:
    """The table's cells in a grid. `scenario`: of years whose heading does not say with or without the plan.

    Rows and years are found by name, in any order. Names may be missing where the shape leaves no doubt. Raises
    GridFault naming every cell that is no number, every row twice there, and what to do where nothing is recognised.
    """
    return _Reader(grid, table, scenario).read()


class _Reader:
    def __init__(self, grid: Grid, table: PlanTable, scenario: str) -> None:
        self.grid, self.table, self.scenario = grid, table, scenario
        self.rows = rows_by_name(table)
        self.names_at = self._column_of_names()
        self.heading_at = self._row_of_headings()
        self.notes: list[str] = []

    def read(self) -> Recognised:
        columns, body = self._columns(), dict(self._body())
        found: dict[Where, Entry] = {}
        faults: list[str] = []
        for row_id, number in body.items():
            for at, (year, scenario) in columns.items():
                try:
                    entry = read_cell(self.grid[number][at], self.table.decimals)
                except CellFault as fault:
                    faults.append(f"‘{self._title(row_id)}’, {year} {SCENARIO_WORDS[scenario]}, {fault}.")
                    continue
                if not entry.is_empty:
                    found[row_id, year, scenario] = entry
        if faults:
            raise GridFault(*faults)
        if not found:
            raise NothingFilled(
                "The rows and years are recognised, but every cell is empty, so there is nothing to take."
            )
        self._compare_total(columns, found)
        return Recognised(found, tuple(self.notes))

    # ------------------------------------------------------------------ where names and headings are

    def _column_of_names(self) -> int | None:
        """The column with the most names of rows in it; None where there is no name at all."""
        width = len(self.grid[0])
        counts = [len({self._row_id(row[at]) for row in self.grid} - {None}) for at in range(width)]
        return counts.index(max(counts)) if any(counts) else None

    def _row_id(self, text: str) -> str | None:
        return self.rows.get(plain_name(text)) if text else None

    def _row_of_headings(self) -> int | None:
        """The first row that holds years and no row's name."""
        nameless = self.names_at is None
        if nameless and len(self.grid) != len(self.table.rows) + 1:  # or a number could be taken for a year
            return None
        for number, row in enumerate(self.grid[:1] if nameless else self.grid):
            texts = [cell for at, cell in enumerate(row) if cell and at != self.names_at]
            name = "" if self.names_at is None else row[self.names_at]
            if self._row_id(name) is None and not is_total(name) and any(heading(t, self.scenario) for t in texts):
                return number
        return None

    def _columns(self) -> dict[int, tuple[int, str]]:
        return (
            self._columns_by_place() if self.heading_at is None else self._columns_by_year(self.grid[self.heading_at])
        )

    def _columns_by_year(self, headings: tuple[str, ...]) -> dict[int, tuple[int, str]]:
        found: dict[int, tuple[int, str]] = {}
        strange: list[str] = []
        for at, text in enumerate(headings):
            if at == self.names_at or not text:
                continue
            column = heading(text, self.scenario)
            if column is None or not self._is_of_table(*column):
                strange.append(text)
            elif column in found.values():
                raise GridFault(f"{text} is there twice. Keep one column for each year.")
            else:
                found[at] = column
        if not found:
            years = f"{self.table.years[0]} to {self.table.years[-1]}"
            raise GridFault(f"None of the years is one of this table’s, which are {years}: {named(strange)}.")
        if strange:
            self.notes.append(f"Columns that this table does not have, not taken: {named(strange)}.")
        return found

    def _is_of_table(self, year: int, scenario: str) -> bool:
        return year in self.table.years or (year in self.table.start_years and scenario != WITH)

    def _columns_by_place(self) -> dict[int, tuple[int, str]]:
        """Without headings, only a block as wide as the table leaves no doubt."""
        places = [at for at in range(len(self.grid[0])) if at != self.names_at and any(row[at] for row in self.grid)]
        own = [(year, self.scenario) for year in self.table.years]
        start = [(year, self.scenario) for year in self.table.start_years] if self.scenario != WITH else []
        for wanted in (own, [*start, *own]):
            if len(places) == len(wanted) and wanted:
                self.notes.append(
                    f"There were no headings; the columns were read as {wanted[0][0]} to {wanted[-1][0]}."
                )
                return dict(zip(places, wanted, strict=True))
        raise GridFault(
            "No row of headings with years was found. Copy the row with the years as well, such as "
            f"{self.table.years[0]} and {self.table.years[-1]}."
        )

    # ------------------------------------------------------------------ rows

    def _body(self) -> Iterator[tuple[str, int]]:
        """(row id, its number in the grid)."""
        numbers = [n for n in range(len(self.grid)) if self.heading_at is None or n > self.heading_at]
        if self.names_at is None:
            yield from self._body_by_place([n for n in numbers if any(self.grid[n])])
            return
        found: dict[str, int] = {}
        strange: list[str] = []
        twice: list[str] = []
        for number in numbers:
            text = self.grid[number][self.names_at]
            row_id = self._row_id(text)
            if row_id is None:
                strange += [text or "a row without a name"] if self._has_numbers(number) and not is_total(text) else []
            elif row_id in found:
                twice.append(text)
            else:
                found[row_id] = number
        if twice:
            raise GridFault(f"These rows are there more than once: {named(twice)}. Keep one of each.")
        if not found:
            raise GridFault("No row is named as one of this table’s rows. Copy the column with the row names as well.")
        self._say_rows(found, strange)
        yield from found.items()

    def _has_numbers(self, number: int) -> bool:
        return any(cell for at, cell in enumerate(self.grid[number]) if at != self.names_at)

    def _say_rows(self, found: Mapping[str, int], strange: list[str]) -> None:
        if strange:
            self.notes.append(f"Rows that this table does not have, not taken: {named(strange)}.")
        missing = [row.title for row in self.table.rows if row.id not in found]
        if missing:
            self.notes.append(f"Rows of this table that are not there, left as they are: {named(missing, 14)}.")

    def _body_by_place(self, numbers: list[int]) -> Iterator[tuple[str, int]]:
        if len(numbers) != len(self.table.rows):
            raise GridFault(
                f"No row names were found, and there are {len(numbers)} rows where this table has "
                f"{len(self.table.rows)}. Copy the column with the row names as well."
            )
        self.notes.append("There were no row names; the rows were read in the table’s own order.")
        yield from zip((row.id for row in self.table.rows), numbers, strict=True)

    def _title(self, row_id: str) -> str:
        return next(row.title for row in self.table.rows if row.id == row_id)

    def _compare_total(self, columns: Mapping[int, tuple[int, str]], found: Mapping[Where, Entry]) -> None:
        """A row of totals is not taken, since totals are worked out; where it says otherwise, that is said."""
        total = next((row for row in self.grid if self.names_at is not None and is_total(row[self.names_at])), None)
        if total is None or not self.table.parts_of_total:
            return
        for at, (year, scenario) in columns.items():
            values = [e.value for (_, y, s), e in found.items() if (y, s) == (year, scenario) and e.value is not None]
            try:
                said = read_cell(total[at], 2).value
            except CellFault:
                continue
            if said is not None and values and said != sum(values, Decimal(0)):
                self.notes.append(
                    f"The row of totals says {total[at]} for {year} {SCENARIO_WORDS[scenario]}, "
                    f"but its rows add up to {sum(values, Decimal(0)):,}. Totals are worked out here, not taken."
                )
