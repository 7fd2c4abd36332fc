"""The pages of the quarterly return, from the blank template to the file."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.hub.plans.actions.measures import add_reading
from goldenthread.hub.plans.actions.returns import MappingClash, keep_template, map_cells
from goldenthread.hub.plans.actions.tables import set_values, start_from_published
from goldenthread.hub.plans.grids.cells import Entry
from goldenthread.hub.plans.models import Plan, ReturnTemplate, SuccessMeasure
from goldenthread.hub.plans.outputs.return_rules import SHEET, ReturnFault, return_problems
from goldenthread.hub.plans.queries.returns import authority_of
from tests.made.people import a_person, an_actor, signed_in
from tests.made.plans import CAMDEN, a_local_measure, a_measure, a_plan, a_priority, an_action
from tests.made.returns import ROWS, a_blank_return
from tests.made.spreadsheets import with_member

pytestmark = pytest.mark.django_db
HOME = f"/plans/{CAMDEN}/return/"
MAP = f"{HOME}map/"
PLANS = {"kind": "indicator", "id": "ehc-plans", "rule": "newest"}


@pytest.fixture
def plan() -> Plan:
    return a_plan()


@pytest.fixture
def member(client: Client, plan: Plan) -> Client:
    return signed_in(client, a_person())


@pytest.fixture
def template(plan: Plan) -> ReturnTemplate:
    return keep_template(plan, by=an_actor(), file_name="blank.xlsx", content=a_blank_return())[0]


def a_file(content: bytes, name: str = "blank.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def mapped(template: ReturnTemplate, **entries: Any) -> ReturnTemplate:
    return map_cells(template, by=an_actor(), entries=entries)


def sheet_of(page: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(page.content))[SHEET]


def local(plan: Plan) -> SuccessMeasure:
    return a_local_measure(an_action(a_priority(plan)))


# ------------------------------------------------------------------ the template


def test_before_a_template_there_is_only_the_place_to_give_it(member: Client):
    page = member.get(HOME).content.decode()
    assert "First, the blank template" in page
    assert member.get(MAP).status_code == 404
    assert member.get(f"{HOME}file/").status_code == 404


def test_a_blank_template_is_kept_as_it_is(member: Client):
    blank = a_blank_return()
    page = member.post(f"{HOME}template/", {"file": a_file(blank)}, follow=True)
    assert "The template is kept: 6 rows." in page.content.decode()
    kept = ReturnTemplate.objects.get()
    assert bytes(kept.content) == blank
    assert (kept.file_name, kept.template_version, kept.mapping) == ("blank.xlsx", "2026-27 Quarterly Data", {})


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("blank.xlsm", a_blank_return(), "must be an .xlsx file"),
        ("blank.xlsx", with_member(a_blank_return(), "xl/vbaProject.bin", b"x"), "holds macros"),
        ("blank.xlsx", a_blank_return("Barnet"), "this is the return of Camden"),
        ("blank.xlsx", a_blank_return(sheets=("Cover",)), "must be exactly"),
        ("blank.xlsx", b"", "The file is empty"),
        ("blank.xlsx", b"<html>", "not a spreadsheet"),
    ],
)
def test_what_is_no_template_of_this_authority_is_refused(member: Client, name: str, content: bytes, said: str):
    page = member.post(f"{HOME}template/", {"file": a_file(content, name)})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not ReturnTemplate.objects.exists()


def test_no_file_at_all_is_told(member: Client):
    assert "Choose the template’s file." in member.post(f"{HOME}template/").content.decode()


def test_a_newer_template_keeps_what_was_chosen_and_names_what_it_lost(member: Client, template: ReturnTemplate):
    mapped(template, C8=PLANS, C10={"kind": "typed", "text": "61"})
    moved = a_blank_return(rows=("A new row", ROWS[1], ROWS[2]), first_row=9)
    page = member.post(f"{HOME}template/", {"file": a_file(moved)}, follow=True).content.decode()
    assert "Some cells were not found again." in page
    assert "Families who feel heard, Quarter 1 (April to June) (it was C10)" in page
    newest = ReturnTemplate.objects.first()
    assert newest is not None
    assert newest.mapping == {"C10": PLANS}


def test_a_refused_template_leaves_the_one_before_in_force(member: Client, template: ReturnTemplate):
    member.post(f"{HOME}template/", {"file": a_file(b"PK")})
    assert ReturnTemplate.objects.get() == template


# ------------------------------------------------------------------ what is written


def choose(member: Client, cell: str, **values: str) -> Any:
    kind = values["kind"] if values["kind"] != "nonsense" else "typed"
    page = member.get(f"{MAP}{cell}/?kind={kind}").content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen
    return member.post(f"{MAP}{cell}/", {"seen": seen[1].replace("&quot;", '"'), **values}, follow=True)


def test_each_kind_of_source_can_be_chosen_for_a_cell(member: Client, plan: Plan, template: ReturnTemplate):
    measure = local(plan)
    choose(member, "C8", kind="indicator", indicator="ehc-plans", rule="newest")
    choose(member, "C9", kind="measure", measure=str(measure.pk), rule="quarter")
    choose(member, "D8", kind="table", row="table-5-1/under-5", year="2024", scenario="without-plan")
    page = choose(member, "D9", kind="typed", text="about 60")
    template.refresh_from_db()
    assert template.mapping == {
        "C8": PLANS,
        "C9": {"kind": "measure", "id": measure.pk, "rule": "quarter"},
        "D8": {"kind": "table", "table": "table-5-1", "row": "under-5", "year": 2024, "scenario": "without-plan"},
        "D9": {"kind": "typed", "text": "about 60"},
    }
    text = page.content.decode()
    assert "Table 5.1, Under 5, 2024 without the plan" in text
    assert "‘about 60’" in text


def test_a_column_that_is_a_total_is_not_filled_with_the_others(member: Client, plan: Plan):
    blank = a_blank_return(columns=("Quarter 1", "Quarter 2", "Total"))
    template = keep_template(plan, by=an_actor(), file_name="blank.xlsx", content=blank)[0]
    page = choose(member, "C8", kind="typed", text="348", whole_row="on").content.decode()
    template.refresh_from_db()
    assert set(template.mapping) == {"C8", "D8"}
    assert "A column that is a total is left as it was" in page
    choose(member, "E9", kind="typed", text="696")
    template.refresh_from_db()
    assert "E9" in template.mapping


def test_a_formula_that_counts_a_cell_left_empty_is_warned_of(member: Client, template: ReturnTemplate):
    mapped(template, C8={"kind": "typed", "text": "230"}, D9={**PLANS, "rule": "quarter"})
    address = f"{HOME}?quarter=2026-09"
    assert "is worked out by the template" not in member.get(address).content.decode()
    mapped(template, C9={**PLANS, "rule": "quarter"})
    said = "C12 (Check) is worked out by the template, but C9 is left empty"
    assert said in member.get(address).content.decode()
    assert said in member.get(f"{HOME}notes/?quarter=2026-09").content.decode()


def test_a_whole_row_can_be_chosen_at_once_and_undone(member: Client, template: ReturnTemplate):
    choose(member, "C8", kind="indicator", indicator="ehc-plans", rule="quarter", whole_row="on")
    template.refresh_from_db()
    assert set(template.mapping) == {"C8", "D8", "E8", "F8"}
    choose(member, "D8", kind="nothing")
    template.refresh_from_db()
    assert set(template.mapping) == {"C8", "E8", "F8"}
    choose(member, "C8", kind="nothing", whole_row="on")
    template.refresh_from_db()
    assert template.mapping == {}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"kind": "measure"}, "Choose one."),
        ({"kind": "table", "row": "table-5-1/under-5"}, "Choose one."),
        ({"kind": "typed", "text": " "}, "Write something"),
        ({"kind": "nonsense"}, "Choose one of those that are offered"),
        ({"kind": "indicator", "indicator": "no-such"}, "Choose one of those that are offered"),
    ],
)
def test_a_choice_that_is_not_whole_is_told(
    member: Client, template: ReturnTemplate, values: dict[str, str], said: str
):
    page = choose(member, "C8", **values)
    assert page.status_code == 422
    assert said in page.content.decode()
    template.refresh_from_db()
    assert template.mapping == {}


@pytest.mark.parametrize("cell", ["C12", "B8", "A1", "ZZ99", "c8"])
def test_only_cells_that_hold_values_can_be_chosen_for(member: Client, template: ReturnTemplate, cell: str):
    assert member.get(f"{MAP}{cell}/").status_code == 404
    with pytest.raises(ValidationError):
        mapped(template, **{cell: PLANS})


def test_two_people_who_choose_for_different_cells_do_not_meet(template: ReturnTemplate):
    map_cells(template, by=an_actor(), entries={"C8": PLANS}, seen={"C8": None})
    map_cells(template, by=an_actor(), entries={"D8": PLANS}, seen={"D8": None})
    template.refresh_from_db()
    assert set(template.mapping) == {"C8", "D8"}
    with pytest.raises(MappingClash):
        map_cells(template, by=an_actor(), entries={"C8": None}, seen={"C8": {"kind": "typed", "text": "1"}})


def test_two_people_who_choose_for_the_same_cell_are_told(member: Client, template: ReturnTemplate):
    mapped(template, C8={"kind": "typed", "text": "1"})
    page = member.post(f"{MAP}C8/", {"kind": "typed", "text": "2", "seen": json.dumps({"C8": None})})
    assert "chose otherwise for C8 meanwhile" in page.content.decode()
    template.refresh_from_db()
    assert template.mapping["C8"]["text"] == "1"


def test_an_older_figure_is_not_suggested_and_the_page_says_why(member: Client, template: ReturnTemplate):
    page = member.get(MAP).content.decode()
    assert (
        "Its name is like: EHC plans in force (plans). It is not suggested, because no figure lies in a quarter" in page
    )
    assert "the newest is of January 2025" in page
    assert "It is not suggested, because the row’s name does not say" in page
    member.post(MAP)
    template.refresh_from_db()
    assert template.mapping == {}


def test_the_kind_is_chosen_first_and_then_only_its_fields_are_shown(member: Client, template: ReturnTemplate):
    first = member.get(f"{MAP}C8/").content.decode()
    assert first.count('type="radio"') == 5
    assert 'name="indicator"' not in first
    second = member.get(f"{MAP}C8/?kind=typed").content.decode()
    assert 'name="text"' in second
    assert 'name="indicator"' not in second
    assert 'name="year"' not in second
    assert "EHC plans in force (plans)</option>" in member.get(f"{MAP}C8/?kind=indicator").content.decode()


def test_suggestions_are_shown_and_taken_only_when_asked(member: Client, plan: Plan):
    measure = local(plan)
    rows = (*ROWS[:3], "Families who feel heard, percentage")
    template = keep_template(plan, by=an_actor(), file_name="b.xlsx", content=a_blank_return(rows=rows))[0]
    page = member.get(MAP).content.decode()
    assert "Its name is like: Families who feel heard (in %)" in page
    template.refresh_from_db()
    assert template.mapping == {}
    member.post(MAP)
    template.refresh_from_db()
    assert template.mapping["C10"] == {"kind": "measure", "id": measure.pk, "rule": "quarter"}
    assert "C7" not in template.mapping


# ------------------------------------------------------------------ the file


def test_the_file_holds_the_figures_and_keeps_the_rules(member: Client, plan: Plan, template: ReturnTemplate):
    start_from_published(plan, by=an_actor(), tables=["table-5-1"])
    under = {"kind": "table", "table": "table-5-1", "row": "under-5", "year": 2024, "scenario": "without-plan"}
    mapped(template, C8=PLANS, C9=under, C11={"kind": "typed", "text": "=1+1"})
    page = member.get(f"{HOME}file/?quarter=2026-09")
    name = "lsrp-quarterly-return-September-2026-202-camden.xlsx"
    assert page["Content-Disposition"] == f'attachment; filename="{name}"'
    sheet = sheet_of(page)
    assert (sheet["C8"].value, sheet["C9"].value) == (1607, 68)
    assert (sheet["C11"].value, sheet["C11"].data_type) == ("=1+1", "s")
    assert return_problems(page.content, name, authority_of(CAMDEN)) == []


def test_the_total_of_a_table_is_written_as_one_number_and_warns_where_it_is_of_another_year(
    member: Client, plan: Plan, template: ReturnTemplate
):
    start_from_published(plan, by=an_actor(), tables=["table-5-1", "table-7-2"])
    total = {"table": "table-5-1/*", "year": "2024", "scenario": "without-plan"}
    shown = member.get(f"{MAP}C8/?kind=table").content.decode()
    assert "5.1 EHC plans by age: all rows together" in shown
    choose(member, "C8", kind="table", row=total["table"], year=total["year"], scenario=total["scenario"])
    set_values(plan, by=an_actor(), table="table-5-1", values={("aged-20-to-25", 2024): Entry(None, "z")})
    choose(member, "C9", kind="table", row=total["table"], year="2026", scenario=total["scenario"])
    sheet = sheet_of(member.get(f"{HOME}file/?quarter=2026-09"))
    assert (sheet["C8"].value, sheet["C9"].value) == (1607 - 92, None)
    page = member.get(f"{HOME}?quarter=2026-09").content.decode()
    assert "Check this: the cell is of 2024, and the quarter to 30 June 2026 is not of that year." in page
    assert "there is no number for ‘Under 5’" in page.replace("&#x27;", "’")


@pytest.mark.parametrize("quarter", ["2024-09", "2024-12", "2025-03"])
def test_a_cell_of_the_quarters_own_year_is_written_without_a_warning(member: Client, plan: Plan, quarter: str):
    start_from_published(plan, by=an_actor(), tables=["table-5-1"])
    blank = a_blank_return(year="2024-25 Quarterly Data")
    template = keep_template(plan, by=an_actor(), file_name="b.xlsx", content=blank)[0]
    under = {"kind": "table", "table": "table-5-1", "row": "under-5", "year": 2024, "scenario": "without-plan"}
    mapped(template, **{{"2024-09": "D8", "2024-12": "E8", "2025-03": "F8"}[quarter]: under})
    assert "Check this" not in member.get(f"{HOME}?quarter={quarter}").content.decode()


def test_a_measure_is_read_as_of_the_quarter_of_its_column(member: Client, plan: Plan, template: ReturnTemplate):
    measure = local(plan)  # a baseline of 54.0 on 31 March 2026
    by = an_actor()
    for day, value in ((dt.date(2026, 6, 10), 56.5), (dt.date(2026, 9, 20), 58.0)):
        add_reading(measure, by=by, on=day, value=value)
    entry = {"kind": "measure", "id": measure.pk, "rule": "quarter"}
    mapped(template, C10=entry, D10=entry, E10=entry)
    sheet = sheet_of(member.get(f"{HOME}file/?quarter=2026-09"))
    assert (sheet["C10"].value, sheet["D10"].value, sheet["E10"].value) == (56.5, 58, None)
    page = member.get(f"{HOME}?quarter=2026-09").content.decode()
    assert "the quarter to 31 December 2026 is not due yet" in page


def test_a_figure_of_another_quarter_leaves_the_cell_empty_with_the_reason(member: Client, template: ReturnTemplate):
    mapped(template, C8={**PLANS, "rule": "quarter"})
    page = member.get(f"{HOME}?quarter=2026-06").content.decode()
    assert "no figure lies in the quarter to 30 June 2026; the newest is of January 2025" in page
    assert sheet_of(member.get(f"{HOME}file/?quarter=2026-06"))["C8"].value is None


def test_a_figure_of_the_quarter_is_written_without_a_warning(member: Client, plan: Plan):
    blank = a_blank_return(year="2024-25 Quarterly Data")
    template = keep_template(plan, by=an_actor(), file_name="b.xlsx", content=blank)[0]
    mapped(template, C8={**PLANS, "rule": "quarter"}, F8={**PLANS, "rule": "quarter"})
    page = member.get(f"{HOME}?quarter=2025-03").content.decode()
    assert "Check this" not in page
    sheet = sheet_of(member.get(f"{HOME}file/?quarter=2025-03"))
    assert (sheet["C8"].value, sheet["F8"].value) == (None, 1607)


def test_an_older_figure_chosen_by_hand_warns_beside_the_cell_and_in_the_notes(
    member: Client, template: ReturnTemplate
):
    mapped(template, C8=PLANS)
    said = "the figure is of January 2025, which does not lie in the quarter to 30 June 2026"
    assert f"Check this: {said}." in member.get(f"{HOME}?quarter=2026-06").content.decode()
    assert f"– check: {said}" in member.get(f"{HOME}notes/?quarter=2026-06").content.decode()


def test_an_absent_figure_leaves_its_cell_empty_and_is_listed(member: Client, plan: Plan, template: ReturnTemplate):
    set_values(plan, by=an_actor(), table="table-5-1", values={("under-5", 2025): Entry(None, "c")})
    place = {"kind": "table", "table": "table-5-1", "row": "under-5", "scenario": "without-plan"}
    mapped(
        template,
        C8={**place, "year": 2025},
        C9={**place, "year": 2026},
        C10={"kind": "measure", "id": 999, "rule": "newest"},
        D8=PLANS,
    )
    page = member.get(f"{HOME}?quarter=2026-09").content.decode()
    assert "1 cell is written; 3 cells are left empty." in page
    assert "held back (c)" in page
    assert "it is no longer there" in page
    sheet = sheet_of(member.get(f"{HOME}file/?quarter=2026-09"))
    assert (sheet["C8"].value, sheet["C9"].value, sheet["C10"].value) == (None, None, None)
    notes = member.get(f"{HOME}notes/?quarter=2026-09")
    assert (
        "- C8 Number of EHC plans, Quarter 1 (April to June): Table 5.1, Under 5, 2025 without the plan: held back (c)"
        in notes.content.decode()
    )
    assert "no figure is not a zero" in notes.content.decode()


def test_a_measure_bound_to_an_indicator_gives_its_newest_reading(member: Client, plan: Plan, template: ReturnTemplate):
    measure = a_measure(an_action(a_priority(plan)))
    mapped(template, C9={"kind": "measure", "id": measure.pk, "rule": "newest"})
    value = sheet_of(member.get(f"{HOME}file/?quarter=2026-09"))["C9"].value
    assert Decimal(str(value)) == Decimal(str(measure.readings.last().value))  # type: ignore[union-attr]


def test_a_file_that_breaks_a_rule_is_not_offered(member: Client, template: ReturnTemplate):
    mapped(template, C8=PLANS)
    ReturnTemplate.objects.update(content=a_blank_return("Barnet"))
    page = member.get(f"{HOME}file/?quarter=2026-09")
    assert page.status_code == 409
    assert "names ‘Barnet’" in page.content.decode()
    assert "The file is not offered" in member.get(f"{HOME}?quarter=2026-09").content.decode()


def test_a_cell_that_became_a_formula_is_never_written_over(member: Client, template: ReturnTemplate):
    ReturnTemplate.objects.update(mapping={"C12": PLANS}, layout={**template.layout, "formulas": []})
    assert member.get(f"{HOME}file/?quarter=2026-09").status_code == 409


@pytest.mark.parametrize("asked", ["2025-09", "2026-10", "x", "2026-09-30"])
def test_only_quarters_of_the_templates_year_can_be_asked_for(member: Client, template: ReturnTemplate, asked: str):
    assert member.get(f"{HOME}?quarter={asked}").status_code == 400


def test_without_figures_the_cells_are_empty_and_say_so(member: Client, template: ReturnTemplate, no_figures: None):
    mapped(template, C8=PLANS)
    assert "An indicator: <span" in member.get(f"{HOME}?quarter=2026-09").content.decode()


# ------------------------------------------------------------------ who


def test_a_viewer_sees_the_return_but_changes_nothing(client: Client, template: ReturnTemplate):
    viewer = signed_in(client, a_person("viewer"))
    mapped(template, C8=PLANS)
    assert viewer.get(HOME).status_code == 200
    assert viewer.get(f"{HOME}file/?quarter=2026-09").status_code == 200
    assert viewer.get(MAP).status_code == 403
    assert viewer.post(f"{HOME}template/", {"file": a_file(a_blank_return())}).status_code == 403
    with pytest.raises(PermissionDenied):
        map_cells(template, by=an_actor("viewer"), entries={"C8": None})


def test_others_see_nothing_of_it(client: Client, template: ReturnTemplate):
    assert client.get(HOME).status_code == 302
    barnet = signed_in(client, a_person(organisation="barnet"))
    for address in (HOME, MAP, f"{MAP}C8/", f"{HOME}file/", f"{HOME}notes/"):
        assert barnet.get(address).status_code == 403


def test_a_template_of_another_authority_is_refused_by_the_action_itself(plan: Plan):
    with pytest.raises(ReturnFault):
        keep_template(plan, by=an_actor(), file_name="x.xlsx", content=a_blank_return("Hackney"))


def test_a_mapping_of_every_cell_asks_the_database_no_more_often(
    member: Client, plan: Plan, template: ReturnTemplate, django_assert_max_num_queries: Any
):
    counts = []
    measure = local(plan)
    cells = [f"{letter}{row}" for row in range(7, 12) for letter in "CDEF"]
    table = {"kind": "table", "table": "table-5-1", "row": "under-5", "year": 2025, "scenario": "with-plan"}
    kinds = [PLANS, {"kind": "measure", "id": measure.pk, "rule": "newest"}, table]
    for count in (3, len(cells)):
        map_cells(template, by=an_actor(), entries={cell: kinds[n % 3] for n, cell in enumerate(cells[:count])})
        for address in (HOME, MAP):
            with django_assert_max_num_queries(22) as asked:
                member.get(address)
            counts.append(len(asked))
    assert counts[2:] <= counts[:2]
