"""The worked example's numbers of the years ahead: in both scenarios, and marked as made up."""

from __future__ import annotations

import pytest

from goldenthread.hub.plans.example import _numbers
from goldenthread.hub.plans.models import TableValue
from goldenthread.warehouse.definitions import shipped_catalogue
from goldenthread.warehouse.definitions.examples import load_example
from tests.made.people import an_actor
from tests.made.plans import a_plan

pytestmark = pytest.mark.django_db


def test_the_example_fills_table_5_1_without_and_with_the_plan_from_a_source_named_example() -> None:
    plan = a_plan()
    (table,) = load_example(shipped_catalogue()).tables
    _numbers(plan, table, an_actor("approver"))
    found = TableValue.objects.filter(plan=plan, table="table-5-1")
    assert {each.scenario for each in found} == {"without-plan", "with-plan"}
    assert {each.year for each in found} == {2025, 2026, 2027, 2028, 2029}
    assert {each.source for each in found} == {"Example"}
    assert found.count() == 50
    by_place = {(each.scenario, each.row, each.year): each.value for each in found}
    for (scenario, row, year), value in by_place.items():
        if scenario == "with-plan":
            assert value is not None
            assert value <= (by_place["without-plan", row, year] or 0)
