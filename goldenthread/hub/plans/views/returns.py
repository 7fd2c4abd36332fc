"""The quarterly return: the blank template, what is written in its cells, and the file."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.core.exceptions import BadRequest, ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.utils import timezone

from goldenthread.hub.evidence.interface import current_build, offered
from goldenthread.hub.people.interface import may, names_of
from goldenthread.hub.plans.actions.returns import MappingClash, keep_template, map_cells
from goldenthread.hub.plans.forms.returns import (
    FIELDS,
    KINDS,
    ReturnCellForm,
    ReturnKindForm,
    ReturnTemplateForm,
    initial_of,
)
from goldenthread.hub.plans.grids.uploaded import plain_file_name
from goldenthread.hub.plans.grids.zipped import MOST_BYTES
from goldenthread.hub.plans.models import ReturnTemplate
from goldenthread.hub.plans.outputs.return_layout import Layout, is_total
from goldenthread.hub.plans.outputs.return_quarters import Quarter, quarters_of, years_in
from goldenthread.hub.plans.outputs.return_rules import ReturnFault, return_name
from goldenthread.hub.plans.outputs.returned import Returned, make_return
from goldenthread.hub.plans.presenters import returns as shapes
from goldenthread.hub.plans.queries.returns import authority_of, kept_template, measures_of, resolved
from goldenthread.hub.ui.interface import wording

from .here import FORM, Here, plan_view
from .table_files import XLSX
from .tables import may_export

RETURN = "plan-return"


@plan_view()
def plan_return(here: Here) -> HttpResponse:
    """What the return of a quarter would hold, what is left empty and why, and the file where it keeps the rules."""
    template = kept_template(here.code)
    if template is None:
        return _page(here, {"template": None, "form": ReturnTemplateForm()})
    quarter = _quarter(here, template)
    made = _made(here, template, quarter)
    chosen = {
        "template": template, "form": ReturnTemplateForm(), "quarter": quarter, "made": made,
        "quarters": [(each, wording.day(each.ends_on)) for each in _quarters(template)],
        "uploaded": wording.day(timezone.localdate(template.uploaded_at)),
        "summary": shapes.summary(made.cells),
        "written": [each for each in made.cells if each.value is not None],
        "left": [each for each in made.cells if each.value is None],
        "lost": template.layout.get("lost", []),
    }  # fmt: skip
    return _page(here, chosen)


@plan_view("map_return", methods=("POST",))
def return_template(here: Here) -> HttpResponse:
    """Keeps the blank template; what the last one held is carried over by name."""
    form = ReturnTemplateForm(here.request.POST, here.request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            template, lost = keep_template(
                here.plan, by=here.actor, file_name=plain_file_name(file.name), content=file.read(MOST_BYTES + 1)
            )
        except ReturnFault as fault:
            form.add_error("file", list(fault.messages))
        else:
            words = f"The template is kept: {wording.counted(len(template.layout['rows']), 'row')}."
            return here.done(words + (" Some cells were not found again." if lost else ""), "plan-return-map")
    return _page(here, {"template": kept_template(here.code), "form": form, "only_form": True}, status=422)


@plan_view("map_return", methods=FORM)
def return_map(here: Here) -> HttpResponse:
    """Every cell with what is written there; suggestions are taken by pressing the button, never by themselves."""
    template = _template(here)
    measures = measures_of(here.plan)
    suggested = shapes.suggestions(here.plan, template, shapes.candidates(measures), _quarters(template))
    if here.request.method == "POST":
        cells = [cell for cell, _, heading in Layout.from_json(template.layout).cells() if not is_total(heading)]
        found = suggested.candidates
        entries = {cell: dict(found[_row(cell)].entry) for cell in cells if _row(cell) in found}
        map_cells(template, by=here.actor, entries=entries)
        return here.done(f"{wording.counted(len(entries), 'cell')} chosen as suggested. Check them.", "plan-return-map")
    rows = shapes.rows_of(template, here.template, measures, suggested)
    shown = {
        "rows": rows,
        "has_suggestions": any(each.suggestion for each in rows),
        "lost": template.layout.get("lost", []),
    }
    return here.page(
        "plans/return_map.html", "What is written in the return", shown, crumbs=_crumbs(here), current=RETURN
    )


@plan_view("map_return", methods=FORM)
def return_cell(here: Here, cell: str) -> HttpResponse:
    """What is written in one cell, or in its whole row."""
    template = _template(here)
    layout = Layout.from_json(template.layout)
    place = next((each for each in layout.cells() if each[0] == cell), None)
    if place is None:
        raise Http404("The template has no such cell.")
    of_row = [each for each, _, _ in layout.cells() if _row(each) == _row(cell)]
    entry = template.mapping.get(cell)
    kind = (here.request.POST or here.request.GET).get("kind")
    if kind not in FIELDS:
        chosen = ReturnKindForm({"kind": kind} if kind is not None else None, initial=initial_of(entry))
        return _cell_page(here, place, chosen, first=True)
    known: dict[str, Any] = {
        "kind": kind,
        "measures": [(str(each.pk), shapes.with_unit(each.title, each.unit)) for each in measures_of(here.plan)],
        "indicators": [(each.id, shapes.with_unit(each.title, each.unit)) for each in offered()],
        "template": here.template,
        "initial": {**initial_of(entry), "seen": json.dumps({each: template.mapping.get(each) for each in of_row})},
    }
    form = ReturnCellForm(here.request.POST or None, **known)
    if here.request.method == "POST" and form.is_valid():
        whole = [
            each for each, _, heading in layout.cells() if each in of_row and (each == cell or not is_total(heading))
        ]
        cells = whole if form.cleaned_data["whole_row"] else [cell]
        try:
            map_cells(template, by=here.actor, entries=dict.fromkeys(cells, form.entry()), seen=_seen(form))
        except MappingClash as clash:
            who = names_of({clash.by}).get(clash.by, "Somebody else")
            titles = shapes.words_of(kept(here).get(clash.cells[0]), {}, here.template) if clash.cells else ""
            form.add_error(
                None,
                f"{who} chose otherwise for {', '.join(clash.cells)} meanwhile ({titles or 'nothing'}). Look at the list before you choose again.",
            )
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            left = len(cells) > 1 and len(cells) < len(of_row)
            words = " A column that is a total is left as it was: choose for it by itself." if left else ""
            return here.done(f"{wording.counted(len(cells), 'cell')} chosen.{words}", "plan-return-map")
    return _cell_page(here, place, form, first=False)


def _cell_page(here: Here, place: tuple[str, str, str], form: Form, first: bool) -> HttpResponse:
    """One of the two steps: the kind of source, then the source itself."""
    cell, row, heading = place
    kind = "" if first else dict(KINDS)[str(form["kind"].value())]
    shown = {"form": form, "cell": cell, "row": row, "heading": heading, "is_first": first, "kind": kind}
    crumbs = [*_crumbs(here), ("What is written", here.url("plan-return-map"))]
    title = f"{row}, {heading}"
    status = 422 if form.errors else 200
    return here.page("plans/return_cell.html", title, shown, crumbs=crumbs, current=RETURN, status=status)


@plan_view("export")
def return_file(here: Here) -> HttpResponse:
    """The filled return; where it breaks a rule, the page that says which."""
    template = _template(here)
    made = _made(here, template, _quarter(here, template))
    if made.problems:
        shown = {"problems": made.problems, "name": made.name}
        return here.page(
            "plans/return_refused.html",
            "This return is not ready",
            shown,
            crumbs=_crumbs(here),
            current=RETURN,
            status=409,
        )
    return HttpResponse(
        made.content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{made.name}"'}
    )


@plan_view("export")
def return_notes(here: Here) -> HttpResponse:
    """What each cell holds and what is left empty, as text to keep beside the file."""
    template = _template(here)
    quarter = _quarter(here, template)
    made = _made(here, template, quarter)
    title = f"Quarterly return of {here.area}, quarter to {wording.day(quarter.ends_on)}"
    text = shapes.notes(title, made.name, made.cells, current_build(), made.warnings)
    name = made.name.removesuffix(".xlsx") + "-notes.txt"
    return HttpResponse(
        text,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def kept(here: Here) -> dict[str, Any]:
    """What is chosen for each cell at this moment."""
    template = kept_template(here.code)
    return dict(template.mapping) if template else {}


def _page(here: Here, shown: dict[str, Any], status: int = 200) -> HttpResponse:
    rights = {"may_map": may(here.actor, "map_return", "plan", partnership=here.code), "may_export": may_export(here)}
    return here.page("plans/return.html", "Quarterly return", {**shown, **rights}, current=RETURN, status=status)


def _crumbs(here: Here) -> list[tuple[str, str]]:
    return [("Quarterly return", here.url(RETURN))]


def _template(here: Here) -> ReturnTemplate:
    template = kept_template(here.code)
    if template is None:
        raise Http404("There is no blank template yet. Upload it on the page of the quarterly return.")
    return template


def _seen(form: ReturnCellForm) -> dict[str, Any]:
    try:
        told = json.loads(form.cleaned_data["seen"] or "{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _row(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _first_year(template: ReturnTemplate) -> int:
    return years_in(str(template.layout.get("year", "")))[0]


def _quarters(template: ReturnTemplate) -> tuple[Quarter, ...]:
    return quarters_of(_first_year(template))


def _quarter(here: Here, template: ReturnTemplate) -> Quarter:
    """The quarter that is asked for; else the newest that has ended. BadRequest for one that is not of the year."""
    quarters, asked = _quarters(template), here.request.GET.get("quarter", "")
    if asked:
        found = next((each for each in quarters if each.key == asked), None)
        if found is None:
            raise BadRequest(f"The template’s year has no quarter '{asked[:20]}'. Choose one from the list.")
        return found
    today: dt.date = timezone.localdate()
    return next((each for each in reversed(quarters) if each.ends_on <= today), quarters[0])


def _made(here: Here, template: ReturnTemplate, quarter: Quarter) -> Returned:
    cells = resolved(here.plan, template, quarter, _first_year(template))
    authority = authority_of(here.code)
    return make_return(bytes(template.content), cells, return_name(quarter, authority), authority)
