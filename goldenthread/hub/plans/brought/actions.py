"""Rows of a spreadsheet as priorities with their actions. Pure: nothing is made, and every fault is named by row and column."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from goldenthread.hub.plans import columns
from goldenthread.hub.plans.columns import ACTION_COLUMNS, NEEDED, ActionColumn
from goldenthread.hub.plans.grids.faults import GridFault, named
from goldenthread.hub.plans.grids.formulas import HOW, NO_RESULT
from goldenthread.hub.plans.grids.names import plain_name
from goldenthread.hub.plans.grids.pasted import Grid
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate

from . import words

MOST_LINES_BEFORE = 15
MOST_ROWS_NAMED = 10
LIMITS = {"title": 200, "priority": 200, "about": 8000, "lead": 120, "partners": 300}
Existing = Mapping[str, Collection[str]]  # by a priority's plain title: its actions' plain titles


@dataclass(frozen=True, slots=True)
class RowFault:
    """What cannot be taken. `row` as the spreadsheet counts, `column` by its heading."""

    row: int
    column: str
    words: str


@dataclass(slots=True)
class NewAction:
    """An action to be made. `values`: of an action's fields; `row`: where it stands."""

    row: int
    title: str
    values: dict[str, Any]


@dataclass(slots=True)
class NewPriority:
    """A priority to be made, or one that is there already and gets more actions."""

    title: str
    section: str
    theme: str
    is_there: bool
    actions: list[NewAction] = field(default_factory=list)


@dataclass(slots=True)
class Brought:
    """What a spreadsheet holds. `left`: (row, what) that is there already; `notes` on what was understood how."""

    sheet: str
    priorities: list[NewPriority] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def actions(self) -> int:
        """How many actions would be made."""
        return sum(len(each.actions) for each in self.priorities)


def read(sheets: Mapping[str, Grid], template: PlanTemplate, existing: Existing, section: str) -> Brought:
    """What the sheet with most of the columns holds. `section`: of priorities for which no row says it.

    Raises GridFault where no sheet has a priority's and an action's column.
    """
    name, grid, start, places = _sheet(sheets)
    found = Brought(name)
    if len(sheets) > 1:
        found.notes.append(f"Read from the sheet ‘{name[:40]}’.")
    strange = [text for place, text in enumerate(grid[start]) if text and place not in places.values()]
    if strange:
        found.notes.append(f"Columns that were not taken: {named(strange)}.")
    reader = _Rows(found, template, existing, section, places)
    for number, row in enumerate(grid[start + 1 :], start=start + 2):
        reader.take(number, row)
    if reader.joined:
        found.notes.append(f"Without a priority of their own, so taken under the one above: {_rows(reader.joined)}.")
    if not found.priorities and not found.faults and not found.left:
        raise GridFault("There is no action under the headings.")
    return found


def _rows(numbers: Sequence[int]) -> str:
    """'row 3', 'rows 3 and 4'; the first of many and how many more."""
    more = len(numbers) - MOST_ROWS_NAMED
    told = [str(each) for each in numbers[:MOST_ROWS_NAMED]] + ([f"{more} more"] if more > 0 else [])
    return f"row{'s' if len(numbers) > 1 else ''} {wording.listed(told)}"


def _sheet(sheets: Mapping[str, Grid]) -> tuple[str, Grid, int, dict[str, int]]:
    best: tuple[str, Grid, int, dict[str, int]] | None = None
    for name, grid in sheets.items():
        for start, row in enumerate(grid[:MOST_LINES_BEFORE]):
            places = _places(row)
            if all(each.id in places for each in NEEDED) and (best is None or len(places) > len(best[3])):
                best = (name, grid, start, places)
    if best is None:
        wanted = wording.listed([f"‘{each.heading}’" for each in NEEDED])
        raise GridFault(f"No sheet has the columns {wanted} in one row of headings. Name the columns so.")
    return best


def _places(row: Sequence[str]) -> dict[str, int]:
    """Where each known column stands; the heading that the plan itself writes before another name of it."""
    found: dict[str, int] = {}
    names = [plain_name(text) for text in row]
    for column in ACTION_COLUMNS:
        for heading in (column.heading, *column.also):
            if plain_name(heading) in names and names.index(plain_name(heading)) not in found.values():
                found[column.id] = names.index(plain_name(heading))
                break
    return found


class _Rows:
    """Takes row after row; a priority that is not written again is the one above, as in merged cells."""

    def __init__(
        self, found: Brought, template: PlanTemplate, existing: Existing, section: str, places: Mapping[str, int]
    ) -> None:
        self.found, self.template, self.existing, self.section, self.places = found, template, existing, section, places
        self.by_title: dict[str, NewPriority] = {}
        self.seen: dict[tuple[str, str], int] = {}
        self.above = ""
        self.joined: list[int] = []

    def take(self, number: int, row: Sequence[str]) -> None:
        """Takes one row; an empty one is passed over."""
        if not any(row):
            return None
        before = len(self.found.faults)
        if NO_RESULT in row:
            self._without_result(number, row)
            row = ["" if text == NO_RESULT else text for text in row]  # what else is wrong in it is told too
            if not self._text(row, columns.TITLE) or not (self._text(row, columns.PRIORITY) or self.above):
                return None
        priority, title = self._text(row, columns.PRIORITY) or self.above, self._text(row, columns.TITLE)
        if title and priority and not self._text(row, columns.PRIORITY):
            self.joined.append(number)
        self.above = priority
        if not title and not self._text(row, columns.PRIORITY):
            return self._fault(number, columns.TITLE, "Write the action, or leave the row empty.")
        if not priority:
            return self._fault(number, columns.PRIORITY, "Write the priority that the action belongs to.")
        self._check_length(number, columns.PRIORITY, "priority", priority)
        made = self._priority(number, row, priority)
        if title:
            values = self._values(number, row, title)
            if len(self.found.faults) == before:
                self._add(number, made, title, values)
        return None

    def _without_result(self, number: int, row: Sequence[str]) -> None:
        """Names each cell with a formula that the file has no result of; nothing of the row is taken."""
        named = [each for each in ACTION_COLUMNS if self._text(row, each) == NO_RESULT]
        if columns.PRIORITY in named:
            self.above = ""
        for column in named:
            self._fault(number, column, f"It {HOW}.")
        if not named:
            self._fault(number, columns.TITLE, f"A cell of the row {HOW}.")

    def _priority(self, number: int, row: Sequence[str], title: str) -> NewPriority:
        section = self._read(number, row, columns.SECTION, lambda text: words.section(text, self.template)) or ""
        theme = self._read(number, row, columns.THEME, lambda text: words.option(text, self.template.themes)) or ""
        made = self.by_title.get(plain_name(title))
        if made is None:
            made = NewPriority(title, section or self.section, theme, plain_name(title) in self.existing)
            self.by_title[plain_name(title)] = made
            self.found.priorities.append(made)
        made.theme = made.theme or theme
        if section and section != made.section and not made.is_there:
            self._fault(number, columns.SECTION, f"“{title[:60]}” stands in another section in a row above.")
        return made

    def _values(self, number: int, row: Sequence[str], title: str) -> dict[str, Any]:
        self._check_length(number, columns.TITLE, "title", title)
        values: dict[str, Any] = {}
        for column, field_name in ((columns.ABOUT, "about"), (columns.LEAD, "lead"), (columns.PARTNERS, "partners")):
            text = self._text(row, column)
            values[field_name] = "" if words.is_nothing(text) else text
            self._check_length(number, column, field_name, text)
        values["starts_on"] = self._read(number, row, columns.STARTS, words.day)
        values["ends_on"] = self._read(number, row, columns.ENDS, lambda text: words.day(text, end=True))
        values["cost_pounds"] = self._read(number, row, columns.COST, words.pounds)
        values["status"] = self._read(number, row, columns.STATUS, words.status) or words.NOT_STARTED
        values["rag"] = self._read(number, row, columns.RAG, words.rag) or ""
        values["risk"] = self._read(number, row, columns.RISK, words.risk) or ""
        sources = self.template.funding_sources
        values["funding_source"] = (
            self._read(number, row, columns.FUNDING, lambda text: words.option(text, sources)) or ""
        )
        if values["starts_on"] and values["ends_on"] and values["ends_on"] < values["starts_on"]:
            self._fault(number, columns.ENDS, f"It ends before it starts on {wording.day(values['starts_on'])}.")
        return self._with_measures(row, values)

    def _with_measures(self, row: Sequence[str], values: dict[str, Any]) -> dict[str, Any]:
        """Measures have a start and a target that no cell says, so their names are kept in words."""
        measures = self._text(row, columns.MEASURE)
        if measures and not words.is_nothing(measures):
            told = f"Success measures in the earlier plan: {measures}"
            values["about"] = f"{values['about']}\n\n{told}".strip()[: LIMITS["about"]]
        return values

    def _add(self, number: int, made: NewPriority, title: str, values: dict[str, Any]) -> None:
        key = (plain_name(made.title), plain_name(title))
        if key[1] in self.existing.get(key[0], ()):
            self.found.left.append((number, f"“{title}” is an action of “{made.title}” already"))
        elif key in self.seen:
            self.found.left.append((number, f"“{title}” stands in row {self.seen[key]} already"))
        else:
            self.seen[key] = number
            made.actions.append(NewAction(number, title, values))

    def _text(self, row: Sequence[str], column: ActionColumn) -> str:
        place = self.places.get(column.id)
        return row[place].strip() if place is not None and place < len(row) else ""

    def _read(self, number: int, row: Sequence[str], column: ActionColumn, reader: Callable[[str], Any]) -> Any:
        try:
            return reader(self._text(row, column))
        except words.NotUnderstood as fault:
            return self._fault(number, column, str(fault))

    def _check_length(self, number: int, column: ActionColumn, name: str, text: str) -> None:
        if len(text) > LIMITS[name]:
            self._fault(number, column, f"Write at most {LIMITS[name]:,} characters; this has {len(text):,}.")

    def _fault(self, number: int, column: ActionColumn, told: str) -> None:
        self.found.faults.append(RowFault(number, column.heading, told))
