"""The list of the numbered tables, and one of them as a grid to type in."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse

from goldenthread.hub.people.interface import may, names_of
from goldenthread.hub.plans.actions.saving import CLOSED
from goldenthread.hub.plans.actions.tables import TableClash, set_cells, start_from_published
from goldenthread.hub.plans.forms.priorities import CommentForm
from goldenthread.hub.plans.forms.tables import Seen, TypedGrid, read_grid, seen_of, write_seen
from goldenthread.hub.plans.grids.sums import by_cell, sum_faults
from goldenthread.hub.plans.presenters import tables as shapes
from goldenthread.hub.plans.published import published_start
from goldenthread.hub.plans.queries.tables import table_values
from goldenthread.hub.plans.queries.talk import comments_on
from goldenthread.hub.plans.whole import WholeValue
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTable

from .here import FORM, Here, plan_view

TABLES = "plan-tables"


def table_of(here: Here, table_id: str) -> PlanTable:
    """The table. Http404 where the plan has none with this id."""
    table = here.template.table(table_id)
    if table is None:
        raise Http404("The plan has no such table.")
    return table


def may_fill(here: Here) -> bool:
    """Whether the asker may write in the tables of this plan as it stands."""
    return here.may_edit and here.plan.state not in CLOSED


def may_export(here: Here) -> bool:
    """Whether the asker may take files away."""
    return may(here.actor, "export", "plan", partnership=here.code)


@plan_view()
def tables(here: Here) -> HttpResponse:
    """Every table with how far it is filled and whether it adds up."""
    lines = shapes.lines(here.template, table_values(here.plan))
    shown = {"lines": lines, "may_fill": may_fill(here), "may_export": may_export(here)}
    return here.page("plans/tables.html", "The numbered tables", shown, current=TABLES)


@plan_view(methods=FORM)
def table(here: Here, table_id: str) -> HttpResponse:
    """One table. What is typed is saved where nobody else wrote meanwhile; else both numbers are shown."""
    wanted = table_of(here, table_id)
    if here.request.method != "POST":
        return _shown(here, wanted)
    typed = read_grid(wanted, here.request.POST)
    if typed.faults:
        return _shown(here, wanted, typed, 422)
    try:
        changed = set_cells(here.plan, by=here.actor, changes=typed.changes, origin="typed")
    except ValidationError as fault:  # the plan was closed meanwhile: what was typed stays on the page
        messages.error(here.request, " ".join(fault.messages))
        return _shown(here, wanted, typed, 409)
    except TableClash as clash:
        typed.clash(clash.clashes, names_of({each.by for each in clash.clashes}), wanted.decimals)
        return _shown(here, wanted, typed, 409)
    words = f"{wording.counted(changed, 'number')} saved." if changed else "Nothing was changed."
    return here.done(words, "plan-table", wanted.id)


@plan_view("edit", methods=("POST",))
def start(here: Here, table_id: str = "") -> HttpResponse:
    """Starts one table, or all of them, from published figures."""
    wanted = [table_of(here, table_id).id] if table_id else [each.id for each in here.template.tables]
    overwrite = here.request.POST.get("overwrite") == "yes"
    back = ("plan-table", table_id) if table_id else (TABLES,)
    try:
        filled, left = start_from_published(here.plan, by=here.actor, tables=wanted, overwrite=overwrite)
    except TableClash:
        return here.not_done(ValidationError("Somebody filled the same cells in this moment. Try again."), *back)
    except ValidationError as fault:
        return here.not_done(fault, *back)
    words = f"{wording.counted(filled, 'cell')} filled from published figures."
    kept = f" Left as before, because somebody filled them otherwise: {wording.counted(left, 'cell')}." if left else ""
    return here.done(words + kept, *back)


def _shown(here: Here, table: PlanTable, typed: TypedGrid | None = None, status: int = 200) -> HttpResponse:
    related = [each.id for each in here.template.tables if _belongs(table, each)]
    values = table_values(here.plan, related)
    own = [each for each in values if each.table == table.id]
    start = published_start(here.plan.partnership, table)
    kept = shapes.Typed(typed.texts, typed.faults) if typed else shapes.Typed()
    writes = may_fill(here) or typed is not None
    shown = {
        "table": table,
        "grid": shapes.grid(table, own, kept, writes),
        "seen": write_seen(_seen(table, own, typed)),
        "errors": [(f"#cell-{name.replace('.', '-')}", fault) for name, fault in kept.faults.items()],
        "sums": [fault.words for fault in sum_faults(here.template, values, table.id)],
        "sources": shapes.sources(table, own, start),
        "moved": shapes.moved(table, own, start),
        "has_start": bool(start),
        "may_fill": writes,
        "may_export": may_export(here),
        "said": comments_on(here.plan, "table", [table.id]).get(table.id, []),
        "comment_kind": "table",
        "comment_id": table.id,
        "comment_form": CommentForm(),
    }
    crumbs = [("The numbered tables", here.url(TABLES))]
    title = f"Table {table.number}: {table.title}"
    return here.page("plans/table.html", title, shown, crumbs=crumbs, current=TABLES, status=status)


def _seen(table: PlanTable, own: list[WholeValue], typed: TypedGrid | None) -> Seen:
    """What the form says it shows: of a form that comes back, what it showed before and what clashed since."""
    return typed.seen if typed else seen_of(table, by_cell(own))


def _belongs(table: PlanTable, other: PlanTable) -> bool:
    return other.id in (table.id, table.same_total_as) or table.id in (other.part_of, other.at_most)
