"""The rules of the quarterly return, held against good workbooks and every kind of bad one."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from goldenthread.hub.plans.days import day_counted
from goldenthread.hub.plans.outputs.return_fill import fill
from goldenthread.hub.plans.outputs.return_layout import Layout, follow, layout_of
from goldenthread.hub.plans.outputs.return_quarters import quarter, quarter_named, quarters_of, years_in
from goldenthread.hub.plans.outputs.return_rules import (
    SHEET,
    ReturnAuthority,
    ReturnFault,
    open_return,
    return_name,
    return_problems,
    template_problems,
)
from goldenthread.hub.plans.outputs.return_suggestions import Candidate, suggest
from goldenthread.hub.plans.outputs.return_totals import hidden_absences
from goldenthread.hub.plans.queries.returns import ReturnCell, authority_of
from tests.made.returns import COLUMNS, ROWS, a_blank_return
from tests.made.spreadsheets import a_bomb, an_xlsx, encrypted, with_member

CAMDEN = ReturnAuthority("202", ("Camden",))
NAME = "lsrp-quarterly-return-September-2026-202-camden.xlsx"


# ------------------------------------------------------------------ quarters and names


def test_quarters_end_in_june_september_december_and_march():
    assert [each.name for each in quarters_of(2026)] == ["June-2026", "September-2026", "December-2026", "March-2027"]
    assert quarter(2026, 9).ends_on == dt.date(2026, 9, 30)


@pytest.mark.parametrize(
    ("label", "years"),
    [("2026-27 Quarterly Data", [2026]), ("Data for 2026/27", [2026]), ("2026–2027", [2026]), ("2099-00", [2099]), ("2026-28", []),
     ("Quarterly Data", []), ("2026-27 and 2027-28", [2026, 2027]), ("12026-27", []), ("2026", [])],
)  # fmt: skip
def test_a_financial_year_is_two_years_that_follow_each_other(label: str, years: list[int]):
    assert years_in(label) == years


@pytest.mark.parametrize(
    ("heading", "name"),
    [("Q2", "September-2026"), ("Quarter 4", "March-2027"), ("July to September", "September-2026"), ("Quarter 1 (April to June)", "June-2026"),
     ("Dec 2026", "December-2026"), ("Comment", None), ("Q5", None), ("March 2027", "March-2027")],
)  # fmt: skip
def test_a_columns_heading_names_its_quarter(heading: str, name: str | None):
    found = quarter_named(heading, 2026)
    assert (found.name if found else None) == name


def test_the_files_name_is_the_one_of_the_departments_own_example():
    barking = authority_of("E09000002")
    assert (
        return_name(quarter(2026, 9), barking) == "lsrp-quarterly-return-September-2026-301-barking-and-dagenham.xlsx"
    )


def test_every_authority_of_london_has_a_number_for_its_files_name():
    codes = [f"E090000{number:02}" for number in range(1, 34)]
    names = {return_name(quarter(2026, 12), authority_of(code)) for code in codes}
    assert len(names) == 33
    assert "lsrp-quarterly-return-December-2026-201-city-of-london.xlsx" in names


# ------------------------------------------------------------------ good and bad workbooks


@pytest.mark.parametrize(
    "authority", ["Camden", "CAMDEN", "London Borough of Camden", "202 Camden", "Camden (202)", "Camden Council"]
)
def test_a_return_that_keeps_the_rules_may_be_sent(authority: str):
    assert return_problems(a_blank_return(authority), NAME, CAMDEN) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (a_blank_return(sheets=("Cover",)), "must be exactly"),
        (a_blank_return(sheets=("Cover", SHEET, "Notes")), "must be exactly"),
        (a_blank_return(sheets=("cover", SHEET)), "must be exactly"),
        (a_blank_return(sheets=("Cover", "Quarterly Return Template ")), "must be exactly"),
        (a_blank_return(authority=""), "B13 of the cover is empty"),
        (a_blank_return(authority="Barnet"), "names ‘Barnet’, but this is the return of Camden"),
        (a_blank_return(year=""), "exactly one financial year"),
        (a_blank_return(year="Quarterly Data"), "exactly one financial year"),
        (a_blank_return(year="2026-28 Quarterly Data"), "exactly one financial year"),
        (a_blank_return(year="2026-27 and 2027-28"), "exactly one financial year"),
        (a_blank_return(column_a="x"), "Column A of ‘Quarterly Return Template’ must be empty. It has something in A8"),
        (a_blank_return(rows=()), "Column B of ‘Quarterly Return Template’ must hold the names"),
        (b"", "The file is empty"),
        (b"%PDF", "not a spreadsheet"),
        (b"PK\x03\x04", "damaged"),
        (with_member(b"", "hello.txt", b"hi"), "not an Excel workbook"),
        (with_member(a_blank_return(), "xl/vbaProject.bin", b"x"), "macros"),
        (
            with_member(a_blank_return(), "xl/evil.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
            "no spreadsheet program",
        ),
        (with_member(a_blank_return(), "xl/large.xml", bytes(range(256)) * 90_000), "far larger|far more"),
        (encrypted(a_blank_return()), "password"),
        (a_bomb(), "unpacks to far more"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
    ],
)
def test_a_return_that_breaks_a_rule_says_which(content: bytes, said: str):
    problems = return_problems(content, NAME, CAMDEN)
    assert problems
    assert any(any(each in problem for each in said.split("|")) for problem in problems), problems


@pytest.mark.parametrize(
    "name",
    ["return.xlsx", NAME.replace("September", "August"), NAME.replace("2026", "2025"), NAME.replace("202-", "203-"), NAME.replace("camden", "barnet"), NAME.upper()],
)  # fmt: skip
def test_a_file_by_another_name_may_not_be_sent(name: str):
    assert "The file’s name must be" in return_problems(a_blank_return(), name, CAMDEN)[0]


def test_a_far_larger_sheet_is_refused_before_it_is_walked_through():
    book = openpyxl.load_workbook(io.BytesIO(a_blank_return()))
    book[SHEET]["XFD1048576"] = 1
    made = io.BytesIO()
    book.save(made)
    assert "far larger" in template_problems(open_return(made.getvalue()), CAMDEN)[0]


# ------------------------------------------------------------------ layout, and templates with moved cells


def a_layout(**named: object) -> Layout:
    return layout_of(open_return(a_blank_return(**named)))  # type: ignore[arg-type]


def test_rows_and_columns_are_known_by_their_names():
    layout = a_layout()
    assert list(layout.rows.values()) == [*ROWS, "Check"]
    assert layout.columns["C"] == COLUMNS[0]
    assert "C12" in layout.formulas
    assert Layout.from_json(layout.as_json()) == layout


def test_a_mapping_follows_rows_that_moved_and_names_those_that_are_gone():
    mapping = {"C8": "plans", "D9": "weeks", "C10": "voice"}
    now = a_layout(rows=("New row", ROWS[2], ROWS[0], ROWS[1], "Other"), first_row=9)
    found, lost = follow(mapping, a_layout(), now)
    assert found == {"C12": "plans", "D10": "weeks"}
    assert lost == ["Families who feel heard, Quarter 1 (April to June) (it was C10)"]


def test_a_mapping_follows_columns_that_changed_places():
    now = a_layout(columns=(COLUMNS[1], COLUMNS[0], "Something new"))
    found, lost = follow({"C8": "first", "D8": "second", "E8": "third"}, a_layout(), now)
    assert found == {"D8": "first", "C8": "second"}
    assert len(lost) == 1


def test_a_name_that_is_there_more_often_than_before_is_not_guessed_at():
    found, lost = follow({"C8": "plans"}, a_layout(), a_layout(rows=(ROWS[1], ROWS[1])))
    assert (found, len(lost)) == ({}, 1)


def test_nothing_is_written_over_a_formula_of_a_newer_template():
    layout = a_layout()
    now = Layout(layout.year, layout.rows, layout.columns, frozenset({"C8"}))
    assert follow({"C8": "plans"}, layout, now)[0] == {}


# ------------------------------------------------------------------ writing


def test_values_are_written_and_everything_else_stays_byte_for_byte():
    blank = a_blank_return()
    filled = fill(blank, {"C8": Decimal("1607"), "D9": Decimal("96.6"), "E11": "=cmd|' /C calc'!A0", "F30": Decimal(5)})
    before, after = (zipfile.ZipFile(io.BytesIO(each)) for each in (blank, filled))
    untouched = [n for n in before.namelist() if n not in ("xl/worksheets/sheet2.xml", "xl/workbook.xml")]
    assert before.namelist() == after.namelist()
    assert all(before.read(name) == after.read(name) for name in untouched)
    sheet = openpyxl.load_workbook(io.BytesIO(filled))[SHEET]
    assert (sheet["C8"].value, sheet["D9"].value, sheet["F30"].value) == (1607, 96.6, 5)
    assert (sheet["E11"].value, sheet["E11"].data_type) == ("=cmd|' /C calc'!A0", "s")
    assert sheet["C8"].number_format == "#,##0.0"
    assert sheet["C8"].fill.fgColor.rgb == "00FFEECC"
    assert sheet.column_dimensions["B"].width == 61
    assert sheet.data_validations.dataValidation[0].formula1 == '"Yes,No"'
    assert sheet["C12"].value == "=SUM(C7:C11)"
    assert sheet["C9"].value is None


def test_a_formula_is_never_written_over():
    with pytest.raises(ReturnFault, match="C12 holds a formula"):
        fill(a_blank_return(), {"C12": Decimal(1)})


@pytest.mark.parametrize("wrong", ["", "12", "C0", "ABCD1", "c8"])
def test_what_is_no_cell_is_refused(wrong: str):
    with pytest.raises(ReturnFault, match="is no cell"):
        fill(a_blank_return(), {wrong: Decimal(1)})


def test_a_workbook_whose_sheets_cannot_be_found_is_refused():
    with pytest.raises(ReturnFault, match="cannot be found"):
        fill(an_xlsx({"Cover": [["x"]]}), {"C8": Decimal(1)})


def test_a_total_of_totals_is_warned_of_and_what_is_not_due_is_no_absence():
    book = openpyxl.load_workbook(io.BytesIO(a_blank_return()))
    sheet = book[SHEET]
    sheet["D12"], sheet["E12"], sheet["F12"] = "=$C$12+Cover!C8", "=SUM(D:D)-1", "=Cover!C8+E7"
    left = ReturnCell("C8", "Plans", "Quarter 1", None, "EHC plans", "not available")
    found = hidden_absences(book, [left])
    assert [each.split(" ")[0] for each in found] == ["C12", "D12", "E12"]
    assert "C8 is left empty" in found[0]
    assert hidden_absences(book, [replace(left, is_due=False)]) == ()
    assert hidden_absences(book, [replace(left, value=Decimal(0))]) == ()


def test_a_row_is_reminded_of_what_shares_most_words_with_it():
    titles = [
        Candidate("EHC plans", "plans", {"id": 1}),
        Candidate("EHC plans issued within 20 weeks", "percent", {"id": 2}),
        Candidate("Overall absence", "percent", {"id": 3}),
    ]
    assert suggest("Number of EHC plans", titles) == titles[0]
    assert suggest("% of EHC plans issued in 20 weeks", titles) == titles[1]
    assert suggest("Something else altogether", titles) is None
    assert suggest("", titles) is None


@pytest.mark.parametrize(
    ("row", "unit", "fits"),
    [("EHC plans", "percent", False), ("EHC plans, per cent", "percent", True), ("Rate of EHC plans", "per-1000", True),
     ("% of EHC plans", "plans", False), ("Number of EHC plans", "plans", True), ("EHC plans", "per-1000", False)],
)  # fmt: skip
def test_a_share_is_not_suggested_for_a_number_nor_a_number_for_a_share(row: str, unit: str, fits: bool):
    assert (suggest(row, [Candidate("EHC plans", unit, {})]) is not None) == fits


@pytest.mark.parametrize(
    ("period", "label", "day"),
    [("2025", "January 2025", dt.date(2025, 1, 31)), ("2025", "2025", None), ("2024-25", "2024/25", None),
     ("2026-06-10", "10 June 2026", dt.date(2026, 6, 10)), ("2026-05", "May 2026", dt.date(2026, 5, 31))],
)  # fmt: skip
def test_a_year_lies_in_no_quarter_and_a_count_in_that_of_its_day(period: str, label: str, day: dt.date | None):
    assert day_counted(period, label) == day
    for each in (*quarters_of(2024), *quarters_of(2026)):
        assert each.holds(day_counted(period, label)) == (
            day is not None
            and each.ends_on.month - 3 < day.month <= each.ends_on.month
            and day.year == each.ends_on.year
        )
