"""Tables brought from a spreadsheet, seen before anything is changed, and tables to take away and fill in."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.text import slugify

from goldenthread.hub.people.interface import names_of
from goldenthread.hub.plans.actions.tables import CellChange, Clash, TableClash, set_cells
from goldenthread.hub.plans.forms.tables import BringForm, differences, keep_changes, kept_changes
from goldenthread.hub.plans.grids.brought import bring
from goldenthread.hub.plans.grids.cells import Entry, say
from goldenthread.hub.plans.grids.faults import GridFault
from goldenthread.hub.plans.grids.names import SCENARIO_WORDS
from goldenthread.hub.plans.grids.recognised import Where
from goldenthread.hub.plans.grids.sums import by_cell
from goldenthread.hub.plans.grids.workbook import workbook
from goldenthread.hub.plans.presenters.tables import ORIGIN_WORDS, entry_of
from goldenthread.hub.plans.queries.tables import table_values
from goldenthread.hub.plans.whole import WholeValue
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTable, PlanTemplate

from .here import FORM, Here, plan_view
from .tables import TABLES, table_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Previewed:
    """One cell that would change: its name, what stands there and what would."""

    table: str
    cell: str
    now: str
    then: str


@plan_view("edit", methods=FORM)
def bring_tables(here: Here, table_id: str = "") -> HttpResponse:
    """Takes cells from a spreadsheet, and shows what would change; nothing is changed yet."""
    only = table_of(here, table_id) if table_id else None
    sent = here.request.method == "POST"
    form = BringForm(here.request.POST, here.request.FILES) if sent else BringForm()
    if sent and form.is_valid():
        try:
            return _preview(here, form, only)
        except GridFault as fault:
            form.add_error("file" if form.origin == "uploaded" else "text", list(fault.messages))
    title = f"Bring table {only.number} from a spreadsheet" if only else "Bring tables from a spreadsheet"
    shown = {"form": form, "only": only}
    return here.page(
        "plans/table_bring.html", title, shown, crumbs=_crumbs(here, only), current=TABLES, status=422 if sent else 200
    )


@plan_view("edit", methods=("POST",))
def confirm_tables(here: Here) -> HttpResponse:
    """Writes what was previewed, all of it or nothing."""
    try:
        changes, origin = kept_changes(here.request.POST.get("kept", ""), here.plan.pk)
        changed = set_cells(here.plan, by=here.actor, changes=changes, origin=origin)
    except ValidationError as fault:
        return here.not_done(fault, TABLES)
    except TableClash as clash:
        return _clashed(here, changes, origin, clash.clashes)
    touched = {each.table for each in changes}
    back = ("plan-table", *touched) if len(touched) == 1 else (TABLES,)
    return here.done(f"{wording.counted(changed, 'number')} {ORIGIN_WORDS[origin]}.", *back)


@plan_view("export")
def tables_file(here: Here, table_id: str = "") -> HttpResponse:
    """One table or all of them as a workbook; `blank=yes`: without the numbers."""
    wanted = (table_of(here, table_id),) if table_id else here.template.tables
    entries: dict[str, dict[Where, Entry]] = {}
    if here.request.GET.get("blank") != "yes":
        for value in table_values(here.plan, [each.id for each in wanted]):
            entries.setdefault(value.table, {})[value.row, value.year, value.scenario] = entry_of(value)
    made = workbook(f"{here.area}’s plan", wanted, entries)
    told = f"table-{wanted[0].number}-{wanted[0].title}" if table_id else "numbered-tables"
    name = slugify(f"{here.area}-{told}".replace(".", "-"))[:100]
    return HttpResponse(made, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'})


def _preview(here: Here, form: BringForm, only: PlanTable | None) -> HttpResponse:
    told = form.cleaned_data
    brought = bring(told["sheets"], here.template, told["scenario"], only)
    cells = by_cell(table_values(here.plan, list(brought.tables)))
    found: list[tuple[CellChange, WholeValue | None]] = []
    notes = list(brought.notes)
    for table_id, recognised in brought.tables.items():
        table = table_of(here, table_id)
        found += differences(recognised.cells, table, cells, told["source"])
        notes += [f"Table {table.number}: {note}" for note in recognised.notes]
    taken = sum(len(each.cells) for each in brought.tables.values())
    rows = [_row(here.template, change, entry_of(value), change.entry) for change, value in found]
    shown = {
        "rows": rows, "notes": notes, "same": taken - len(found), "only": only, "clashed": False,
        "kept": keep_changes([change for change, _ in found], here.plan.pk, form.origin),
    }  # fmt: skip
    return here.page(
        "plans/table_preview.html", "Check before it is taken", shown, crumbs=_crumbs(here, only), current=TABLES
    )


def _clashed(here: Here, changes: list[CellChange], origin: str, clashes: tuple[Clash, ...]) -> HttpResponse:
    """Both numbers of every cell that others filled since the preview; nothing is changed yet."""
    newer = {clash.change.where: clash for clash in clashes}
    names = names_of({clash.by for clash in clashes})
    again = [
        CellChange(c.table, c.row, c.year, c.scenario, c.entry, newer[c.where].version if c.where in newer else c.seen, c.source)
        for c in changes
    ]  # fmt: skip
    rows = [
        _row(here.template, clash.change, clash.theirs, clash.change.entry, names.get(clash.by, ""))
        for clash in clashes
    ]
    shown = {
        "rows": rows, "notes": [], "same": len(changes) - len(rows), "only": None, "clashed": True,
        "kept": keep_changes(again, here.plan.pk, origin),
    }  # fmt: skip
    title = "Somebody else filled the same cells"
    return here.page("plans/table_preview.html", title, shown, crumbs=_crumbs(here, None), current=TABLES, status=409)


def _row(template: PlanTemplate, change: CellChange, now: Entry, then: Entry, by: str = "") -> Previewed:
    table = template.table(change.table)
    title = next((row.title for row in table.rows if row.id == change.row), change.row) if table else change.row
    decimals = table.decimals if table else 0
    number = table.number if table else change.table
    cell = f"{title}, {change.year} {SCENARIO_WORDS.get(change.scenario, '')}"
    return Previewed(number, cell, f"{say(now, decimals)}{f', by {by}' if by else ''}", say(then, decimals))


def _crumbs(here: Here, only: PlanTable | None) -> list[tuple[str, str]]:
    found = [("The numbered tables", here.url(TABLES))]
    return [*found, (f"Table {only.number}", here.url("plan-table", only.id))] if only else found
