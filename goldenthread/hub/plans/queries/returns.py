"""What a return's cells would hold: the mapping's sources, read from the plan and from published figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from goldenthread.hub.evidence.interface import readings
from goldenthread.hub.plans.days import day_counted
from goldenthread.hub.plans.grids.cells import CellFault, Entry, read_cell, say
from goldenthread.hub.plans.grids.faults import named
from goldenthread.hub.plans.grids.names import SCENARIO_WORDS, TOTAL_ROW, TOTAL_WORDS
from goldenthread.hub.plans.grids.sums import by_cell, column_total
from goldenthread.hub.plans.models import Plan, ReturnTemplate, SuccessMeasure
from goldenthread.hub.plans.outputs.return_layout import Layout
from goldenthread.hub.plans.outputs.return_quarters import Quarter, quarter_named
from goldenthread.hub.plans.outputs.return_rules import ReturnAuthority
from goldenthread.hub.plans.templates_in_force import template_of
from goldenthread.hub.plans.whole import WholeValue
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions import shipped_catalogue
from goldenthread.warehouse.definitions.plan_templates import PlanTable

from .tables import table_values

NEWEST, BY_QUARTER = "newest", "quarter"
Dated = Sequence[tuple[str, str, float | None, str]]  # period, label, value, why there is none; oldest first


@dataclass(frozen=True, slots=True)
class ReturnCell:
    """One cell of a return. `value` None: it is left empty, and `why` says so; `source` is what is written there.

    `warning`: that what is written is not of the quarter; '' where it is. `is_due`: its quarter is not still to come.
    """

    cell: str
    row: str
    column: str
    value: Decimal | str | None
    source: str
    why: str = ""
    warning: str = ""
    is_due: bool = True

    @property
    def text(self) -> str:
        """The value as a page shows it."""
        if isinstance(self.value, Decimal):
            return wording.number(float(self.value), max(0, -int(self.value.normalize().as_tuple().exponent)))
        return self.value or ""


def authority_of(partnership: str) -> ReturnAuthority:
    """The authority as returns name it."""
    area = shipped_catalogue().areas[partnership]
    return ReturnAuthority(area.old_code or "", (area.name, *area.other_names))


def kept_template(partnership: str) -> ReturnTemplate | None:
    """The partnership's newest blank template; None where it has given none."""
    return ReturnTemplate.objects.filter(partnership=partnership).first()


def measures_of(plan: Plan) -> list[SuccessMeasure]:
    """The plan's success measures with their readings; two queries."""
    found = SuccessMeasure.objects.filter(action__priority__plan=plan)
    return list(found.prefetch_related("readings"))


def resolved(plan: Plan, template: ReturnTemplate, quarter: Quarter, first_year: int) -> list[ReturnCell]:
    """What every mapped cell would hold in the return of this quarter, in the order of the rows."""
    layout = Layout.from_json(template.layout)
    known = _Known(plan, template.mapping.values())
    found = []
    for cell, row, column in layout.cells():
        entry = template.mapping.get(cell)
        if entry:
            of_column = quarter_named(column, first_year)
            found.append(_resolve(known, (cell, row, column), entry, of_column, quarter))
    return found


class _Known:
    """Everything that the mapping names, read at once."""

    def __init__(self, plan: Plan, entries: Iterable[Mapping[str, Any]]) -> None:
        entries = list(entries)
        self.plan, self.template = plan, template_of(plan)
        self.measures = {each.pk: each for each in measures_of(plan)} if _any(entries, "measure") else {}
        wanted = [(str(each["id"]), "total") for each in entries if each.get("kind") == "indicator"]
        self.figures = readings(plan.partnership, wanted)
        self.values = by_cell(table_values(plan) if _any(entries, "table") else ())


def _any(entries: Sequence[Mapping[str, Any]], kind: str) -> bool:
    return any(each.get("kind") == kind for each in entries)


def _resolve(
    known: _Known, place: tuple[str, str, str], entry: Mapping[str, Any], of_column: Quarter | None, quarter: Quarter
) -> ReturnCell:
    kind = entry.get("kind")
    if kind == "typed":
        return _typed(place, str(entry.get("text", "")))
    if kind == "table":
        return _table(known, place, entry, of_column or quarter)
    title, points = _series(known, entry)
    if points is None:
        return ReturnCell(*place, None, title, "it is no longer there")
    if of_column is not None and of_column > quarter:
        why = f"the quarter to {wording.day(of_column.ends_on)} is not due yet"
        return ReturnCell(*place, None, title, why, is_due=False)
    found = _newest if entry.get("rule") == NEWEST else _of_quarter
    return found(place, title, points, of_column or quarter)


def _typed(place: tuple[str, str, str], text: str) -> ReturnCell:
    try:
        number = read_cell(text, 2).value
    except CellFault:
        number = None
    return ReturnCell(*place, text if number is None else number, "Typed for this return")


def _table(known: _Known, place: tuple[str, str, str], entry: Mapping[str, Any], quarter: Quarter) -> ReturnCell:
    table = known.template.table(str(entry.get("table")))
    titles = {row.id: row.title for row in table.rows} if table else {}
    if table and table.parts_of_total:
        titles[TOTAL_ROW] = TOTAL_WORDS
    row = str(entry.get("row"))
    if table is None or row not in titles:
        return ReturnCell(*place, None, "A cell of a numbered table", "it is no longer there")
    year, scenario = int(entry.get("year", 0)), str(entry.get("scenario", ""))
    title = f"Table {table.number}, {titles[row]}, {year} {SCENARIO_WORDS.get(scenario, '')}"
    warning = _of_another_year(table, year, quarter)
    if row == TOTAL_ROW:
        left = [each.title for each in table.rows if _is_open(known.values.get((table.id, each.id, year, scenario)))]
        if left:
            return ReturnCell(*place, None, title, f"there is no number for {named(left)}")
        total = column_total(table, known.values, year, scenario).value
        return ReturnCell(*place, total, title, "none of its rows applies" if total is None else "", warning)
    value = known.values.get((table.id, row, year, scenario))
    if value is None or value.value is None:
        return ReturnCell(*place, None, title, say(Entry(None, value.status if value else "")))
    return ReturnCell(*place, value.value, title, warning=warning)


def _is_open(value: WholeValue | None) -> bool:
    """Whether a total cannot be told without this cell; what does not apply adds nothing to it."""
    return value is None or (value.value is None and value.status != "z")


def _of_another_year(table: PlanTable, year: int, quarter: Quarter) -> str:
    """That the quarter is not of a column's year, nor holds the day on which its figures are counted; '' where it is."""
    day = quarter.ends_on
    if day.year == year or (day.year, day.month) == (year + table.year_offset, 3):
        return ""
    return f"the cell is of {year}, and {_quarter(quarter)} is not of that year"


def _series(known: _Known, entry: Mapping[str, Any]) -> tuple[str, Dated | None]:
    """The title and every period of a measure or an indicator; None where it is not there any more."""
    if entry.get("kind") == "measure":
        measure = known.measures.get(int(entry.get("id", 0)))
        if measure is None:
            return "A success measure", None
        told = [(r.period, r.period_label, r.value, _why(r.status)) for r in measure.readings.all()]
        return measure.title, sorted(told)
    figure = known.figures.get((str(entry.get("id")), "total"))
    if figure is None:
        return "An indicator", None
    return figure.title, [(p.period, p.label, p.value, p.text) for p in figure.trend]


def _why(status: str) -> str:
    return wording.NO_FIGURE.get(status, status)


def _of_quarter(place: tuple[str, str, str], title: str, points: Dated, quarter: Quarter) -> ReturnCell:
    """The last figure counted in the quarter; an older one never stands in its place."""
    inside = [each for each in points if quarter.holds(day_counted(each[0], each[1]))]
    if not inside:
        newest = f"; the newest is of {points[-1][1] or points[-1][0]}" if points else ""
        return ReturnCell(*place, None, title, f"no figure lies in {_quarter(quarter)}{newest}")
    return _written(place, title, inside[-1])


def _newest(place: tuple[str, str, str], title: str, points: Dated, quarter: Quarter) -> ReturnCell:
    """The newest figure that there is, with a warning where it is not of the quarter."""
    if not points:
        return ReturnCell(*place, None, title, "there is no figure")
    period, label, _, _ = points[-1]
    found = _written(place, title, points[-1])
    if found.value is None or quarter.holds(day_counted(period, label)):
        return found
    return replace(found, warning=f"the figure is of {label or period}, which does not lie in {_quarter(quarter)}")


def _written(place: tuple[str, str, str], title: str, point: tuple[str, str, float | None, str]) -> ReturnCell:
    """A figure as a cell; an absence leaves it empty."""
    _, label, value, why = point
    source = f"{title}, {label}"
    return ReturnCell(*place, None if value is None else Decimal(str(value)), source, "" if value is not None else why)


def _quarter(quarter: Quarter) -> str:
    return f"the quarter to {wording.day(quarter.ends_on)}"


def outside(plan: Plan, entries: Iterable[Mapping[str, Any]], quarters: Sequence[Quarter]) -> dict[str, str]:
    """Of which of these entries no figure lies in any of the quarters, and of when the newest is; by `name_of`.

    A local measure is left out: its readings of the quarters are still to come.
    """
    entries = list(entries)
    known, found = _Known(plan, entries), {}
    for entry in entries:
        measure = known.measures.get(int(entry["id"])) if entry["kind"] == "measure" else None
        _, points = _series(known, entry)
        if points is None or (measure is not None and not measure.indicator):
            continue
        days = [day_counted(period, label) for period, label, _, _ in points]
        if not any(each.holds(day) for each in quarters for day in days):
            found[name_of(entry)] = (points[-1][1] or points[-1][0]) if points else ""
    return found


def name_of(entry: Mapping[str, Any]) -> str:
    """A name for what an entry reads."""
    return f"{entry['kind']}/{entry['id']}"
