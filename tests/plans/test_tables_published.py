"""The published start of the numbered tables, as sums of published figures that say what they leave out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from goldenthread.hub.evidence.interface import figures_at
from goldenthread.hub.plans.published import Start, period_of, published_start
from goldenthread.hub.plans.templates_in_force import newest_template
from goldenthread.warehouse.definitions.plan_templates import PlanTable
from tests.made.builds import Builds

CAMDEN, CITY = "E09000007", "E09000001"


def table(table_id: str) -> PlanTable:
    found = newest_template().table(table_id)
    assert found is not None
    return found


def column(start: Start, of: PlanTable, year: int = 2024) -> list[int | None]:
    cells = [start.get((row.id, year)) for row in of.rows]
    return [None if cell is None or cell.value is None else int(cell.value) for cell in cells]


def test_plans_by_age_start_from_the_january_census_of_the_year_after():
    ages = table("table-5-1")
    assert period_of(ages, 2024) == "2025"
    assert column(published_start(CAMDEN, ages), ages) == [68, 532, 545, 370, 92]


@pytest.mark.parametrize("other", ["table-6", "table-7"])
def test_the_provisions_and_the_needs_add_up_to_the_plans_by_age(other: str):
    of = table(other)
    total = sum(number for number in column(published_start(CAMDEN, of), of) if number is not None)
    assert total == 1607 == sum(filter(None, column(published_start(CAMDEN, table("table-5-1")), table("table-5-1"))))


def test_requests_by_age_are_those_of_the_calendar_year_itself():
    requests = table("table-10")
    assert period_of(requests, 2024) == "2024"
    found = column(published_start(CAMDEN, requests), requests)
    assert None not in found
    all_ages = figures_at(CAMDEN, [("ehc-plan-requests", "total")], ["2024"])["ehc-plan-requests", "total", "2024"]
    assert sum(number or 0 for number in found) == all_ages.value


def test_assessments_leading_to_a_plan_are_the_counts_behind_the_published_shares():
    leading, assessed = table("table-12"), table("table-11")
    counts, all_of_them = (column(published_start(CAMDEN, each), each) for each in (leading, assessed))
    for count, whole in zip(counts[:4], all_of_them[:4], strict=True):
        assert count is not None
        assert whole is not None
        assert count <= whole


def test_a_sum_says_which_part_it_is_without():
    cell = published_start(CAMDEN, table("table-7"))["oth", 2024]
    assert cell.value is not None
    assert cell.note == "Without Down syndrome: not in the source."
    assert "without Down syndrome" in cell.source
    assert len(cell.source) <= 300


def test_a_cell_whose_every_part_is_absent_is_an_absence_and_never_a_zero():
    cell = published_start(CAMDEN, table("table-11"))["aged-20-to-25", 2024]
    assert (cell.value, cell.status) == (None, "missing")


def test_what_is_taken_away_is_taken_away():
    cell = published_start(CAMDEN, table("table-6"))["mainstream", 2024]
    wanted = [
        ("ehc-plans", f"placement={item}")
        for item in ("mainstream", "mainstream-unit-or-resourced", "mainstream-independent")
    ]
    all_of_it, units, independent = (each.value or 0 for each in figures_at(CAMDEN, wanted, ["2025"]).values())
    assert cell.value == Decimal(str(all_of_it - units - independent))
    assert len(cell.links) == 3
    assert cell.links[1][0].startswith("less ")


def test_what_could_not_be_taken_away_is_named():
    cell = published_start(CAMDEN, table("table-7-2"))["asd", 2024]
    assert cell.note.startswith("Not taken away: 4 of the parts: not in the source.")


def test_a_row_that_no_figure_starts_and_a_year_to_come_have_no_cell():
    provisions = table("table-6")
    start = published_start(CAMDEN, provisions)
    assert ("support-bases", 2024) not in start
    assert {year for _, year in start} == {2024}


def test_every_cell_leads_to_the_figures_behind_it():
    for of in newest_template().tables:
        for cell in published_start(CAMDEN, of).values():
            assert "; build " in cell.source
            assert all(address.startswith("/") for _, address in cell.links)


def test_every_table_of_the_smallest_authority_is_numbers_or_stated_absences():
    for of in newest_template().tables:
        for cell in published_start(CITY, of).values():
            assert (cell.value is None) == bool(cell.status)


@pytest.mark.usefixtures("no_figures")
def test_without_a_build_nothing_is_published():
    assert published_start(CAMDEN, table("table-5-1")) == {}


def test_parts_that_do_not_fit_are_an_absence_that_says_so():
    made = PlanTable.model_validate({
        "id": "made", "number": "0", "title": "Made for tests", "unit": "plans", "about": "Made for tests alone.",
        "years": [2024], "year_offset": 1,
        "rows": [{"id": "turned", "title": "Turned round", "from_figures": [
            {"indicator": "ehc-plans", "breakdown": {"age": "age-0-to-4"}},
            {"indicator": "ehc-plans", "breakdown": {"age": "age-5-to-10"}, "take_away": True},
        ]}],
    })  # fmt: skip
    cell = published_start(CAMDEN, made)["turned", 2024]
    assert (cell.value, cell.status) == (None, "u")
    assert "do not fit" in cell.note


def test_an_older_build_that_is_kept_can_be_asked(store_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    builds = Builds(store_folder, tmp_path / "made")
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(builds.folder))
    older, newer = builds.publish(), builds.publish()
    assert older in published_start(CAMDEN, table("table-6"), older)["early-years", 2024].source
    assert newer in published_start(CAMDEN, table("table-6"))["early-years", 2024].source
