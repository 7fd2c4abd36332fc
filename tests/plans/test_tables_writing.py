"""Writing in the numbered tables: by whom, all or nothing, and never over somebody's number unseen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from goldenthread.hub.audit.interface import Event, history
from goldenthread.hub.people.interface import SecondFactorNeeded
from goldenthread.hub.plans.actions.saving import PlanClosed
from goldenthread.hub.plans.actions.tables import CellChange, TableClash, set_cells, set_values, start_from_published
from goldenthread.hub.plans.grids.cells import EMPTY, Entry
from goldenthread.hub.plans.grids.names import WITH, WITHOUT
from goldenthread.hub.plans.models import Plan, TableValue
from tests.made.people import an_actor
from tests.made.plans import a_plan

pytestmark = pytest.mark.django_db
AGES = "table-5-1"


@pytest.fixture
def plan() -> Plan:
    return a_plan()


def number(value: int | str) -> Entry:
    return Entry(Decimal(value))


def a_cell(
    value: Entry, seen: int | None = None, row: str = "under-5", year: int = 2025, scenario: str = WITHOUT
) -> CellChange:
    return CellChange(AGES, row, year, scenario, value, seen)


def the_value(row: str = "under-5", year: int = 2025, scenario: str = WITHOUT) -> TableValue:
    return TableValue.objects.get(table=AGES, row=row, year=year, scenario=scenario)


def test_a_cell_is_written_with_where_it_came_from(plan: Plan):
    by = an_actor()
    assert set_cells(plan, by=by, changes=[a_cell(number(70), 0)], origin="typed") == 1
    kept = the_value()
    assert (kept.value, kept.status, kept.origin, kept.version, kept.changed_by) == (70, "", "typed", 1, by.key)
    assert Event.objects.filter(kind="tablevalue", actor=by.key, partnership=plan.partnership).count() == 1


def test_an_absence_is_kept_as_one(plan: Plan):
    set_cells(plan, by=an_actor(), changes=[a_cell(Entry(None, "c"), 0)], origin="typed")
    assert (the_value().value, the_value().status) == (None, "c")


def test_an_empty_cell_that_stays_empty_leaves_no_trace(plan: Plan):
    assert set_cells(plan, by=an_actor(), changes=[a_cell(EMPTY, 0)], origin="typed") == 0
    assert not TableValue.objects.exists()


def test_a_number_can_be_taken_out_again_and_the_history_keeps_it(plan: Plan):
    by = an_actor()
    set_cells(plan, by=by, changes=[a_cell(number(70), 0)], origin="typed")
    set_cells(plan, by=by, changes=[a_cell(EMPTY, 1)], origin="typed")
    kept = the_value()
    assert (kept.value, kept.status, kept.version) == (None, "", 2)
    assert ("value", "70", None) in history("tablevalue", kept.pk)[0].changes


def test_the_same_number_again_changes_nothing_not_even_its_origin(plan: Plan):
    set_cells(plan, by=an_actor(), changes=[a_cell(number(70), 0)], origin="published")
    assert set_cells(plan, by=an_actor(), changes=[a_cell(number(70), 1)], origin="typed") == 0
    assert (the_value().origin, the_value().version) == ("published", 1)


def test_two_people_in_different_cells_do_not_meet(plan: Plan):
    set_cells(plan, by=an_actor(), changes=[a_cell(number(1), 0), a_cell(number(2), 0, "aged-5-to-10")], origin="typed")
    set_cells(plan, by=an_actor(), changes=[a_cell(number(10), 1)], origin="typed")
    set_cells(plan, by=an_actor(), changes=[a_cell(number(20), 1, "aged-5-to-10")], origin="typed")
    assert (the_value().value, the_value("aged-5-to-10").value) == (10, 20)


def test_two_people_in_the_same_cell_are_shown_both_numbers_and_nothing_is_saved(plan: Plan):
    first, second = an_actor(), an_actor()
    set_cells(plan, by=first, changes=[a_cell(number(1), 0)], origin="typed")
    set_cells(plan, by=first, changes=[a_cell(number(10), 1)], origin="typed")
    with pytest.raises(TableClash) as clash:
        set_cells(
            plan, by=second, changes=[a_cell(number(11), 1), a_cell(number(5), 0, "aged-5-to-10")], origin="typed"
        )
    [one] = clash.value.clashes
    assert (one.theirs.value, one.change.entry.value, one.version, one.by) == (10, 11, 2, first.key)
    assert not TableValue.objects.filter(row="aged-5-to-10").exists()
    assert set_cells(plan, by=second, changes=[a_cell(number(11), one.version)], origin="typed") == 1


def test_two_people_who_fill_the_same_empty_cell_are_told(plan: Plan):
    set_cells(plan, by=an_actor(), changes=[a_cell(number(1), 0)], origin="typed")
    with pytest.raises(TableClash):
        set_cells(plan, by=an_actor(), changes=[a_cell(number(2), 0)], origin="typed")
    assert set_cells(plan, by=an_actor(), changes=[a_cell(number(1), 0)], origin="typed") == 0


def test_a_number_and_an_absence_in_the_same_cell_clash_too(plan: Plan):
    set_cells(plan, by=an_actor(), changes=[a_cell(number(1), 0)], origin="typed")
    set_cells(plan, by=an_actor(), changes=[a_cell(Entry(None, "c"), 1)], origin="typed")
    with pytest.raises(TableClash):
        set_cells(plan, by=an_actor(), changes=[a_cell(number(2), 1)], origin="typed")
    assert the_value().status == "c"


def test_a_model_fills_both_scenarios_and_names_its_run(plan: Plan):
    by = an_actor()
    medians = {("under-5", year): number("70.50") for year in range(2025, 2030)}
    assert set_values(plan, by=by, table=AGES, values=medians, scenario=WITHOUT, source="cohort run 7") == 5
    assert set_values(plan, by=by, table=AGES, values=medians, scenario=WITH, source="cohort run 8") == 5
    kept = the_value(scenario=WITH)
    assert (kept.value, kept.origin, kept.source) == (Decimal("70.50"), "model", "cohort run 8")


def test_a_model_writes_over_what_stands_there_and_the_history_keeps_that(plan: Plan):
    by = an_actor()
    set_cells(plan, by=by, changes=[a_cell(number(1), 0)], origin="typed")
    set_values(plan, by=by, table=AGES, values={("under-5", 2025): number(2)}, source="run 9")
    assert (the_value().value, the_value().version) == (2, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        CellChange("table-99", "under-5", 2025, WITHOUT, Entry(Decimal(1))),
        CellChange(AGES, "nobody", 2025, WITHOUT, Entry(Decimal(1))),
        CellChange(AGES, "under-5", 2040, WITHOUT, Entry(Decimal(1))),
        CellChange(AGES, "under-5", 2024, WITH, Entry(Decimal(1))),
        CellChange(AGES, "under-5", 2025, "perhaps", Entry(Decimal(1))),
        CellChange(AGES, "under-5", 2025, WITHOUT, Entry(Decimal(-1))),
        CellChange(AGES, "under-5", 2025, WITHOUT, Entry(Decimal(10**9))),
        CellChange(AGES, "under-5", 2025, WITHOUT, Entry(None, "q")),
        CellChange(AGES, "under-5", 2025, WITHOUT, Entry(Decimal(1), "c")),
    ],
)
def test_what_no_table_can_hold_is_refused_with_everything_beside_it(plan: Plan, wrong: CellChange):
    with pytest.raises(ValidationError):
        set_cells(plan, by=an_actor(), changes=[a_cell(number(1), 0), wrong], origin="typed")
    assert not TableValue.objects.exists()


# ------------------------------------------------------------------ from published figures


def test_empty_cells_start_from_published_figures_and_say_which(plan: Plan):
    assert start_from_published(plan, by=an_actor(), tables=[AGES]) == (5, 0)
    kept = the_value(year=2024)
    assert (kept.value, kept.origin) == (68, "published")
    assert "January 2025" in kept.source


def test_what_somebody_wrote_stays_unless_it_is_said_to_go(plan: Plan):
    by = an_actor()
    set_cells(plan, by=by, changes=[a_cell(number(99), 0, year=2024)], origin="typed")
    assert start_from_published(plan, by=by, tables=[AGES]) == (4, 1)
    assert (the_value(year=2024).value, the_value(year=2024).origin) == (99, "typed")
    assert start_from_published(plan, by=by, tables=[AGES], overwrite=True) == (1, 0)
    assert the_value(year=2024).value == 68


def test_published_absences_are_taken_as_absences(plan: Plan):
    start_from_published(plan, by=an_actor(), tables=["table-11"])
    kept = TableValue.objects.get(table="table-11", row="aged-20-to-25", year=2024)
    assert (kept.value, kept.status) == (None, "missing")


# ------------------------------------------------------------------ who may


@pytest.mark.parametrize(("role", "organisation"), [("viewer", "camden"), ("contributor", "barnet")])
def test_who_may_not_edit_the_plan_may_not_fill_its_tables(plan: Plan, role: str, organisation: str):
    by = an_actor(role, organisation)
    with pytest.raises(PermissionDenied):
        set_cells(plan, by=by, changes=[a_cell(number(1), 0)], origin="typed")
    with pytest.raises(PermissionDenied):
        start_from_published(plan, by=by, tables=[AGES])


def test_a_session_without_a_second_factor_writes_nothing(plan: Plan):
    with pytest.raises(SecondFactorNeeded):
        set_cells(plan, by=an_actor(second_factor=False), changes=[a_cell(number(1), 0)], origin="typed")


def test_nothing_is_written_in_a_plan_that_a_later_one_replaced():
    old = a_plan(state="superseded")
    with pytest.raises(PlanClosed):
        set_cells(old, by=an_actor(), changes=[a_cell(number(1), 0)], origin="typed")
