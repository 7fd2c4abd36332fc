"""Cells as people write them, and grids as spreadsheets copy them."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.hub.plans.grids.brought import bring
from goldenthread.hub.plans.grids.cells import EMPTY, CellFault, Entry, read_cell, say, write_cell
from goldenthread.hub.plans.grids.faults import GridFault
from goldenthread.hub.plans.grids.names import WITH, WITHOUT, table_named, write_heading
from goldenthread.hub.plans.grids.pasted import Grid, join, split
from goldenthread.hub.plans.grids.recognised import Recognised, Where, recognise
from goldenthread.hub.plans.grids.workbook import columns_of
from goldenthread.hub.plans.templates_in_force import newest_template
from goldenthread.warehouse.definitions.plan_templates import PlanTable

TEMPLATE = newest_template()
AGES = next(each for each in TEMPLATE.tables if each.id == "table-5-1")
FILLED = """Table 5.1 EHC plans by age

\t2024\t2025\t2026
Under 5\t68\t70\t71
5 to 10\t532\t1,540\tc
11–15\t545\t550\t560
16 to 19\t370\t\t380
20 to 25\t92\t90\tlow
Total\t1,607\t2,250\t1,012
"""


def taken(text: str, table: PlanTable = AGES, scenario: str = WITHOUT) -> Recognised:
    return recognise(split(text), table, scenario)


# ------------------------------------------------------------------ cells


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("68", 68),
        (" 1,234 ", 1234),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1\u202f234", 1234),
        ("12.0", 12),
        ("0", 0),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, number: int):
    assert read_cell(text) == Entry(Decimal(number))


@pytest.mark.parametrize(
    ("text", "status"),
    [("c", "c"), ("C", "c"), ("[c]", "c"), ("z", "z"), ("x", "x"), ("low", "low"), ("u", "u"), ("missing", "missing"),
     ("not applicable", "z"), ("held back", "c"), ("n/a", "z"), ("suppressed", "c")],
)  # fmt: skip
def test_symbols_are_absences_and_never_numbers(text: str, status: str):
    assert read_cell(text) == Entry(None, status)


@pytest.mark.parametrize("text", ["", "  ", "\u00a0"])
def test_a_blank_cell_is_empty_which_is_neither_a_number_nor_an_absence(text: str):
    assert read_cell(text) == EMPTY


@pytest.mark.parametrize(
    ("text", "said"),
    [("-5", "below nought"), ("68.5", "not a whole number"), ("12345678", "more than"), ("=1+1", "neither"), ("1,23", "neither"),
     ("1e5", "neither"), ("NaN", "neither"), ("٣", "neither"), ("-", "neither"), ("#REF!", "neither"), ("5 plans", "neither")],
)  # fmt: skip
def test_everything_else_is_refused_with_the_reason(text: str, said: str):
    with pytest.raises(CellFault, match=said):
        read_cell(text)


def test_a_cell_is_said_in_words():
    assert [say(each) for each in (Entry(Decimal(1234)), Entry(None, "c"), Entry(None, "missing"), EMPTY)] == [
        "1,234", "held back (c)", "not in the source", "empty",
    ]  # fmt: skip
    assert write_cell(Entry(Decimal("68.50"))) == "69"


# ------------------------------------------------------------------ pasted tables


def test_rows_and_years_are_recognised_whatever_stands_above_them():
    found = taken(FILLED).cells
    assert found["under-5", 2024, WITHOUT] == Entry(Decimal(68))
    assert found["aged-5-to-10", 2025, WITHOUT] == Entry(Decimal(1540))
    assert found["aged-5-to-10", 2026, WITHOUT] == Entry(None, "c")
    assert found["aged-11-to-15", 2024, WITHOUT] == Entry(Decimal(545))


def test_an_empty_cell_is_not_taken_so_that_it_undoes_nothing():
    assert ("aged-16-to-19", 2025, WITHOUT) not in taken(FILLED).cells


def test_a_total_is_not_taken_but_one_that_says_otherwise_is_told():
    [note] = taken(FILLED).notes
    assert note.startswith("The row of totals says 1,012 for 2026 without the plan, but its rows add up to 1,011.")


def test_a_heading_says_which_scenario_a_year_is_of():
    found = taken("Row\t2025 without the plan\t2025 with the plan\nUnder 5\t70\t66\n").cells
    assert found == {("under-5", 2025, WITHOUT): Entry(Decimal(70)), ("under-5", 2025, WITH): Entry(Decimal(66))}


def test_a_year_without_a_word_is_of_the_scenario_that_was_chosen():
    assert list(taken("\t2025\nUnder 5\t66\n", scenario=WITH).cells) == [("under-5", 2025, WITH)]


def test_rows_and_columns_that_the_table_has_not_are_named_and_so_are_those_that_are_missing():
    notes = " ".join(taken("\t2025\t2031\tChange\nUnder 5\t70\t1\t2\nAged 3\t5\t6\t7\n").notes)
    assert "Columns that this table does not have, not taken: ‘2031’, ‘Change’." in notes
    assert "Rows that this table does not have, not taken: ‘Aged 3’." in notes
    assert "left as they are: ‘5 to 10’, ‘11 to 15’, ‘16 to 19’, ‘20 to 25’" in notes


def test_numbers_alone_are_taken_only_where_their_shape_leaves_no_doubt():
    block = "\n".join("\t".join(str(10 * row + year) for year in range(5)) for row in range(5))
    found = taken(block)
    assert found.cells["under-5", 2025, WITHOUT] == Entry(Decimal(0))
    assert found.cells["aged-20-to-25", 2029, WITHOUT] == Entry(Decimal(44))
    assert len(found.notes) == 2
    with pytest.raises(GridFault, match="row names"):
        taken(block + "\n1\t2\t3\t4\t5")
    with pytest.raises(GridFault, match="headings"):
        taken("1\t2\n3\t4\n5\t6\n7\t8\n9\t0")


def test_a_number_that_looks_like_a_year_is_not_taken_for_a_heading():
    rows = ["Under 5\t2024\t2025\t2026\t2027\t2028", "5 to 10\t2\t2\t2\t2\t2"]
    assert taken("\n".join(rows)).cells["under-5", 2025, WITHOUT] == Entry(Decimal(2024))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing in it"),
        ("hello", "row names were found|No row"),
        ("\t2025\nUnder 5\t\n", "every cell is empty"),
        ("\t2025\nUnder 5\t1\nunder 5\t2\n", "more than once: ‘under 5’"),
        ("\t2025\t2025\nUnder 5\t1\t2\n", "there twice"),
        ("\t2031\nUnder 5\t1\n", "None of the years"),
        ("\t2025\nUnder 5\tmany\n5 to 10\t-4\n", "‘Under 5’, 2025 without the plan, holds ‘many’|holds 'many'"),
        ("x\t" * 150, "far more than a table"),
        ("a\n" * 600, "far more than a table"),
        ("a" * 300_000, "Copy only the table"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_what_to_do(text: str, said: str):
    with pytest.raises(GridFault, match=said):
        taken(text)


def test_every_cell_that_is_no_number_is_named_at_once():
    with pytest.raises(GridFault) as refused:
        taken("\t2025\t2026\nUnder 5\tmany\t3\n5 to 10\t-4\tsome\n")
    assert len(refused.value.messages) == 3


def test_a_short_name_and_an_id_are_names_of_a_row_too():
    needs = TEMPLATE.table("table-7")
    assert needs is not None
    found = taken("\t2025\nASD\t700\nSLD\t20\n", needs).cells
    assert {row for row, _, _ in found} == {"asd", "sld"}


# ------------------------------------------------------------------ which table it is


@pytest.mark.parametrize("name", ["Table 5.1", "5.1", "table 5.1 EHC plans by age", "table-5-1", "EHC plans by age"])
def test_a_table_is_known_by_its_number_its_id_or_its_title(name: str):
    assert table_named(TEMPLATE, name) == AGES


def test_a_sheet_without_a_name_is_known_by_its_title_or_its_rows():
    assert set(bring({"Sheet1": split(FILLED)}, TEMPLATE, WITHOUT).tables) == {"table-5-1"}
    provisions = "\t2025\nMainstream schools or academies\t5\nAlternative provision\t6\n" + "\n".join(
        f"{row.title}\t1" for row in TEMPLATE.tables[1].rows if row.id not in ("mainstream", "alternative-provision")
    )
    assert set(bring({"Data": split(provisions)}, TEMPLATE, WITHOUT).tables) == {"table-6"}


def test_rows_that_several_tables_share_must_be_told_apart_by_a_name():
    needs = "\t2025\n" + "\n".join(f"{row.title}\t1" for row in TEMPLATE.tables[2].rows)
    with pytest.raises(GridFault, match=r"tables 7, 7\.1, 7\.2"):
        bring({"Sheet1": split(needs)}, TEMPLATE, WITHOUT)
    assert set(bring({"Table 7.3": split(needs)}, TEMPLATE, WITHOUT).tables) == {"table-7-3"}
    assert set(bring({"Sheet1": split(needs)}, TEMPLATE, WITHOUT, TEMPLATE.tables[3]).tables) == {"table-7-1"}


def test_another_tables_sheet_is_not_taken_on_a_tables_own_page():
    with pytest.raises(GridFault, match="Table 6 was not found"):
        bring({"Table 5.1": split(FILLED)}, TEMPLATE, WITHOUT, TEMPLATE.tables[1])


def test_a_fault_in_a_workbook_names_its_sheet():
    with pytest.raises(GridFault, match="Sheet ‘Table 6’"):
        bring({"Table 5.1": split(FILLED), "Table 6": split("nothing known")}, TEMPLATE, WITHOUT)


# ------------------------------------------------------------------ any table, any text

entries = st.one_of(
    st.integers(0, 9_999_999).map(lambda number: Entry(Decimal(number))),
    st.sampled_from(["z", "x", "c", "low", "u", "missing"]).map(lambda status: Entry(None, status)),
)


@st.composite
def filled(draw: st.DrawFn) -> tuple[PlanTable, dict[Where, Entry]]:
    table = draw(st.sampled_from(TEMPLATE.tables))
    places = [(row.id, *column) for row in table.rows for column in columns_of(table)]
    kept = draw(st.lists(st.sampled_from(places), min_size=1, max_size=30, unique=True))
    return table, {place: draw(entries) for place in kept}


def as_text(table: PlanTable, cells: dict[Where, Entry]) -> str:
    rows = [("", *(write_heading(*column) for column in columns_of(table)))]
    rows += [
        (row.title, *(write_cell(cells.get((row.id, *column), EMPTY)) for column in columns_of(table)))
        for row in table.rows
    ]
    return join(tuple(rows))


@given(filled())
@settings(max_examples=150, deadline=None)
def test_any_table_written_as_text_is_read_back(given: tuple[PlanTable, dict[Where, Entry]]):
    table, cells = given
    assert dict(taken(as_text(table, cells), table).cells) == cells


@given(st.text(max_size=400))
@settings(max_examples=300, deadline=None)
def test_no_text_raises_anything_but_the_parsers_own_fault(text: str):
    with contextlib.suppress(GridFault):
        taken(text)
    with contextlib.suppress(GridFault):
        taken(f"\t2025\t2026\nUnder 5\t{text}\t1\n{text}\t2\t3\n")


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=8), min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_no_grid_raises_anything_but_the_parsers_own_fault(rows: list[list[str]]):
    width = max(len(row) for row in rows)
    grid: Grid = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
    with contextlib.suppress(GridFault):
        bring({"Sheet1": grid}, TEMPLATE, WITHOUT)
