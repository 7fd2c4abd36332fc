"""The numbered tables for templates: the list of them, and one as a grid with both scenarios side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from goldenthread.hub.plans.grids.cells import Entry, write_cell
from goldenthread.hub.plans.grids.names import SCENARIO_WORDS, WITH, WITHOUT
from goldenthread.hub.plans.grids.sums import Cells, ColumnTotal, by_cell, column_total, sum_faults
from goldenthread.hub.plans.published import Start
from goldenthread.hub.plans.whole import WholeValue
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTable, PlanTemplate

ORIGIN_WORDS = {
    "typed": "typed",
    "pasted": "pasted",
    "uploaded": "from a file",
    "published": "published",
    "model": "model",
}
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table in the list. `faults`: how many sums do not add."""

    id: str
    number: str
    title: str
    sections: str
    filled: str
    origins: str
    faults: int


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of the grid. `name`: of its input, '' where there is only text. `about`: where its number is from."""

    name: str
    label: str
    text: str
    about: str = ""
    fault: str = ""

    @property
    def element(self) -> str:
        """The id of its input."""
        return f"cell-{self.name.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row with its cells in the order of the columns."""

    title: str
    note: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as a page shows it. `starts`: headings of single columns; `years`: of groups of three."""

    caption: str
    starts: tuple[str, ...]
    years: tuple[str, ...]
    rows: tuple[GridRow, ...]
    totals: GridRow | None


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed and could not be saved: texts and faults by the name of the input."""

    texts: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)


def cell_name(row: str, year: int, scenario: str) -> str:
    """The name of a cell's input: 'under-5.2025.with-plan'."""
    return f"{row}.{year}.{scenario}"


def entry_of(value: WholeValue | None) -> Entry:
    """What stands in a cell."""
    return Entry() if value is None else Entry(value.value, value.status)


def columns(table: PlanTable) -> list[tuple[int, str]]:
    """(year, scenario) of every cell that can be filled, in the order in which the grid shows them."""
    found = [(year, WITHOUT) for year in table.start_years]
    return found + [(year, scenario) for year in table.years for scenario in (WITHOUT, WITH)]


# ------------------------------------------------------------------ the list


def lines(template: PlanTemplate, values: Iterable[WholeValue]) -> list[TableLine]:
    """Every table with how far it is filled and whether it adds up."""
    values = list(values)
    faults = Counter(fault.table for fault in sum_faults(template, values))
    held: dict[str, list[WholeValue]] = {table.id: [] for table in template.tables}
    for each in values:
        if not entry_of(each).is_empty and each.table in held:
            held[each.table].append(each)
    return [_line(template, table, held[table.id], faults[table.id]) for table in template.tables]


def _line(template: PlanTemplate, table: PlanTable, held: list[WholeValue], faults: int) -> TableLine:
    sections = [f"{s.number} {s.title}" for s in template.sections if table.id in s.tables]
    rows = len(table.rows)
    by_scenario = Counter(each.scenario for each in held)
    possible = {WITHOUT: rows * (len(table.start_years) + len(table.years)), WITH: rows * len(table.years)}
    filled = "; ".join(
        f"{by_scenario[scenario]:,} of {possible[scenario]:,} {words}" for scenario, words in SCENARIO_WORDS.items()
    )
    origins = Counter(each.origin for each in held)
    told = [f"{origins[origin]:,} {words}" for origin, words in ORIGIN_WORDS.items() if origins[origin]]
    return TableLine(table.id, table.number, table.title, "; ".join(sections), filled, ", ".join(told), faults)


# ------------------------------------------------------------------ the grid


def grid(table: PlanTable, values: Iterable[WholeValue], typed: Typed, may_edit: bool) -> Grid:
    """The table with both scenarios side by side and the difference the plan makes."""
    cells = by_cell(values)
    rows = tuple(
        GridRow(row.title, row.note or "", tuple(_cells(table, row.id, row.title, cells, typed, may_edit)))
        for row in table.rows
    )
    return Grid(
        caption=f"Table {table.number}: {table.title}",
        starts=tuple(str(year) for year in table.start_years),
        years=tuple(str(year) for year in table.years),
        rows=rows,
        totals=_totals(table, cells) if table.parts_of_total else None,
    )


def _cells(table: PlanTable, row: str, title: str, cells: Cells, typed: Typed, may_edit: bool) -> Iterable[GridCell]:
    for year in table.start_years:
        yield _cell(table, row, title, year, WITHOUT, cells, typed, may_edit)
    for year in table.years:
        for scenario in (WITHOUT, WITH):
            yield _cell(table, row, title, year, scenario, cells, typed, may_edit)
        before, after = (cells.get((table.id, row, year, scenario)) for scenario in (WITHOUT, WITH))
        difference = _difference(entry_of(before).value, entry_of(after).value, table.decimals)
        yield GridCell("", f"{title}, {year}, difference", difference)


def _cell(
    table: PlanTable, row: str, title: str, year: int, scenario: str, cells: Cells, typed: Typed, may_edit: bool
) -> GridCell:  # fmt: skip
    name, value = cell_name(row, year, scenario), cells.get((table.id, row, year, scenario))
    text = write_cell(entry_of(value), table.decimals)
    label = f"{title}, {year}, {SCENARIO_WORDS[scenario]}"
    about = "" if value is None or entry_of(value).is_empty else ORIGIN_WORDS.get(value.origin, value.origin)
    if not may_edit:
        return GridCell("", label, text or NOTHING, about)
    return GridCell(name, label, typed.texts.get(name, text), about, typed.faults.get(name, ""))


def _difference(before: Decimal | None, after: Decimal | None, decimals: int) -> str:
    if before is None or after is None:
        return NOTHING
    difference = float(after - before)
    return f"{'+' if difference > 0 else ''}{wording.number(difference, decimals)}"


def _totals(table: PlanTable, cells: Cells) -> GridRow:
    found = []
    for year in table.start_years:
        found.append(_total(table, column_total(table, cells, year, WITHOUT), f"Total, {year}"))
    for year in table.years:
        pair = [column_total(table, cells, year, scenario) for scenario in (WITHOUT, WITH)]
        found += [_total(table, each, f"Total, {year}") for each in pair]
        whole = all(each.is_whole for each in pair)
        difference = _difference(pair[0].value, pair[1].value, table.decimals) if whole else NOTHING
        found.append(GridCell("", f"Total, {year}, difference", difference))
    return GridRow("Total", "The sum of the numbers above it.", tuple(found))


def _total(table: PlanTable, total: ColumnTotal, label: str) -> GridCell:
    if total.value is None:
        return GridCell("", label, NOTHING)
    told = [f"{total.empty} empty"] * bool(total.empty) + [f"{total.absent} without a number"] * bool(total.absent)
    return GridCell("", label, wording.number(float(total.value), table.decimals), ", ".join(told))


# ------------------------------------------------------------------ where numbers are from


@dataclass(frozen=True, slots=True)
class From:
    """Where the number of a cell is from, in words, with the figures behind a published one."""

    cell: str
    number: str
    origin: str
    source: str
    links: tuple[tuple[str, str], ...]


def sources(table: PlanTable, values: Iterable[WholeValue], start: Start) -> list[From]:
    """Every filled cell with its source, in the order of the table."""
    cells = by_cell(values)
    found = []
    for row in table.rows:
        for year, scenario in columns(table):
            value = cells.get((table.id, row.id, year, scenario))
            if value is None or entry_of(value).is_empty:
                continue
            published = start.get((row.id, year)) if value.origin == "published" else None
            found.append(From(
                f"{row.title}, {year}, {SCENARIO_WORDS[scenario]}", write_cell(entry_of(value), table.decimals),
                ORIGIN_WORDS.get(value.origin, value.origin), value.source, published.links if published else (),
            ))  # fmt: skip
    return found


def moved(table: PlanTable, values: Iterable[WholeValue], start: Start) -> list[str]:
    """Cells taken from published figures which are published otherwise now."""
    found = []
    titles = {row.id: row.title for row in table.rows}
    for each in values:
        now = start.get((each.row, each.year))
        if each.table != table.id or each.origin != "published" or now is None or each.row not in titles:
            continue
        new = Entry(now.value, now.status)
        if write_cell(new, 2) != write_cell(entry_of(each), 2):
            found.append(
                f"‘{titles[each.row]}’ for {each.year} is published as {write_cell(new, table.decimals)} now; "
                f"the table holds {write_cell(entry_of(each), table.decimals) or 'nothing'}."
            )
    return found
