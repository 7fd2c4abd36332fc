"""The pages of the numbered tables, as people of a partnership use them."""

from __future__ import annotations

import io
import json
import re
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.hub.plans.actions.tables import CellChange, set_cells, start_from_published
from goldenthread.hub.plans.grids.cells import Entry
from goldenthread.hub.plans.grids.names import WITH, WITHOUT
from goldenthread.hub.plans.models import Plan, TableValue
from goldenthread.hub.plans.templates_in_force import template_of
from tests.made.people import a_person, an_actor, signed_in
from tests.made.plans import CAMDEN, a_plan
from tests.made.spreadsheets import a_bomb, an_ods, an_xlsx, encrypted, with_member

pytestmark = pytest.mark.django_db
HOME = f"/plans/{CAMDEN}/tables/"
AGES, BRING = f"{HOME}table-5-1/", f"{HOME}table-5-1/bring/"
PASTED = "\t2025\t2026\nUnder 5\t70\tc\n5 to 10\t1,540\t\n"
SHEET = [["", 2025, 2026], ["Under 5", 70, "c"], ["5 to 10", 1540, None]]


@pytest.fixture
def plan() -> Plan:
    return a_plan()


@pytest.fixture
def member(client: Client, plan: Plan) -> Client:
    return signed_in(client, a_person())


def fill(
    plan: Plan, value: int | None, row: str = "under-5", status: str = "", year: int = 2025, scenario: str = WITHOUT
) -> None:
    entry = Entry(None if value is None else Decimal(value), status)
    set_cells(plan, by=an_actor(), changes=[CellChange("table-5-1", row, year, scenario, entry)], origin="typed")


def form_of(page: Any) -> dict[str, str]:
    """Everything that the grid's form would send."""
    text = page.content.decode()
    inputs = re.findall(r'<input class="govuk-input gt-grid__input[^>]*?name="([^"]+)"\s+value="([^"]*)"', text)
    seen = re.search(r'name="seen"\s+value="([^"]*)"', text)
    assert seen
    return {**dict(inputs), "seen": seen[1].replace("&quot;", '"')}


def kept_of(page: Any) -> str:
    found = re.search(r'name="kept"\s+value="([^"]+)"', page.content.decode())
    assert found, page.content.decode()[-3000:]
    return found[1]


def a_file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def value(row: str = "under-5", year: int = 2025, scenario: str = WITHOUT) -> TableValue:
    return TableValue.objects.get(table="table-5-1", row=row, year=year, scenario=scenario)


# ------------------------------------------------------------------ the list and the grid


def test_the_list_says_how_far_each_table_is_filled_and_from_where(member: Client, plan: Plan):
    start_from_published(plan, by=an_actor(), tables=["table-5-1"])
    page = member.get(HOME).content.decode()
    assert "5 of 30 without the plan; 0 of 25 with the plan" in page
    assert "5 published" in page
    assert page.count("nothing yet") == len(template_of(plan).tables) - 1


def test_the_list_says_which_tables_do_not_add_up(member: Client, plan: Plan):
    start_from_published(plan, by=an_actor(), tables=["table-5-1", "table-6"])
    assert "No: 1 sum" not in member.get(HOME).content.decode()
    fill(plan, 99, year=2024)
    assert "No: 1 sum" in member.get(HOME).content.decode()
    page = member.get(f"{HOME}table-6/").content.decode()
    assert "The parts of table 6 do not add to table 5.1’s total for 2024 without the plan" in page


def test_the_grid_has_an_input_with_a_name_in_words_for_every_cell(member: Client):
    page = member.get(AGES).content.decode()
    assert len(re.findall("gt-grid__input", page)) == 5 * 11
    assert 'aria-label="Under 5, 2025, with the plan"' in page
    assert 'aria-label="Under 5, 2024, without the plan"' in page
    assert "Under 5, 2024, with the plan" not in page


def test_both_scenarios_stand_side_by_side_with_the_difference(member: Client, plan: Plan):
    fill(plan, 1200)
    fill(plan, 1150, scenario=WITH)
    page = member.get(AGES).content.decode()
    assert "−50" in page
    assert page.index("Without") < page.index("Difference")


def test_a_difference_with_an_absence_is_not_told(member: Client, plan: Plan):
    fill(plan, 1200)
    fill(plan, None, status="c", scenario=WITH)
    assert "1,200</td>" not in member.get(AGES).content.decode().replace("\n", "")
    assert "−1,200" not in member.get(AGES).content.decode()


def test_what_is_typed_is_saved_with_its_origin(member: Client):
    sent = {**form_of(member.get(AGES)), "under-5.2025.without-plan": "1,070", "under-5.2026.with-plan": "c"}
    page = member.post(AGES, sent, follow=True)
    assert "2 numbers saved." in page.content.decode()
    assert (value().value, value().origin) == (1070, "typed")
    assert value(year=2026, scenario=WITH).status == "c"
    assert TableValue.objects.count() == 2
    assert 'id="cell-under-5-2025-without-plan-from"' in page.content.decode()


def test_saving_without_a_change_keeps_where_the_numbers_come_from(member: Client, plan: Plan):
    start_from_published(plan, by=an_actor(), tables=["table-5-1"])
    page = member.post(AGES, form_of(member.get(AGES)), follow=True)
    assert "Nothing was changed." in page.content.decode()
    assert set(TableValue.objects.values_list("origin", flat=True)) == {"published"}


def test_what_is_wrong_is_named_and_everything_typed_is_kept(member: Client):
    sent = {**form_of(member.get(AGES)), "under-5.2025.without-plan": "many", "aged-5-to-10.2025.without-plan": "540"}
    page = member.post(AGES, sent)
    text = page.content.decode()
    assert page.status_code == 422
    assert "‘Under 5’, 2025 without the plan, holds &#x27;many&#x27;" in text
    assert '<a href="#cell-under-5-2025-without-plan">' in text
    assert form_of(page)["aged-5-to-10.2025.without-plan"] == "540"
    assert not TableValue.objects.exists()


def test_a_stale_form_shows_both_numbers_and_loses_nothing(member: Client, plan: Plan):
    fill(plan, 70)
    opened = form_of(member.get(AGES))
    fill(plan, 80)
    sent = {**opened, "under-5.2025.without-plan": "75", "aged-5-to-10.2025.without-plan": "540"}
    page = member.post(AGES, sent)
    assert page.status_code == 409
    assert "wrote 80 while you wrote 75" in page.content.decode()
    again = form_of(page)
    assert (again["under-5.2025.without-plan"], again["aged-5-to-10.2025.without-plan"]) == ("75", "540")
    assert value().value == 80
    member.post(AGES, again)
    assert (value().value, value("aged-5-to-10").value) == (75, 540)


def test_a_stale_form_that_touches_other_cells_is_simply_joined(member: Client, plan: Plan):
    fill(plan, 70)
    opened = form_of(member.get(AGES))
    fill(plan, 80)
    page = member.post(AGES, {**opened, "aged-5-to-10.2025.without-plan": "540"}, follow=True)
    assert page.status_code == 200
    assert (value().value, value("aged-5-to-10").value) == (80, 540)


@pytest.mark.parametrize(
    "seen", ["", "nonsense", "[]", '{"under-5.2025.without-plan": 3}', '{"a": [[], 2]}', "9" * 1000]
)
def test_a_form_that_does_not_say_what_it_showed_overwrites_nothing(member: Client, plan: Plan, seen: str):
    fill(plan, 70)
    assert member.post(AGES, {"under-5.2025.without-plan": "75", "seen": seen}).status_code == 409
    assert value().value == 70


def test_where_each_number_comes_from_leads_to_the_published_figures(member: Client, plan: Plan):
    start_from_published(plan, by=an_actor(), tables=["table-6"])
    page = member.get(f"{HOME}table-6/").content.decode()
    assert "Where each number comes from" in page
    assert "less EHC plans" in page


def test_a_published_figure_that_moved_since_is_told(member: Client, plan: Plan):
    start_from_published(plan, by=an_actor(), tables=["table-5-1"])
    TableValue.objects.filter(row="under-5").update(value=66)
    assert "‘Under 5’ for 2024 is published as 68 now; the table holds 66." in member.get(AGES).content.decode()


def test_an_unknown_table_is_not_found(member: Client):
    assert member.get(f"{HOME}table-99/").status_code == 404


def test_a_plan_that_was_closed_while_somebody_typed_keeps_what_was_typed_on_the_page(member: Client, plan: Plan):
    sent = {**form_of(member.get(AGES)), "under-5.2025.without-plan": "75"}
    Plan.objects.filter(pk=plan.pk).update(state="submitted")
    page = member.post(AGES, sent)
    assert page.status_code == 409
    assert form_of(page)["under-5.2025.without-plan"] == "75"
    assert "its words stay as they are" in page.content.decode()
    assert "gt-grid__input" not in member.get(AGES).content.decode()
    for address in (f"{AGES}start/", f"{HOME}start/"):
        assert "its words stay as they are" in member.post(address, follow=True).content.decode()
    assert not TableValue.objects.exists()


def test_a_preview_of_a_plan_that_was_closed_meanwhile_changes_nothing(member: Client, plan: Plan):
    kept = kept_of(member.post(BRING, {"text": PASTED, "scenario": WITHOUT}))
    Plan.objects.filter(pk=plan.pk).update(state="submitted")
    assert "its words stay as they are" in member.post(f"{HOME}confirm/", {"kept": kept}, follow=True).content.decode()
    assert not TableValue.objects.exists()


# ------------------------------------------------------------------ published figures


def test_one_button_starts_a_table_and_another_all_of_them(member: Client):
    page = member.post(f"{AGES}start/", follow=True).content.decode()
    assert "5 cells filled from published figures." in page
    member.post(f"{HOME}start/")
    assert TableValue.objects.filter(table="table-7", origin="published").count() == 12


def test_what_somebody_wrote_is_only_overwritten_where_that_is_said(member: Client, plan: Plan):
    fill(plan, 99, year=2024)
    page = member.post(f"{AGES}start/", follow=True).content.decode()
    assert "Left as before, because somebody filled them otherwise: 1 cell." in page
    assert value(year=2024).value == 99
    member.post(f"{AGES}start/", {"overwrite": "yes"})
    assert value(year=2024).value == 68


# ------------------------------------------------------------------ pasted


def test_pasted_cells_are_shown_before_they_are_taken(member: Client, plan: Plan):
    fill(plan, 66)
    page = member.post(BRING, {"text": PASTED, "scenario": WITHOUT})
    text = page.content.decode()
    assert "3 cells would change" in text
    assert "left as they are: ‘11 to 15’" in text
    assert TableValue.objects.count() == 1
    member.post(f"{HOME}confirm/", {"kept": kept_of(page)})
    assert (value().value, value().origin) == (70, "pasted")
    assert value(year=2026).status == "c"
    assert value("aged-5-to-10").value == 1540


def test_a_cell_filled_by_somebody_else_after_the_preview_is_shown_with_both_numbers(member: Client, plan: Plan):
    page = member.post(BRING, {"text": PASTED, "scenario": WITHOUT})
    fill(plan, 81)
    clash = member.post(f"{HOME}confirm/", {"kept": kept_of(page)})
    assert clash.status_code == 409
    assert re.search(r"81, by Person \d+", clash.content.decode())
    assert value().value == 81
    assert not TableValue.objects.filter(row="aged-5-to-10").exists()
    member.post(f"{HOME}confirm/", {"kept": kept_of(clash)})
    assert (value().value, value("aged-5-to-10").value) == (70, 1540)


def test_what_is_already_there_has_nothing_to_confirm(member: Client, plan: Plan):
    fill(plan, 70)
    page = member.post(BRING, {"text": "\t2025\nUnder 5\t70\n", "scenario": WITHOUT}).content.decode()
    assert "There is nothing to change" in page
    assert 'name="kept"' not in page


def test_pasted_nonsense_is_refused_and_kept_in_the_form(member: Client):
    page = member.post(BRING, {"text": "no table at all", "scenario": WITHOUT})
    assert page.status_code == 422
    assert "no table at all" in page.content.decode()
    assert "row names" in page.content.decode()


@pytest.mark.parametrize("kept", ["", "nonsense", "a:b:c"])
def test_a_preview_that_was_altered_changes_nothing(member: Client, kept: str):
    page = member.post(f"{HOME}confirm/", {"kept": kept}, follow=True)
    assert "Bring the table again; nothing was changed." in page.content.decode()
    assert not TableValue.objects.exists()


def test_a_preview_of_another_plan_changes_nothing(client: Client, plan: Plan):
    a_plan(an_actor("contributor", "barnet"), "E09000003")
    barnet = signed_in(Client(), a_person(organisation="barnet"))
    kept = kept_of(barnet.post("/plans/E09000003/tables/bring/", {"text": f"Table 5.1\n{PASTED}", "scenario": WITHOUT}))
    page = signed_in(client, a_person()).post(f"{HOME}confirm/", {"kept": kept}, follow=True)
    assert "The preview is of another plan" in page.content.decode()


# ------------------------------------------------------------------ uploaded


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ages.xlsx", an_xlsx({"Sheet1": SHEET})),
        ("ages.ods", an_ods({"Sheet1": [["", "2025", "2026"], ["Under 5", 70, "c"], ["5 to 10", 1540, ""]]})),
        ("ages.csv", b"Row,2025,2026\nUnder 5,70,c\n5 to 10,\"1,540\",\n"),
        ("ages.csv", "\ufeffRow;2025;2026\r\nUnder 5;70;c\r\n5–10;1 540;\r\n".encode()),
        ("ages.csv", b"Row\t2025\t2026\nUnder 5\t70\tc\n5\x9610\t1540\t\n"),
    ],
)  # fmt: skip
def test_every_kind_of_spreadsheet_is_taken(member: Client, name: str, content: bytes):
    page = member.post(BRING, {"file": a_file(name, content), "scenario": WITHOUT})
    assert page.status_code == 200, re.findall(r'error-message">(.*?)</p>', page.content.decode(), re.DOTALL)
    member.post(f"{HOME}confirm/", {"kept": kept_of(page)})
    assert (value().value, value().origin, value().source) == (70, "uploaded", name)
    assert value(year=2026).status == "c"


def test_a_workbook_fills_several_tables_and_names_what_it_left(member: Client):
    ours = {"Notes": [["Made by us"]], "How to fill it in": [["What this is"]]}
    book = an_xlsx({**ours, "Table 5.1": SHEET, "6": [["", 2025], ["Alternative provision", 12]]})
    page = member.post(f"{HOME}bring/", {"file": a_file("all.xlsx", book), "scenario": WITH})
    assert "Sheets that were not taken: ‘Notes’." in page.content.decode()
    member.post(f"{HOME}confirm/", {"kept": kept_of(page)})
    assert set(TableValue.objects.values_list("table", "scenario")) == {("table-5-1", WITH), ("table-6", WITH)}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"", "The file is empty"),
        ("a.xlsx", b"%PDF-1.7 not a workbook", "not a spreadsheet"),
        ("a.xlsx", b"PK\x03\x04 broken", "damaged"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "protected with a password"),
        ("a.xlsx", encrypted(an_xlsx({"Table 5.1": SHEET})), "protected with a password"),
        ("a.xlsm", an_xlsx({"Table 5.1": SHEET}), "macros"),
        ("a.xlsx", with_member(an_xlsx({"Table 5.1": SHEET}), "xl/vbaProject.bin", b"x"), "macros"),
        ("a.ods", with_member(an_ods({"Table 5.1": SHEET[:1]}), "Basic/Standard/Module1.xml", b"x"), "macros"),
        ("a.xlsx", a_bomb(), "unpacks to far more"),
        ("a.xlsx", b"PK" + b"\0" * 5_000_001, "at most 5 MB"),
        ("a.xlsx", with_member(b"", "hello.txt", b"hi"), "cannot be read as a spreadsheet"),
        ("a.pdf", b"%PDF-1.7", "are not read"),
        ("a.csv", b"PK\x03\x04", "not a .csv file"),
        ("a.csv", b"\0\1\2", "not a .csv file"),
        ("a.csv", b"a,b\n" * 60_000, "far more than a table"),
        ("a.xlsx", an_xlsx({"Sheet1": []}), "empty"),
        ("a.xlsx", an_xlsx({"Table 6": SHEET}), "Table 5.1 was not found"),
        ("a.xlsx", an_xlsx({"Table 5.1": [["", 2025], ["Under 5", 1], ["Under 5", 2]]}), "more than once"),
        ("a.xlsx", an_xlsx({"Table 5.1": [["", 2025], ["Under 5", "=1+1 or so"]]}), "result is not in the file"),
        ("a.xlsx", an_xlsx({"Table 5.1": [["", 2025], ["Under 5", 68.5]]}), "not a whole number"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why_and_changes_nothing(member: Client, name: str, content: bytes, said: str):
    page = member.post(BRING, {"file": a_file(name, content), "scenario": WITHOUT})
    assert page.status_code == 422
    assert re.search(said, page.content.decode()), re.findall(r"error-message.*?</p>", page.content.decode(), re.DOTALL)
    assert not TableValue.objects.exists()


def test_a_sheet_with_a_cell_in_the_far_corner_is_refused(member: Client):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Table 5.1"
    sheet["A1"], sheet["XFD1048576"] = "Under 5", 1
    made = io.BytesIO()
    book.save(made)
    page = member.post(BRING, {"file": a_file("far.xlsx", made.getvalue()), "scenario": WITHOUT})
    assert page.status_code == 422
    assert "reaches far to the right or far down" in page.content.decode()
    assert not TableValue.objects.exists()


def test_nothing_and_both_are_refused(member: Client):
    assert "Paste cells, or choose a file." in member.post(BRING, {"scenario": WITHOUT}).content.decode()
    both = {"text": PASTED, "file": a_file("a.csv", b"x"), "scenario": WITHOUT}
    assert "not both" in member.post(BRING, both).content.decode()


# ------------------------------------------------------------------ taken away


def test_a_filled_table_comes_back_unchanged(member: Client, plan: Plan):
    start_from_published(plan, by=an_actor(), tables=["table-5-1", "table-11"])
    fill(plan, 75, scenario=WITH)
    for name in ("table-5-1", "table-11"):
        made = member.get(f"{HOME}{name}/file.xlsx")
        assert made["Content-Disposition"].endswith('.xlsx"')
        page = member.post(f"{HOME}{name}/bring/", {"file": a_file("t.xlsx", made.content), "scenario": WITHOUT})
        assert "There is nothing to change" in page.content.decode()


def test_a_blank_table_can_be_filled_in_and_brought_back(member: Client):
    book = openpyxl.load_workbook(io.BytesIO(member.get(f"{HOME}file.xlsx?blank=yes").content))
    assert len(book.worksheets) == 14
    sheet = book["Table 5.1"]
    sheet["C3"], sheet["H3"] = 71, 65
    made = io.BytesIO()
    book.save(made)
    page = member.post(f"{HOME}bring/", {"file": a_file("filled.xlsx", made.getvalue()), "scenario": WITHOUT})
    member.post(f"{HOME}confirm/", {"kept": kept_of(page)})
    assert (value().value, value(scenario=WITH).value) == (71, 65)


def test_no_cell_of_a_workbook_is_a_formula(member: Client, plan: Plan):
    Plan.objects.filter(pk=plan.pk).update(title="=cmd|' /C calc'!A0")
    start_from_published(plan, by=an_actor(), tables=["table-5-1"])
    book = openpyxl.load_workbook(io.BytesIO(member.get(f"{HOME}file.xlsx").content))
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


# ------------------------------------------------------------------ who, and how fast


def test_a_viewer_sees_the_numbers_but_nothing_to_change_them_with(client: Client, plan: Plan):
    fill(plan, 1234)
    viewer = signed_in(client, a_person("viewer"))
    page = viewer.get(AGES).content.decode()
    assert "1,234" in page
    assert "gt-grid__input" not in page
    assert "Save the table" not in page
    assert viewer.get(BRING).status_code == 403
    assert viewer.post(f"{AGES}start/").status_code == 403
    sent = {"under-5.2025.without-plan": "1", "seen": json.dumps({"under-5.2025.without-plan": [1, "1,234"]})}
    assert viewer.post(AGES, sent).status_code == 403
    assert value().value == 1234


@pytest.mark.parametrize("address", [HOME, AGES, BRING, f"{HOME}file.xlsx"])
def test_others_do_not_see_the_tables_of_a_partnership(client: Client, plan: Plan, address: str):
    assert client.get(address).status_code == 302
    assert signed_in(client, a_person(organisation="barnet")).get(address).status_code == 403


def test_who_may_not_take_files_away_is_not_offered_any(client: Client, plan: Plan):
    administrator = signed_in(client, a_person("administrator"))
    assert "file.xlsx" not in administrator.get(HOME).content.decode()
    assert administrator.get(f"{HOME}file.xlsx").status_code == 403


def test_the_pages_ask_the_database_as_often_for_a_full_plan_as_for_an_empty_one(
    member: Client, plan: Plan, django_assert_max_num_queries: Any
):
    counts = []
    for _ in range(2):
        for address in (HOME, AGES, f"{HOME}table-7/"):
            with django_assert_max_num_queries(25) as asked:
                member.get(address)
            counts.append(len(asked))
        start_from_published(plan, by=an_actor(), tables=[each.id for each in template_of(plan).tables])
    assert counts[3:] <= counts[:3]
