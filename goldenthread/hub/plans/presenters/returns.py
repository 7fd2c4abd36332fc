"""The quarterly return for templates: its cells with what is written in them, and what is suggested."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.hub.evidence.interface import offered
from goldenthread.hub.plans.grids.names import SCENARIO_WORDS
from goldenthread.hub.plans.models import ReturnTemplate, SuccessMeasure
from goldenthread.hub.plans.outputs.return_layout import Layout
from goldenthread.hub.plans.outputs.return_suggestions import Candidate, suggest
from goldenthread.hub.plans.queries.returns import BY_QUARTER, ReturnCell
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate


@dataclass(frozen=True, slots=True)
class MappedCell:
    """A cell of the template with the words of what is written there; '' for nothing."""

    cell: str
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class MappedRow:
    """A row of the template. `suggestion`: what its name reminds of, where nothing is chosen yet."""

    name: str
    cells: tuple[MappedCell, ...]
    suggestion: str


def rows_of(
    template: ReturnTemplate, plan_template: PlanTemplate, measures: Iterable[SuccessMeasure]
) -> list[MappedRow]:
    """Every row of the template with what is chosen for its cells."""
    layout = Layout.from_json(template.layout)
    titles = _titles(measures)
    suggested = suggestions(template, candidates(measures))
    found = []
    for number, name in layout.rows.items():
        cells = tuple(
            MappedCell(cell, heading, words_of(template.mapping.get(cell), titles, plan_template))
            for cell, _, heading in layout.cells()
            if int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == number
        )
        found.append(MappedRow(name, cells, suggested[number][0] if number in suggested else ""))
    return found


def candidates(measures: Iterable[SuccessMeasure]) -> list[Candidate]:
    """What a row may be reminded of: the plan's measures first, then the indicators."""
    own: list[Candidate] = [(each.title, {"kind": "measure", "id": each.pk, "rule": BY_QUARTER}) for each in measures]
    return own + [(each.title, {"kind": "indicator", "id": each.id, "rule": BY_QUARTER}) for each in offered()]


def suggestions(template: ReturnTemplate, found: list[Candidate]) -> dict[int, Candidate]:
    """Suggestions by row, for rows of which no cell is chosen yet."""
    layout = Layout.from_json(template.layout)
    taken = {int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in template.mapping}
    by_row = {number: suggest(name, found) for number, name in layout.rows.items() if number not in taken}
    return {number: each for number, each in by_row.items() if each is not None}


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
        row = next((each.title for each in table.rows if each.id == entry["row"]), entry["row"]) if table else ""
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


def notes(title: str, name: str, cells: list[ReturnCell], build: str) -> str:
    """The note that goes beside the file: what each cell holds, and what is left empty and why."""
    lines = [title, f"File: {name}", f"Figures: build {build or 'none'}", summary(cells), ""]
    left = [each for each in cells if each.value is None]
    lines += ["Left empty (no figure is not a zero):"] if left else ["Nothing is left empty."]
    lines += [f"- {each.cell} {each.row}, {each.column}: {each.source}: {each.why}" for each in left]
    lines += ["", "Written:"]
    lines += [f"- {e.cell} {e.row}, {e.column}: {e.text} ({e.source})" for e in cells if e.value is not None]
    return "\n".join(lines) + "\n"
