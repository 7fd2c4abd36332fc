"""The workbook: numbers as numbers, absences as words with a note, no formula, and actions that can be brought back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from goldenthread.hub.plans import columns
from goldenthread.hub.plans.actions.actions import add_action, add_milestone
from goldenthread.hub.plans.actions.measures import add_reading
from goldenthread.hub.plans.actions.tables import start_from_published
from goldenthread.hub.plans.checks.findings import SEVERITIES
from goldenthread.hub.plans.grids.brought import bring
from goldenthread.hub.plans.grids.names import WITHOUT
from goldenthread.hub.plans.grids.uploaded import sheets_of
from goldenthread.hub.plans.models import Plan, TableValue
from goldenthread.hub.plans.outputs import gather
from goldenthread.hub.plans.outputs.excel import as_excel
from goldenthread.hub.plans.outputs.excel.sheets import CUT, LONGEST
from goldenthread.hub.plans.templates_in_force import newest_template
from tests.made.documents import MADE_ON, of, the_largest
from tests.made.hostile import HOSTILE
from tests.made.people import an_actor
from tests.made.plans import a_local_measure, a_measure, a_plan, a_priority, an_action

pytestmark = pytest.mark.django_db


def opened(made: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made))


def rows(book: openpyxl.Workbook, name: str) -> list[dict[str, Any]]:
    """A sheet as dictionaries by heading."""
    heading, *found = book[name].iter_rows(values_only=True)
    return [dict(zip(map(str, heading), row, strict=True)) for row in found]


def cell_below(sheet: Worksheet, heading: str, row: int = 2) -> Any:
    place = next(cell.column for cell in sheet[1] if cell.value == heading)
    return sheet.cell(row, place)


def a_book(**changes: Any) -> openpyxl.Workbook:
    """The workbook of a plan with one action, a milestone, and two measures."""
    plan, by = a_plan(), an_actor()
    action = an_action(a_priority(plan, by), by)
    add_milestone(action, by=by, title="Half way", due_on=dt.date(2027, 6, 30))
    a_measure(action, by)
    add_reading(a_local_measure(action, by), by=by, on=dt.date(2026, 9, 30), value=58.5, note="Autumn")
    add_action(a_priority(plan, by, title="Another"), by=by, title="Meet")
    return opened(as_excel(dataclasses.replace(of(plan), **changes)))


def test_the_first_sheet_says_what_the_workbook_is_and_what_each_sheet_holds() -> None:
    book = a_book()
    told = dict(book["Read me"].iter_rows(values_only=True))
    assert book.sheetnames[0] == "Read me"
    assert told["Plan"] == "Camden SEND reform plan"
    assert told["State"] == "Draft – not submitted"
    assert told["Made on"] == "3 March 2026"
    assert "It is never a zero" in str(told["Absences"])
    assert {f"Sheet “{name}”" for name in book.sheetnames[1:]} <= set(told)
    assert book.properties.creator == "Camden local area partnership"


def test_there_is_a_sheet_for_each_numbered_table() -> None:
    names = a_book().sheetnames
    assert names[1:7] == ["Priorities", "Actions", "Milestones", "Measures", "Readings", "Figures"]
    assert "Table 5.1" in names
    assert "Table 7.7" in names
    assert names[-1] == "Table sources"


def test_the_actions_have_the_columns_that_the_import_reads_with_real_dates_and_money() -> None:
    book = a_book()
    assert [cell.value for cell in book["Actions"][1]] == [each.heading for each in columns.ACTION_COLUMNS]
    [first, second] = rows(book, "Actions")
    assert first["Priority"] == "Plans in time"
    assert first["Section"] == "8. Assessment, plans, reviews and phase transfer"
    assert first["Starts"].date() == dt.date(2026, 9, 1)
    assert first["Cost in pounds"] == 125_000
    assert first["Funding source"] == "High needs block"
    assert first["Success measure"] == "EHC plans issued within 20 weeks, without exceptions; Families who feel heard"
    assert second["Lead"] == second["Starts"] == second["Success measure"] == columns.NOT_SET


def test_a_cost_that_is_not_there_is_no_zero_and_its_note_says_so() -> None:
    cell = cell_below(a_book()["Actions"], "Cost in pounds", 3)
    assert cell.value == columns.NOT_SET
    assert "not free" in cell.comment.text


def test_who_may_not_see_costs_gets_no_column_of_costs() -> None:
    book = a_book(sees_costs=False)
    assert "Cost in pounds" not in [cell.value for cell in book["Actions"][1]]
    assert ("Take note", "Costs are left out, because whoever made this document may not see them.") in list(
        book["Read me"].iter_rows(values_only=True)
    )


def test_milestones_measures_and_every_reading_have_rows() -> None:
    book = a_book()
    [step] = rows(book, "Milestones")
    assert (step["Milestone"], step["Due"].date(), step["Done"]) == ("Half way", dt.date(2027, 6, 30), "not done yet")
    [bound, local] = rows(book, "Measures")
    assert (bound["Indicator"], bound["Baseline"], bound["Target"]) == ("ehc-plans-issued-in-20-weeks", 96.6, 97)
    assert bound["Target date"].date() == dt.date(2028, 12, 31)
    assert bound["Standing"] == "No new figure yet"
    assert local["Indicator"] == "local measure"
    readings = [row for row in rows(book, "Readings") if row["Success measure"] == "Families who feel heard"]
    assert [(row["Value"], row["Note"]) for row in readings][-1] == (58.5, "Autumn")


def test_figures_stand_with_their_source_cells_and_absences_as_words_with_a_note() -> None:
    book = a_book()
    found = {row["Indicator"]: row for row in rows(book, "Figures")}
    weeks = found["ehc-plans-issued-in-20-weeks"]
    assert (weeks["Value"], weeks["London"], weeks["Neighbours counted"]) == (96.6, 66.9, 9)
    assert " of column " in weeks["Source cells"]
    assert weeks["Build"] == of(Plan.objects.get()).build
    absent = [cell for cell in book["Figures"]["G"][1:] if isinstance(cell.value, str)]
    assert absent
    assert all(cell.comment is None or "not zero" in cell.comment.text for cell in absent)


def test_numbered_tables_hold_numbers_in_both_scenarios_and_words_where_there_is_none() -> None:
    plan = a_plan()
    cells = {"table": "table-5-1", "row": "under-5", "year": 2025, "origin": "published", "source": "/figures/x/"}
    TableValue.objects.create(plan=plan, scenario="without-plan", value=Decimal("96"), **cells)
    TableValue.objects.create(plan=plan, scenario="with-plan", status="c", **cells)
    book = opened(as_excel(of(plan)))
    sheet = book["Table 5.1"]
    assert [cell.value for cell in sheet[1]][:4] == ["Row", "Scenario", "2024", "2025"]
    assert len(list(sheet.iter_rows())) == 1 + 2 * 5
    without, with_plan = cell_below(sheet, "2025", 2), cell_below(sheet, "2025", 7)
    assert without.value == 96
    assert with_plan.value == "held back"
    assert "not zero" in with_plan.comment.text
    assert cell_below(sheet, "2026", 2).value == "no figure"
    [first, second] = rows(book, "Table sources")
    assert (first["Value"], first["Origin"], first["Source"]) == (96, "Published figure", "/figures/x/")
    assert second["Value"] == "held back"


def test_the_numbered_tables_of_the_workbook_are_brought_back_as_they_were() -> None:
    plan = a_plan()
    start_from_published(plan, by=an_actor(), tables=[table.id for table in newest_template().tables])
    TableValue.objects.filter(year__gte=2026, scenario="with-plan").update(value=Decimal(7), status="")
    TableValue.objects.create(
        plan=plan, table="table-6", row="mainstream", year=2027, scenario="with-plan", value=Decimal(41)
    )
    TableValue.objects.create(plan=plan, table="table-6", row="mainstream", year=2028, scenario="with-plan", status="c")
    brought = bring(sheets_of("plan.xlsx", as_excel(of(plan))), newest_template(), WITHOUT)
    kept = {
        (v.table, v.row, v.year, v.scenario): (v.value, v.status)
        for v in TableValue.objects.all()
        if v.value is not None or v.status
    }
    found = {
        (table, *where): (e.value, e.status) for table, own in brought.tables.items() for where, e in own.cells.items()
    }
    assert found == kept


@pytest.mark.parametrize(
    "sign", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "=cmd|'/C calc'!A0"]
)
def test_text_that_begins_like_a_formula_stays_text(sign: str) -> None:
    plan, by = a_plan(), an_actor()
    add_action(a_priority(plan, by, title=f"{sign} priority"), by=by, title=f"{sign} action", lead=sign, partners=sign)
    made = as_excel(of(plan))
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        sheets = [packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
        assert 'quotePrefix="1"' in packed.read("xl/styles.xml").decode()
    assert not [sheet for sheet in sheets if re.search(r"<f[ >]|<hyperlink", sheet)]
    cell = cell_below(opened(made)["Actions"], "Lead")
    assert cell.data_type == "s"
    assert cell.value == sign.replace("\t", " ").strip() or cell.value == sign
    assert cell.quotePrefix


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_harms_nothing(name: str) -> None:
    given = the_largest(sections=1, actions=1, measures=0)
    [priority] = given.plan.priorities
    [action] = priority.actions
    spoilt = dataclasses.replace(action, title=HOSTILE[name], about=HOSTILE[name], lead=HOSTILE[name])
    plan = dataclasses.replace(
        given.plan, priorities=(dataclasses.replace(priority, why=HOSTILE[name], actions=(spoilt,)),)
    )
    [row] = rows(opened(as_excel(dataclasses.replace(given, plan=plan))), "Actions")
    if name == "forty thousand letters":
        assert len(row["Action"]) == LONGEST
        assert row["Action"].endswith(CUT)
    if name == "markup of the web":
        assert row["Action"] == HOSTILE[name]
    assert "\u202e" not in str(row["Action"])


def test_what_an_examination_found_has_a_sheet_of_its_own() -> None:
    by = an_actor()
    plan = a_plan(by)
    add_action(a_priority(plan, by), by=by, title="Meet")
    given = gather.of_plan(plan, by=by, made_on=MADE_ON, examined=True)
    found = rows(opened(as_excel(given)), "Checks")
    assert len(found) == len(given.findings or ()) > 0
    assert {row["How grave"] for row in found} <= set(SEVERITIES.values())
    assert all(row["Where"] and row["What was found"] and row["What mends it"] for row in found)


def test_a_plan_that_was_not_examined_has_no_sheet_of_checks() -> None:
    assert "Checks" not in a_book().sheetnames


def test_an_examination_without_findings_says_so() -> None:
    book = a_book(findings=())
    assert dict(book["Read me"].iter_rows(values_only=True))["Sheet “Checks”"].endswith("Nothing was found.")


def test_the_same_plan_gives_the_same_bytes_and_the_day_it_was_made_on() -> None:
    given = of(a_plan())
    first = as_excel(given)
    assert first == as_excel(given)
    created = opened(first).properties.created
    assert created is not None
    assert created.date() == MADE_ON


def test_an_empty_plan_is_a_workbook_of_headings() -> None:
    book = opened(as_excel(of(a_plan())))
    assert rows(book, "Actions") == []
    assert rows(book, "Readings") == []


def test_an_amended_figure_of_whatever_area_is_marked_with_what_was_published() -> None:
    found = {row["Indicator"]: row for row in rows(a_book(), "Figures")}
    assert (found["ehc-plans"]["London"], found["ehc-plans"]["Amendment"]) == (
        100_917,
        "London: amended; 99,116 published",
    )
    assert "London: amended; 6.0% with the published count" in found["ehc-plans-growth"]["Amendment"]
    assert found["ehc-plan-requests"]["Amendment"] == "none"
