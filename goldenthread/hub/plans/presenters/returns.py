"""The quarterly return for templates: its cells with what is written in them, and what is suggested."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.hub.evidence.interface import offered
from goldenthread.hub.plans.grids.names import SCENARIO_WORDS, TOTAL_ROW, TOTAL_WORDS
from goldenthread.hub.plans.models import Plan, ReturnTemplate, SuccessMeasure
from goldenthread.hub.plans.outputs.return_layout import Layout
from goldenthread.hub.plans.outputs.return_quarters import Quarter
from goldenthread.hub.plans.outputs.return_suggestions import Candidate, suggest
from goldenthread.hub.plans.queries.returns import BY_QUARTER, ReturnCell, name_of, outside
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate

UNIT_WORDS = {
    "percent": "in %", "percentage-points": "in percentage points", "pounds": "in £",
    "pounds-per-head": "in £ per head", "pounds-per-plan": "in £ per plan",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MappedCell:
    """A cell of the template with the words of what is written there; '' for nothing."""

    cell: str
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class MappedRow:
    """A row of the template. `suggestion`: what its name reminds of, where nothing is chosen yet.

    `not_suggested`: what it reminds of and why that is not suggested.
    """

    name: str
    cells: tuple[MappedCell, ...]
    suggestion: str = ""
    not_suggested: str = ""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What rows are reminded of, by their number. `reasons`: of rows whose candidate has no figure of these quarters."""

    candidates: Mapping[int, Candidate]
    reasons: Mapping[int, str]


def rows_of(
    template: ReturnTemplate, plan_template: PlanTemplate, measures: Iterable[SuccessMeasure], suggested: Suggested
) -> list[MappedRow]:
    """Every row of the template with what is chosen for its cells."""
    layout = Layout.from_json(template.layout)
    titles = _titles(measures)
    found = []
    for number, name in layout.rows.items():
        cells = tuple(
            MappedCell(cell, heading, words_of(template.mapping.get(cell), titles, plan_template))
            for cell, _, heading in layout.cells()
            if int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == number
        )
        like = suggested.candidates.get(number)
        words = with_unit(like.title, like.unit) if like else ""
        found.append(MappedRow(name, cells, words, suggested.reasons.get(number, "")))
    return found


def candidates(measures: Iterable[SuccessMeasure]) -> list[Candidate]:
    """What a row may be reminded of: the plan's measures first, then the indicators."""
    own = [Candidate(e.title, e.unit, {"kind": "measure", "id": e.pk, "rule": BY_QUARTER}) for e in measures]
    published = (Candidate(e.title, e.unit, {"kind": "indicator", "id": e.id, "rule": BY_QUARTER}) for e in offered())
    return [*own, *published]


def suggestions(
    plan: Plan, template: ReturnTemplate, found: list[Candidate], quarters: tuple[Quarter, ...]
) -> Suggested:
    """Suggestions by row, for rows of which no cell is chosen yet: only what has a figure of one of the quarters."""
    layout = Layout.from_json(template.layout)
    taken = {int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in template.mapping}
    rows = {number: name for number, name in layout.rows.items() if number not in taken}
    by_row = {number: suggest(name, found) for number, name in rows.items()}
    named = {number: each for number, each in by_row.items() if each is not None}
    old = outside(plan, (each.entry for each in named.values()), quarters)
    reasons = {
        number: f"{with_unit(each.title, each.unit)}. It is not suggested, because {_outside(old[name_of(each.entry)])}."
        for number, each in named.items()
        if name_of(each.entry) in old
    }
    suggested = {number: each for number, each in named.items() if number not in reasons}
    for number in rows.keys() - named.keys():
        other = suggest(rows[number], found, any_unit=True)
        if other is not None:
            reasons[number] = f"{with_unit(other.title, other.unit)}. {OTHER_UNIT}"
    return Suggested(suggested, reasons)


OTHER_UNIT = (
    "It is not suggested, because the row’s name does not say whether it asks for a number or a share. Choose it yourself "
    "if it is what the row asks for."
)


def _outside(newest: str) -> str:
    return "no figure lies in a quarter of this return" + (f": the newest is of {newest}" if newest else "")


def with_unit(title: str, unit: str) -> str:
    """'EHC plans issued within 20 weeks (in %)', so that a share is not taken for a number."""
    words = UNIT_WORDS.get(unit) or wording.SUFFIXES.get(unit, "").strip() or unit.replace("-", " ")
    return f"{title} ({words})" if words else title


def _titles(measures: Iterable[SuccessMeasure]) -> dict[tuple[str, str], str]:
    found = {("measure", str(each.pk)): each.title for each in measures}
    return found | {("indicator", each.id): each.title for each in offered()}


def words_of(entry: Mapping[str, Any] | None, titles: Mapping[tuple[str, str], str], template: PlanTemplate) -> str:
    """What is written in a cell, in words."""
    if not entry:
        return ""
    if entry["kind"] == "typed":
        return f"‘{entry['text']}’"
    if entry["kind"] == "table":
        table = template.table(entry["table"])
        names = {row.id: row.title for row in table.rows} if table else {}
        row = TOTAL_WORDS if entry["row"] == TOTAL_ROW else names.get(entry["row"], entry["row"])
        number = table.number if table else entry["table"]
        return f"Table {number}, {row}, {entry['year']} {SCENARIO_WORDS.get(entry['scenario'], '')}"
    title = titles.get((entry["kind"], str(entry["id"])), "something that is no longer there")
    return f"{title}, {'by the quarter' if entry.get('rule') == BY_QUARTER else 'newest'}"


def summary(cells: list[ReturnCell]) -> str:
    """'12 cells are written; 3 are left empty.'"""
    written = sum(1 for each in cells if each.value is not None)
    left = len(cells) - written
    return (
        f"{wording.counted(written, 'cell')} {'is' if written == 1 else 'are'} written; "
        f"{wording.counted(left, 'cell')} {'is' if left == 1 else 'are'} left empty."
    )


def notes(title: str, name: str, cells: list[ReturnCell], build: str, warnings: tuple[str, ...] = ()) -> str:
    """The note that goes beside the file: what each cell holds, and what is left empty and why."""
    lines = [title, f"File: {name}", f"Figures: build {build or 'none'}", summary(cells), ""]
    left = [each for each in cells if each.value is None]
    lines += ["Left empty (no figure is not a zero):"] if left else ["Nothing is left empty."]
    lines += [f"- {each.cell} {each.row}, {each.column}: {each.source}: {each.why}" for each in left]
    lines += ["", "Formulas of the template to look at:", *(f"- {each}." for each in warnings)] if warnings else []
    lines += ["", "Written:"]
    lines += [
        f"- {e.cell} {e.row}, {e.column}: {e.text} ({e.source}){f' – check: {e.warning}' if e.warning else ''}"
        for e in cells
        if e.value is not None
    ]
    return "\n".join(lines) + "\n"
