"""Writing in the numbered tables: all of what is brought or nothing, and never over somebody's number unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from goldenthread.hub.audit.interface import Conflict, change, create_many
from goldenthread.hub.people.interface import Actor
from goldenthread.hub.plans.grids.cells import MOST, Entry
from goldenthread.hub.plans.grids.names import WITH, WITHOUT
from goldenthread.hub.plans.models import Plan, TableValue
from goldenthread.hub.plans.published import published_start
from goldenthread.hub.plans.templates_in_force import template_of
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTable, PlanTemplate

from .saving import may_write, plain

HUNDREDTH = Decimal("0.01")
ORIGINS = ("typed", "pasted", "uploaded", "published", "model")


@dataclass(frozen=True, slots=True)
class CellChange:
    """What is to stand in a cell. `seen`: the version the writer saw, 0 where nothing was there, None for any."""

    table: str
    row: str
    year: int
    scenario: str
    entry: Entry
    seen: int | None = None
    source: str = ""

    @property
    def where(self) -> tuple[str, str, int, str]:
        """Table, row, year, scenario."""
        return self.table, self.row, self.year, self.scenario


@dataclass(frozen=True, slots=True)
class Clash:
    """A cell that somebody else filled meanwhile. `version`: the one to send when the writer has decided."""

    change: CellChange
    theirs: Entry
    version: int
    by: str


class TableClash(Exception):
    """Others wrote in the same cells. Nothing is saved; `clashes` hold both numbers of each."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__("Somebody else changed the same cells while you were writing.")
        self.clashes = tuple(clashes)


def set_values(
    plan: Plan, *, by: Actor, table: str, values: Mapping[tuple[str, int], Entry], origin: str = "model",
    scenario: str = WITHOUT, source: str = "",
) -> int:  # fmt: skip
    """Fills cells of one table in one scenario, by row and year, over what stands there; how many changed.

    For who writes knowingly over everything, such as a model's run, which `source` names.
    """
    changes = [CellChange(table, row, year, scenario, each, None, source) for (row, year), each in values.items()]
    return set_cells(plan, by=by, changes=changes, origin=origin)


@transaction.atomic
def set_cells(plan: Plan, *, by: Actor, changes: Iterable[CellChange], origin: str) -> int:
    """Fills cells of any tables, all or none; how many changed.

    Raises ValidationError for a cell that no table has or a number that cannot stand there, TableClash where others
    wrote in the same cells since `seen`.
    """
    may_write(plan, by)
    if origin not in ORIGINS:
        raise ValueError(f"a cell cannot be from '{origin}'")
    template = template_of(plan)
    # In one order for all writers, so that none waits for another that waits for it.
    wanted = sorted((_checked(template, each) for each in changes), key=lambda each: each.where)
    tables = {each.table for each in wanted}
    there = _there(plan, tables)
    new = [each for each in wanted if each.where not in there and not each.entry.is_empty]
    changed = _create(plan, by, new, origin)
    if changed is None:  # somebody else filled one of them in this very moment
        changed, there, new = 0, _there(plan, tables), []
    clashes: list[Clash] = []
    made = {each.where for each in new}
    for each in wanted:
        if each.where in made:
            continue
        try:
            changed += _set(plan, by, each, there.get(each.where), origin)
        except TableClash as clash:
            clashes += clash.clashes
    if clashes:
        raise TableClash(clashes)
    return changed


@transaction.atomic
def start_from_published(plan: Plan, *, by: Actor, tables: Sequence[str], overwrite: bool = False) -> tuple[int, int]:
    """Fills cells from published figures: the empty ones, or over what stands there. (filled, left as they were).

    Absences are taken as absences, with their reason. Raises TableClash where others write in the same moment.
    """
    may_write(plan, by)
    template = template_of(plan)
    there = _there(plan, set(tables))
    changes: list[CellChange] = []
    left = 0
    for table in filter(None, (template.table(name) for name in tables)):
        for (row, year), start in published_start(plan.partnership, table).items():
            where = (table.id, row, year, WITHOUT)
            stands = there.get(where)
            entry, seen = Entry(start.value, start.status), stands.version if stands else 0
            cell = CellChange(*where, entry, seen, start.source)
            if stands is None or _entry(stands).is_empty or overwrite:
                changes.append(cell)
            else:
                left += _entry(stands) != _kept(cell.entry)
    return set_cells(plan, by=by, changes=changes, origin="published"), left


def _there(plan: Plan, tables: set[str]) -> dict[tuple[str, str, int, str], TableValue]:
    found = TableValue.objects.filter(plan=plan, table__in=sorted(tables)).select_related("plan")
    return {(each.table, each.row, each.year, each.scenario): each for each in found}


def _set(plan: Plan, by: Actor, cell: CellChange, there: TableValue | None, origin: str) -> int:
    """How many cells changed: one or none. Raises TableClash."""
    if there is None:
        made = 0 if cell.entry.is_empty else _create(plan, by, [cell], origin)
        if made is not None:
            return made
        there = _there(plan, {cell.table})[cell.where]
    stands = _entry(there)
    if stands == _kept(cell.entry):
        return 0
    if cell.seen == 0 and not stands.is_empty:
        raise TableClash([Clash(cell, stands, there.version, there.changed_by)])
    return int(_change(by, cell, there, origin))


def _create(plan: Plan, by: Actor, cells: Sequence[CellChange], origin: str) -> int | None:
    """Fills cells in which nothing ever was; how many. None where somebody else filled one in this very moment."""
    made = [
        TableValue(
            plan=plan, table=each.table, row=each.row, year=each.year, scenario=each.scenario, value=each.entry.value,
            status=each.entry.status, origin=origin, source=_source(each),
        )
        for each in cells
    ]  # fmt: skip
    try:
        with transaction.atomic():
            return len(create_many(made, by=by.key))
    except IntegrityError:
        return None


def _change(by: Actor, cell: CellChange, there: TableValue, origin: str) -> bool:
    values = {"value": cell.entry.value, "status": cell.entry.status, "origin": origin, "source": _source(cell)}
    if cell.seen is None:  # over whatever stands there: the row is held, so that it cannot change again
        there = TableValue.objects.select_for_update(of=("self",)).select_related("plan").get(pk=there.pk)
    try:
        changed = change(TableValue, there.pk, version=cell.seen or there.version, values=values, by=by.key)
    except Conflict as conflict:
        newest = TableValue.objects.get(pk=there.pk)
        raise TableClash([Clash(cell, _entry(newest), conflict.version, conflict.changed_by)]) from conflict
    return changed.version != there.version


def _entry(value: TableValue) -> Entry:
    return Entry(None if value.value is None else value.value.quantize(HUNDREDTH), value.status)


def _kept(entry: Entry) -> Entry:
    """As the database keeps it."""
    return Entry(None if entry.value is None else entry.value.quantize(HUNDREDTH, ROUND_HALF_UP), entry.status)


def _source(cell: CellChange) -> str:
    return plain(cell.source)[:300]


def _checked(template: PlanTemplate, cell: CellChange) -> CellChange:
    table = template.table(cell.table)
    if table is None:
        raise ValidationError(f"The plan has no table '{cell.table[:60]}'.")
    if cell.row not in {row.id for row in table.rows}:
        raise ValidationError(f"Table {table.number} has no row '{cell.row[:60]}'.")
    if cell.scenario not in (WITHOUT, WITH) or not _has_year(table, cell.year, cell.scenario):
        raise ValidationError(f"Table {table.number} has no column {cell.year} '{cell.scenario[:20]}'.")
    entry = _kept(cell.entry)
    if entry.status and (entry.value is not None or entry.status not in wording.NO_FIGURE):
        raise ValidationError(f"'{entry.status[:10]}' is no reason for which a number may be absent.")
    if entry.value is not None and not 0 <= entry.value <= MOST:
        raise ValidationError(f"A number in table {table.number} lies between 0 and {MOST:,}.")
    return CellChange(cell.table, cell.row, cell.year, cell.scenario, entry, cell.seen, cell.source)


def _has_year(table: PlanTable, year: int, scenario: str) -> bool:
    return year in table.years or (year in table.start_years and scenario == WITHOUT)
