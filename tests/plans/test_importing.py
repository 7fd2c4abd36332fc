"""An existing plan from a spreadsheet: what is understood, what is refused, and that nothing is made before it is confirmed."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import odfdo
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.hub.audit.interface import events_of_partnership
from goldenthread.hub.plans.brought import words
from goldenthread.hub.plans.brought.actions import Brought, read
from goldenthread.hub.plans.grids.brought import bring
from goldenthread.hub.plans.grids.faults import GridFault
from goldenthread.hub.plans.grids.formulas import without_result
from goldenthread.hub.plans.grids.names import WITHOUT
from goldenthread.hub.plans.grids.uploaded import sheets_of
from goldenthread.hub.plans.models import Action, Plan, Priority
from goldenthread.hub.plans.queries.whole import whole_plan
from goldenthread.hub.plans.templates_in_force import newest_template
from tests.made.people import a_person, an_actor, signed_in
from tests.made.plans import CAMDEN, a_full_plan, a_plan, a_priority, an_action

pytestmark = pytest.mark.django_db
ADDRESS = f"/plans/{CAMDEN}/import/"
HEADINGS = (
    "Objective",
    "Task",
    "Owner",
    "Start date",
    "Due date",
    "Budget",
    "Funded by",
    "Progress",
    "RAG",
    "Theme",
    "Section",
)
ROW = (
    "Plans in time", "Advice from health in six weeks", "Designated clinical officer", "1 September 2026", "31/08/2028",
    "£1.2m", "High needs block", "In progress", "A", "Assessments and plans in time", "8",
)  # fmt: skip
TEMPLATE = newest_template()


def brought(
    *rows: Sequence[str], headings: Sequence[str] = HEADINGS, existing: dict[str, set[str]] | None = None
) -> Brought:
    return read({"": (tuple(headings), *(tuple(row) for row in rows))}, TEMPLATE, existing or {}, "delivery")


def a_workbook(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS, sheet: str = "Plan") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in (headings, *rows):
        book.active.append(list(row))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def an_ods(*rows: Sequence[str]) -> bytes:
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    table = odfdo.Table("Plan")
    table.set_values([list(row) for row in (HEADINGS, *rows)])
    document.body.append(table)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def send(client: Client, content: bytes, name: str = "plan.xlsx") -> Any:
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content), "section": "delivery"})


def kept_in(response: Any) -> str:
    return str(response.context["kept"])


@pytest.fixture
def writer(client: Client) -> Client:
    return signed_in(client, a_person("contributor"))


# ------------------------------------------------------------------ reading


def test_columns_are_known_by_the_names_that_people_use_in_any_order() -> None:
    found = brought(ROW)
    (priority,) = found.priorities
    (action,) = priority.actions
    assert (priority.title, priority.section, priority.theme) == ("Plans in time", "assessment", "timeliness")
    assert action.title == "Advice from health in six weeks"
    assert action.values["starts_on"] == dt.date(2026, 9, 1)
    assert action.values["ends_on"] == dt.date(2028, 8, 31)
    assert action.values["cost_pounds"] == Decimal(1_200_000)
    assert (action.values["funding_source"], action.values["status"], action.values["rag"]) == (
        "high-needs",
        "under-way",
        "amber",
    )
    turned = brought(ROW[::-1], headings=HEADINGS[::-1])
    assert turned.priorities == found.priorities


def test_lines_over_the_headings_and_columns_that_are_not_known_are_passed_over_and_named() -> None:
    rows = (
        ("Camden action plan", "", ""),
        ("", "", ""),
        ("Priority", "Action", "Reference"),
        ("Plans in time", "Advice", "A1"),
    )
    found = read({"": rows}, TEMPLATE, {}, "delivery")
    assert found.actions == 1
    assert found.notes == ["Columns that were not taken: ‘Reference’."]


def test_a_priority_in_merged_cells_holds_for_the_rows_below_it() -> None:
    found = brought(ROW, ("", "Second", *[""] * 9))
    assert [action.title for action in found.priorities[0].actions] == ["Advice from health in six weeks", "Second"]
    assert found.notes == ["Without a priority of their own, so taken under the one above: row 3."]


def test_a_priority_without_an_action_is_taken_by_itself() -> None:
    found = brought(("Plans in time", *[""] * 10))
    assert (len(found.priorities), found.actions, found.faults) == (1, 0, [])


def test_a_priority_without_a_section_stands_in_the_chosen_one() -> None:
    assert brought((*ROW[:10], "")).priorities[0].section == "delivery"


def test_every_fault_is_named_by_its_row_and_column() -> None:
    bad = (
        "Plans in time",
        "x" * 201,
        "Owner",
        "soon",
        "31/02/2028",
        "plenty",
        "Lottery",
        "Perhaps",
        "Purple",
        "Nothing",
        "99",
    )
    told = [(fault.row, fault.column) for fault in brought(ROW, bad).faults]
    columns = ["Section", "Theme", "Action", "Starts", "Ends", "Cost in pounds", "Status", "Rating", "Funding source"]
    assert told == [(3, column) for column in columns]


def test_a_formula_without_its_result_is_named_and_nothing_of_its_row_is_taken() -> None:
    rows = [["Assessment", "In time", "=1+1"], ["", "=A2", "Meet"], ["", "", "Advice in time"]]
    file = a_workbook(*rows, headings=["Section", "Priority", "Action"])
    found = read(sheets_of("plan.xlsx", file), newest_template(), {}, "assessment")
    assert [(each.row, each.column) for each in found.faults] == [(2, "Action"), (3, "Priority"), (4, "Priority")]
    assert "result is not in the file. Open the file in a spreadsheet program, save it" in found.faults[0].words
    assert found.priorities == []


def test_a_row_with_a_formula_tells_whatever_else_is_wrong_in_it() -> None:
    rows = [["Assessment", "In time", "Meet", "=1+1", "soon"]]
    file = a_workbook(*rows, headings=["Section", "Priority", "Action", "Cost in pounds", "Starts"])
    found = read(sheets_of("plan.xlsx", file), newest_template(), {}, "assessment")
    assert [(each.row, each.column) for each in found.faults] == [(2, "Cost in pounds"), (2, "Starts")]
    assert found.actions == 0


def test_an_action_that_ends_before_it_starts_is_a_fault() -> None:
    (fault,) = brought((*ROW[:3], "1/9/2026", "31/8/2026", *ROW[5:])).faults
    assert fault.words == "It ends before it starts on 1 September 2026."


def test_a_row_without_a_priority_above_it_and_one_without_an_action_are_faults() -> None:
    found = brought(("", "Something", *[""] * 9), ("", "", "Somebody", *[""] * 8))
    assert [(f.row, f.column) for f in found.faults] == [(2, "Priority"), (3, "Action")]


def test_a_small_file_of_millions_of_cells_is_refused_before_they_are_looked_through_for_formulas() -> None:
    cells = b"<sheetData>" + (b"<row>" + b"<c/>" * 400 + b"</row>") * 7_000
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_workbook(ROW))) as good, zipfile.ZipFile(made, "w") as archive:
        for name in good.namelist():
            archive.writestr(name, good.read(name).replace(b"<sheetData>", cells))
    with pytest.raises(GridFault, match="far larger than tables of this plan"):
        without_result(made.getvalue())


def test_a_formula_without_its_result_is_named_in_a_numbered_table_too() -> None:
    file = a_workbook(["Under 5", 70, "=1+1"], headings=["", "2025", "2026"], sheet="Table 5.1")
    with pytest.raises(
        GridFault, match="‘Under 5’, 2026 without the plan, holds a formula whose result is not in the file"
    ):
        bring(sheets_of("plan.xlsx", file), newest_template(), WITHOUT)


def test_what_is_there_already_is_left_out_and_named_however_it_is_written() -> None:
    existing = {"plans in time": {"advice from health in six weeks"}}
    found = brought(ROW, ("PLANS IN TIME", "Something new", *[""] * 9), existing=existing)
    assert found.left == [(2, "“Advice from health in six weeks” is an action of “Plans in time” already")]
    assert found.priorities[0].is_there
    assert [action.title for action in found.priorities[0].actions] == ["Something new"]


def test_the_same_action_twice_in_the_file_is_made_once() -> None:
    found = brought(ROW, ROW)
    assert found.actions == 1
    assert found.left == [(3, "“Advice from health in six weeks” stands in row 2 already")]


def test_the_names_of_measures_are_kept_in_words() -> None:
    found = brought((*ROW, "Plans issued in 20 weeks"), headings=(*HEADINGS, "KPI"))
    assert (
        "Success measures in the earlier plan: Plans issued in 20 weeks"
        in found.priorities[0].actions[0].values["about"]
    )


def test_a_file_without_the_needed_columns_says_which() -> None:
    with pytest.raises(GridFault, match="‘Priority’ and ‘Action’"):
        brought(("a", "b"), headings=("Name", "Age"))
    with pytest.raises(GridFault, match="no action under the headings"):
        brought()


@pytest.mark.parametrize(
    "text, end, expected",
    [
        ("3 March 2026", False, dt.date(2026, 3, 3)), ("03/03/2026", False, dt.date(2026, 3, 3)),
        ("2026-03-03", False, dt.date(2026, 3, 3)), ("2026-03-03 00:00:00", False, dt.date(2026, 3, 3)),
        ("46084", False, dt.date(2026, 3, 3)), ("March 2026", False, dt.date(2026, 3, 1)),
        ("March 2026", True, dt.date(2026, 3, 31)), ("Sept 2026", True, dt.date(2026, 9, 30)),
        ("TBC", False, None), ("not set", False, None), ("", False, None),
    ],
)  # fmt: skip
def test_days_are_understood_as_people_write_them(text: str, end: bool, expected: dt.date | None) -> None:
    assert words.day(text, end=end) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("£1.2m", 1_200_000),
        ("125,000", 125_000),
        ("0", 0),
        ("nil", 0),
        ("tbc", None),
        ("not set", None),
        ("250k", 250_000),
    ],
)
def test_money_is_understood_and_unknown_is_not_nothing(text: str, expected: int | None) -> None:
    assert words.pounds(text) == expected


@pytest.mark.parametrize("text", ["-5", "about £5", "£1e9", "99999999999", "=1+1"])
def test_what_is_no_amount_is_not_guessed(text: str) -> None:
    with pytest.raises(words.NotUnderstood):
        words.pounds(text)


@settings(deadline=None)
@given(st.lists(st.lists(st.text(max_size=20) | st.sampled_from(ROW), min_size=11, max_size=11), max_size=6))
def test_no_spreadsheet_makes_the_reader_raise_anything_but_a_fault_in_words(rows: list[list[str]]) -> None:
    found = None
    with contextlib.suppress(GridFault):
        found = brought(*rows)
    assert found is None or all(1 < fault.row <= len(rows) + 1 for fault in found.faults)


# ------------------------------------------------------------------ the page


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_nothing_is_made_before_it_is_confirmed_and_then_everything_is(writer: Client, kind: str) -> None:
    plan = a_plan()
    made = {"xlsx": a_workbook, "ods": an_ods}.get(kind)
    content = (
        made(ROW) if made else "\n".join(",".join(f'"{cell}"' for cell in row) for row in (HEADINGS, ROW)).encode()
    )
    seen = send(writer, content, f"plan.{kind}")
    assert "1 new priority and 1 new action" in seen.content.decode()
    assert not Priority.objects.exists()
    told = writer.post(f"{ADDRESS}confirm/", {"kept": kept_in(seen)}, follow=True).content.decode()
    assert "1 priority and 1 action were made." in told
    (priority,) = whole_plan(plan).priorities
    assert (priority.title, priority.origin, priority.section) == ("Plans in time", "import", "assessment")
    (action,) = priority.actions
    assert (action.cost_pounds, action.ends_on, action.rag) == (Decimal("1200000.00"), dt.date(2028, 8, 31), "amber")
    assert {event.kind for event in events_of_partnership(CAMDEN)} >= {"priority", "action"}


def test_dates_and_numbers_of_a_workbook_are_read_as_such(writer: Client) -> None:
    a_plan()
    row = (*ROW[:3], dt.date(2026, 9, 1), dt.date(2028, 8, 31), 125_000, *ROW[6:10], 8)
    seen = send(writer, a_workbook(row))
    text = seen.content.decode()
    assert "from 1 September 2026, until 31 August 2028, £125,000" in text


def test_faults_are_shown_and_there_is_nothing_to_confirm(writer: Client) -> None:
    a_plan()
    seen = send(writer, a_workbook((*ROW[:3], "soon", *ROW[4:])))
    text = seen.content.decode()
    assert seen.status_code == 422
    assert "Row 2, Starts: &#x27;soon&#x27; is not a date. Write it like 3 March 2026." in text
    assert "import/confirm" not in text


def test_confirming_twice_makes_nothing_twice(writer: Client) -> None:
    a_plan()
    kept = kept_in(send(writer, a_workbook(ROW)))
    for _ in range(2):
        writer.post(f"{ADDRESS}confirm/", {"kept": kept})
    assert (Priority.objects.count(), Action.objects.count()) == (1, 1)


def test_a_row_that_cannot_be_made_after_all_leaves_nothing_behind(writer: Client) -> None:
    plan = a_plan()
    kept = kept_in(send(writer, a_workbook(ROW, ("Second priority", "Another", *[""] * 9))))
    Plan.objects.update(state="live")
    told = writer.post(f"{ADDRESS}confirm/", {"kept": kept}, follow=True).content.decode()
    assert "words stay as they are" in told
    assert not Priority.objects.filter(plan=plan).exists()


def test_an_altered_preview_or_one_of_another_plan_makes_nothing(writer: Client) -> None:
    a_plan()
    kept = kept_in(send(writer, a_workbook(ROW)))
    Plan.objects.update(state="superseded")
    a_plan()
    for sent in (kept, kept[:-2], "", "nonsense"):
        told = writer.post(f"{ADDRESS}confirm/", {"kept": sent}, follow=True).content.decode()
        assert "nothing was made" in told
    assert not Priority.objects.exists()


def test_what_is_in_the_plan_already_is_not_made_again(writer: Client) -> None:
    an_action(a_priority(a_plan()))
    seen = send(writer, a_workbook(ROW))
    assert "There is nothing to make" in seen.content.decode()


@pytest.mark.parametrize(
    "role, place", [("viewer", "camden"), ("contributor", "barnet"), ("approver", "camden-parent-carer-forum")]
)
def test_who_may_not_edit_brings_nothing(client: Client, role: str, place: str) -> None:
    a_plan()
    stranger = signed_in(client, a_person(role, place))
    assert stranger.get(ADDRESS).status_code == 403
    assert send(stranger, a_workbook(ROW)).status_code == 403


# ------------------------------------------------------------------ bad files


def with_macros() -> bytes:
    made = io.BytesIO(a_workbook(ROW))
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub AutoOpen()")
    return made.getvalue()


def a_bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    return made.getvalue()


BAD = {
    "macros": (with_macros, "plan.xlsx", "holds macros"),
    "named as a macro workbook": (lambda: a_workbook(ROW), "plan.xlsm", "may hold macros"),
    "a bomb": (a_bomb, "plan.xlsx", "unpacks to far more"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 100, "plan.xlsx", "not a spreadsheet, whatever its name says"),
    "a workbook called csv": (lambda: a_workbook(ROW), "plan.csv", "not a .csv file"),
    "a document": (lambda: b"%PDF-1.7", "plan.pdf", "are not read"),
    "too large": (lambda: b"a,b\n" * 1_500_000, "plan.csv", "more than 5 MB"),
    "empty": (lambda: b"", "plan.xlsx", "The file is empty"),
    "other columns": (lambda: a_workbook(("a", "b"), headings=("Name", "Age")), "plan.xlsx", "No sheet has the columns"),
    "damaged": (lambda: a_workbook(ROW)[:900], "plan.xlsx", "damaged"),
    "too many rows": (lambda: ("Priority,Action\n" + "a,b\n" * 600).encode(), "plan.csv", "rows"),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
def test_a_file_that_is_not_what_it_must_be_is_refused_in_words(writer: Client, bad: str) -> None:
    a_plan()
    content, name, told = BAD[bad]
    seen = send(writer, content(), name)  # type: ignore[operator]
    assert seen.status_code == 422
    assert told in seen.content.decode().replace("&#x27;", "'")
    assert not Priority.objects.exists()


def test_words_that_look_like_markup_or_formulas_are_kept_as_words(writer: Client) -> None:
    a_plan()
    row = ("<script>alert(1)</script>", '=HYPERLINK("http://x","y")', *ROW[2:])
    content = "\n".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in each) for each in (HEADINGS, row)
    ).encode()
    seen = send(writer, content, "plan.csv")
    assert "<script>alert" not in seen.content.decode()
    writer.post(f"{ADDRESS}confirm/", {"kept": kept_in(seen)})
    assert Action.objects.get().title == '=HYPERLINK("http://x","y")'


# ------------------------------------------------------------------ there and back


def test_the_plans_own_workbook_brought_into_an_empty_plan_makes_the_same_actions(client: Client) -> None:
    full = a_full_plan(sections=4, actions=6, measures=0)
    by = signed_in(client, a_person("contributor"))
    content = exported(by)
    Plan.objects.update(state="superseded")
    plan = a_plan(an_actor())
    seen = send(by, content)
    assert "6 new actions" in seen.content.decode(), seen.content.decode()
    by.post(f"{ADDRESS}confirm/", {"kept": kept_in(seen)})
    old, new = whole_plan(full), whole_plan(plan)
    assert [(p.title, p.section, p.theme) for p in old.priorities] == [
        (p.title, p.section, p.theme) for p in new.priorities
    ]
    names = (
        "title",
        "about",
        "lead",
        "partners",
        "starts_on",
        "ends_on",
        "cost_pounds",
        "funding_source",
        "status",
        "rag",
        "risk",
    )
    assert [[getattr(a, n) for n in names] for a in old.actions] == [
        [getattr(a, n) for n in names] for a in new.actions
    ]


def exported(client: Client) -> bytes:
    """The plan's workbook as the site gives it."""
    answer = client.get(reverse("plan-document", args=[CAMDEN, "excel"]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content
