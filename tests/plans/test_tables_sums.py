"""Whether tables add up, said only of what can be said."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.hub.plans.grids.names import WITH, WITHOUT
from goldenthread.hub.plans.grids.sums import by_cell, column_total, sum_faults
from goldenthread.hub.plans.templates_in_force import newest_template
from goldenthread.hub.plans.whole import WholeValue

TEMPLATE = newest_template()
AGES, PROVISIONS, NEEDS, EARLY = (
    next(each for each in TEMPLATE.tables if each.id == name)
    for name in ("table-5-1", "table-6", "table-7", "table-7-1")
)


def a_value(
    table: str,
    row: str,
    number: int | None,
    year: int = 2025,
    scenario: str = WITHOUT,
    status: str = "",
    origin: str = "typed",
) -> WholeValue:
    return WholeValue(table, row, year, scenario, None if number is None else Decimal(number), status, origin, "", 1)


def test_a_total_says_how_many_rows_have_no_number():
    cells = by_cell([a_value("table-5-1", "under-5", 70), a_value("table-5-1", "aged-5-to-10", None, status="c")])
    total = column_total(AGES, cells, 2025, WITHOUT)
    assert (total.value, total.empty, total.absent, total.is_whole) == (Decimal(70), 3, 1, False)


def test_a_column_without_a_number_has_no_total_rather_than_nought():
    assert column_total(AGES, {}, 2025, WITHOUT).value is None


def test_tables_that_must_have_the_same_total_are_compared_column_by_column():
    values = [a_value("table-5-1", row.id, 20) for row in AGES.rows] + [a_value("table-6", "mainstream", 90)]
    [fault] = sum_faults(TEMPLATE, values)
    assert (fault.table, fault.year, fault.scenario, fault.amount) == ("table-6", 2025, WITHOUT, Decimal(-10))
    assert fault.words == (
        "The parts of table 6 do not add to table 5.1’s total for 2025 without the plan: 90 here, 100 there. "
        "13 cells in the two columns have no number."
    )


def test_tables_that_agree_are_not_complained_of_although_rows_are_empty():
    values = [a_value("table-5-1", row.id, 20) for row in AGES.rows] + [a_value("table-6", "mainstream", 100)]
    assert sum_faults(TEMPLATE, values) == ()


def test_the_scenarios_are_never_compared_with_each_other():
    values = [a_value("table-5-1", "under-5", 20), a_value("table-6", "mainstream", 90, scenario=WITH)]
    assert sum_faults(TEMPLATE, values) == ()


def test_medians_of_a_model_are_said_to_need_no_adding():
    values = [a_value("table-5-1", "under-5", 20), a_value("table-6", "mainstream", 21, origin="model")]
    assert sum_faults(TEMPLATE, values)[0].words.endswith("Medians of simulations need not add.")


def test_cuts_may_come_to_less_than_their_row_but_not_to_more():
    whole = a_value("table-7", "asd", 100)
    assert sum_faults(TEMPLATE, [whole, a_value("table-7-1", "asd", 60)]) == ()
    [fault] = sum_faults(TEMPLATE, [whole, a_value("table-7-1", "asd", 60), a_value("table-7-2", "asd", 41)])
    assert (fault.table, fault.row, fault.amount) == ("table-7", "asd", Decimal(1))
    assert "add up to 101, more than the 100 of table 7" in fault.words


def test_assessments_leading_to_a_plan_are_never_more_than_assessments():
    whole = a_value("table-11", "under-5", 100)
    assert sum_faults(TEMPLATE, [whole, a_value("table-12", "under-5", 100)]) == ()
    [fault] = sum_faults(TEMPLATE, [whole, a_value("table-12", "under-5", 9000)])
    assert "table 12 has 9,000, more than the 100 of table 11." in fault.words


def test_faults_of_one_table_can_be_asked_for():
    values = [a_value("table-5-1", "under-5", 20), a_value("table-6", "mainstream", 90), a_value("table-7", "asd", 9)]
    assert {fault.table for fault in sum_faults(TEMPLATE, values)} == {"table-6", "table-7"}
    assert {fault.table for fault in sum_faults(TEMPLATE, values, "table-7")} == {"table-7"}


def test_an_absence_is_left_out_of_a_sum_and_never_a_zero_in_it():
    values = [a_value("table-5-1", row.id, 20) for row in AGES.rows]
    values += [a_value("table-6", "mainstream", 90), a_value("table-6", "other", None, status="c")]
    assert "90 here, 100 there" in sum_faults(TEMPLATE, values)[0].words
    assert column_total(PROVISIONS, by_cell(values), 2025, WITHOUT).absent == 1
