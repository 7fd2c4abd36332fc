"""What pages of a plan show, without a page: progress, tracks, costs, figures under a priority, words for values."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from goldenthread.hub.evidence.interface import readings
from goldenthread.hub.plans.presenters.action import HIDDEN_COST, action_page, cost_of
from goldenthread.hub.plans.presenters.figures import figure_of, key_of, read_key
from goldenthread.hub.plans.presenters.measure import measure_page
from goldenthread.hub.plans.presenters.overview import overview, target_of
from goldenthread.hub.plans.presenters.priority import dates_of, priority_page
from goldenthread.hub.plans.presenters.wordings import choices_of, field_title, value_text
from goldenthread.hub.plans.questions import as_it_stands
from goldenthread.hub.plans.templates_in_force import newest_template
from goldenthread.hub.plans.whole import (
    MeasureReading,
    WholeAction,
    WholeMeasure,
    WholeMilestone,
    WholePlan,
    WholePriority,
    WholeText,
)

TEMPLATE = newest_template()
CAMDEN, WEEKS = "E09000007", "ehc-plans-issued-in-20-weeks"
TARGET_ON = dt.date(2028, 12, 31)
MEASURE = WholeMeasure(
    id=3, version=1, action_id=2, title="Heard", indicator="", breakdown="total", area_code=CAMDEN, unit="percent",
    decimals=1, direction="higher-is-better", baseline_value=50.0, baseline_period="2026-01-01", baseline_build="",
    target_value=70.0, target_on=TARGET_ON, trajectory=((TARGET_ON, 70.0),), note="",
    readings=(MeasureReading("2026-01-01", "1 January 2026", 50.0, "ok", "", None, "Baseline"),),
)  # fmt: skip
ACTION = WholeAction(
    id=2, version=1, priority_id=1, title="Listen", about="", lead="", partners="", starts_on=None, ends_on=None,
    cost_pounds=None, funding_source="", risk="", risk_note="", status="not-started", rag="", rag_reason="",
    assigned_to="", milestones=(WholeMilestone(1, 1, "Half way", dt.date(2027, 6, 30), None),), measures=(MEASURE,),
)  # fmt: skip
PRIORITY = WholePriority(1, 1, "assessment", "Plans in time", "", "", 1, "", "own", "", (), (ACTION,))
PLAN = WholePlan(
    id=1, version=1, partnership=CAMDEN, template=TEMPLATE.id, template_version=TEMPLATE.version, title="Ours",
    state="draft", is_example=False, allows_contact=False, build_seen="", texts={}, answers=(), priorities=(PRIORITY,),
    values=(), signatures=(),
)  # fmt: skip
EMPTY = replace(PLAN, priorities=())


def test_an_empty_plan_has_four_steps_to_do_and_none_done() -> None:
    shown = overview(EMPTY, TEMPLATE, {}, {}, "assessment")
    assert [step.is_done for step in shown.steps] == [False] * 4
    assert not shown.is_begun
    assert {line.state for line in shown.sections} == {"Not begun"}
    assert shown.told == "0 of 18 sections ready, 0 priorities, 0 actions and 0 success measures"


def test_a_plan_with_a_measure_has_done_what_comes_first() -> None:
    shown = overview(PLAN, TEMPLATE, {("section", "assessment"): 2, ("question", "most-days-lost"): 1}, {}, "story")
    assert shown.is_begun
    assert shown.counts == ((1, "No new figure yet", "quiet"),)
    line = next(line for line in shown.sections if line.id == "assessment")
    assert (line.state, line.priorities, line.comments, line.answered) == ("Begun", 1, 3, "0 of 2")


def test_a_ready_section_says_so_and_who_writes_it() -> None:
    texts = {"story": WholeText(2, "story", "Ours", "7", True)}
    line = overview(replace(EMPTY, texts=texts), TEMPLATE, {}, {"7": "Ben Carter"}, "story").sections[0]
    assert (line.state, line.given_to) == ("Ready", "Ben Carter")


def test_a_measure_without_a_target_needs_a_look() -> None:
    bare = replace(MEASURE, target_value=None, trajectory=())
    plan = replace(PLAN, priorities=(replace(PRIORITY, actions=(replace(ACTION, measures=(bare,)),)),))
    (line,) = overview(plan, TEMPLATE, {}, {}, "story").troubled
    assert line.target == "no target"
    assert line.action == "Listen"


@pytest.mark.parametrize(
    "cost, sees, told",
    [
        (None, True, "Not costed yet"), (Decimal(0), True, "£0"), (Decimal("125000.00"), True, "£125,000"),
        (Decimal(5), False, HIDDEN_COST), (None, False, HIDDEN_COST),
    ],
)  # fmt: skip
def test_what_is_not_costed_is_not_free_and_what_is_hidden_tells_nothing(
    cost: Decimal | None, sees: bool, told: str
) -> None:
    assert cost_of(replace(ACTION, cost_pounds=cost), sees) == told


@pytest.mark.parametrize(
    "starts, ends, told",
    [
        (None, None, "no dates yet"), (dt.date(2026, 9, 1), None, "from 1 September 2026, without an end"),
        (None, TARGET_ON, "until 31 December 2028"),
        (dt.date(2026, 9, 1), TARGET_ON, "1 September 2026 to 31 December 2028"),
    ],
)  # fmt: skip
def test_dates_that_are_missing_are_told(starts: dt.date | None, ends: dt.date | None, told: str) -> None:
    assert dates_of(replace(ACTION, starts_on=starts, ends_on=ends)) == told


def test_an_action_says_what_nobody_has_said_yet() -> None:
    shown = action_page(ACTION, TEMPLATE, {}, sees_costs=True)
    told = {line.name: line.values for line in shown.lines}
    assert told["Who leads"] == ("Nobody yet",)
    assert told["Paid from"] == ("Not said yet",)
    assert shown.milestones[0].when == "due on 30 June 2027"


def test_a_figure_under_a_priority_stands_as_it_was_beside_what_it_is() -> None:
    figure = readings(CAMDEN, [(WEEKS, "total")])[WEEKS, "total"]
    kept = as_it_stands(figure)
    older = {**kept, "text": "60.1%", "label": "2019", "period": "2019", "value": 60.1}
    now = [figure_of(figure, "Camden")]
    still, moved = (
        priority_page(replace(PRIORITY, evidence=(each,)), TEMPLATE, {}, now).rests[0] for each in (kept, older)
    )
    assert not still.has_moved
    assert moved.has_moved
    assert moved.then == "60.1% in 2019"


def test_evidence_that_the_build_does_not_know_any_more_is_still_told() -> None:
    gone = {"indicator": "gone", "text": "5", "period": "2020"}
    (rests,) = priority_page(replace(PRIORITY, evidence=(gone,)), TEMPLATE, {}, []).rests
    assert (rests.title, rests.then, rests.now, rests.has_moved) == ("gone", "5 in 2020", None, False)


def test_a_figure_has_its_way_here_in_words_and_as_a_table() -> None:
    shown = figure_of(readings(CAMDEN, [(WEEKS, "total")])[WEEKS, "total"], "Camden")
    assert shown.table is not None
    assert shown.table.rows[0].heading == "2024"
    assert shown.span.startswith("from ")
    assert shown.beside[-1] == ("London", "66.9%")


def test_indicator_and_breakdown_go_through_a_form_and_back() -> None:
    for pair in ((WEEKS, "total"), ("phonics-expected-standard", "sen-provision=ehc-plan")):
        assert read_key(key_of(*pair)) == pair
    assert read_key("ehc-plans") == ("ehc-plans", "total")


def test_a_measure_tells_its_baseline_target_and_readings() -> None:
    shown = measure_page(MEASURE, "Camden")
    told = {line.name: line.values[0] for line in shown.lines}
    assert told["Baseline"] == "50.0% on 1 January 2026"
    assert told["Target"] == target_of(MEASURE) == "70.0% by 31 December 2028"
    assert [cell.text for cell in shown.readings.rows[0].cells] == ["50.0%", "typed in", "Baseline"]


def test_an_absent_reading_is_words_in_the_table() -> None:
    held = MeasureReading("2026-06-30", "30 June 2026", None, "c", "b2", 51.0, "")
    cell, build, note = measure_page(replace(MEASURE, readings=(held,)), "Camden").readings.rows[0].cells
    assert (cell.text, cell.absent, build.text, note.text) == ("held back", True, "b2", "was 51.0% before")


@pytest.mark.parametrize(
    "name, value, told",
    [
        ("rag", "red", "Off track"), ("rag", "", "Not rated"), ("is_ready", True, "yes"), ("why", "", "nothing"),
        ("theme", "timeliness", "Assessments and plans in time"), ("section", "story", "1. Vision, principles and local story"),
        ("due_on", "2027-06-30", "30 June 2027"), ("cost_pounds", "125000", "£125,000"), ("cost_pounds", None, "nothing"),
        ("assigned_to", "7", "Ben Carter"), ("assigned_to", "8", "a former member"), ("cost_pounds", "0", "£0"),
        ("trajectory", [["2027-12-31", 65.0]], "31 December 2027: 65"), ("theme", "gone", "gone"),
    ],
)  # fmt: skip
def test_kept_values_are_told_in_words(name: str, value: object, told: str) -> None:
    assert value_text(name, value, {"7": "Ben Carter"}, choices_of(TEMPLATE)) == told
    assert field_title(name)[0].isupper()
