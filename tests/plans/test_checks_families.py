"""Each check with a plan that has the fault and with one that has not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.hub.maturity.interface import Gap
from goldenthread.hub.plans.checks.measures import projected
from goldenthread.hub.plans.whole import (
    MeasureReading,
    WholeMilestone,
    WholePlan,
    WholeSignature,
    WholeText,
    WholeValue,
)
from tests.plans.examined import (
    a_figure,
    a_measure,
    a_plan,
    a_priority,
    an_action,
    checks,
    found,
    values_of,
    with_action,
    with_measure,
    written,
)

PAST, LATER = dt.date(2026, 3, 1), dt.date(2027, 3, 1)
GAP = Gap(
    "reviews-current", "Reviews are current", "assessment-plans", "Assessment and plans", 1, 3, None, "high", False
)


def signature(is_current: bool) -> WholeSignature:
    return WholeSignature("dcs", "1", "camden", dt.datetime(2026, 11, 1, tzinfo=dt.UTC), "", is_current)


def test_nothing_is_found_in_a_plan_without_a_fault() -> None:
    assert found(a_plan()) == []


WITH_THE_FAULT: dict[str, WholePlan] = {
    "no-action": a_plan(priorities=(a_priority(actions=()),)),
    "all-stopped": with_action(status="stopped"),
    "no-measure": with_action(measures=()),
    "priority-no-evidence": a_plan(priorities=(a_priority(evidence=(), origin="own"),)),
    "no-theme": a_plan(priorities=(a_priority(theme=""),)),
    "no-narrative": written(a_plan(), "  \n"),
    "no-lead": with_action(lead=" "),
    "rag-no-reason": with_action(rag="red"),
    "no-end": with_action(ends_on=None, milestones=()),
    "ends-before-start": with_action(starts_on=LATER, ends_on=dt.date(2027, 2, 1), milestones=()),
    "past-end": with_action(starts_on=dt.date(2026, 1, 1), ends_on=PAST, milestones=()),
    "past-start": with_action(status="not-started"),
    "milestone-outside": with_action(milestones=(WholeMilestone(1, 1, "Late", dt.date(2029, 1, 1), None),)),
    "milestone-past": with_action(starts_on=dt.date(2026, 1, 1), milestones=(WholeMilestone(1, 1, "Then", PAST, None),)),
    "no-baseline": with_measure(baseline_value=None, baseline_period=""),
    "no-target": with_measure(target_value=None),
    "no-date": with_measure(target_on=None),
    "old-baseline": with_measure(baseline_value=58.0, baseline_period="2024"),
    "target-passed": with_measure(baseline_period="2024", target_on=PAST),
    "wrong-side": with_measure(target_value=50.0),
    "target-met": with_measure(target_value=62.0, baseline_value=58.0, baseline_period="2025"),
    "off-track-silent": with_measure(
        baseline_value=62.4, baseline_period="2025", indicator="", target_on=dt.date(2026, 12, 31),
        readings=(MeasureReading("2025", "2025", 62.4, "ok", "", None, ""),
                  MeasureReading("2026-06-30", "30 June 2026", 60.0, "ok", "", None, "")),
    ),
    "cost-no-source": with_action(funding_source=""),
    "cost-of-free": with_action(funding_source="none-needed"),
    "source-no-cost": with_action(cost_pounds=None),
    "no-cost": with_action(cost_pounds=None, funding_source=""),
    "signature-out-of-date": a_plan(signatures=(signature(False),)),
    "money-total": written(a_plan(), "The actions of this plan cost £2.5m in total.", "delivery"),
    "ready-unanswered": written(replace(a_plan(), answers=()), "Known.", is_ready=True),
}  # fmt: skip
WITHOUT_IT: dict[str, WholePlan] = {
    "all-stopped": with_action(status="done"),
    "priority-no-evidence": a_plan(priorities=(a_priority(evidence=(), origin="gap"),)),
    "rag-no-reason": with_action(rag="red", rag_reason="Two vacancies."),
    "no-end": with_action(ends_on=None, milestones=(), status="done"),
    "past-end": with_action(starts_on=dt.date(2026, 1, 1), ends_on=PAST, milestones=(), status="done"),
    "milestone-past": with_action(
        milestones=(WholeMilestone(1, 1, "Then", dt.date(2026, 10, 1), dt.date(2026, 10, 2)),)
    ),
    "old-baseline": with_measure(baseline_value=62.4, baseline_period="2025"),
    "target-passed": with_measure(target_on=dt.date(2026, 11, 26)),
    "wrong-side": with_measure(direction="lower-is-better", target_value=50.0),
    "target-met": with_measure(direction="neither", target_value=62.0),
    "cost-of-free": with_action(cost_pounds=None, funding_source="none-needed"),
    "no-cost": with_action(cost_pounds=None, funding_source="none-needed"),
    "signature-out-of-date": a_plan(signatures=(signature(True),)),
    "money-total": written(a_plan(), "The actions of this plan cost £125,000 in total.", "delivery"),
}


@pytest.mark.parametrize("check", WITH_THE_FAULT)
def test_a_plan_with_the_fault_is_told_of_it_and_where(check: str) -> None:
    told = [finding for finding in found(WITH_THE_FAULT[check]) if finding.check == check]
    assert len(told) == 1, [finding.check for finding in found(WITH_THE_FAULT[check])]
    assert told[0].text.endswith((".", "?"))
    assert told[0].how.endswith(".")
    assert told[0].place.id


@pytest.mark.parametrize("check", WITHOUT_IT)
def test_a_plan_without_the_fault_is_not_told_of_it(check: str) -> None:
    assert check not in checks(WITHOUT_IT[check])


def test_a_section_without_a_figure_a_table_or_an_answer_has_no_evidence() -> None:
    bare = a_plan(answers=(), values=(), priorities=())
    told = [finding.place.id for finding in found(bare) if finding.check == "no-evidence"]
    assert "governance" in told
    assert "assessment" not in told  # it shows the figure that is known
    assert "no-evidence" not in checks(a_plan())


def test_every_question_that_is_not_answered_is_named() -> None:
    plan = a_plan()
    assert checks(replace(plan, answers=plan.answers[1:])).count("unanswered") == 1
    assert checks(replace(plan, answers=())).count("unanswered") == len(plan.answers)
    told = [each.text for each in found(replace(plan, answers=())) if each.check == "unanswered"]
    assert len(set(told)) == len(told)
    assert any("Which of the five principles" in text for text in told)


def test_a_gap_with_a_target_becomes_a_priority_by_a_button() -> None:
    told = next(finding for finding in found(a_plan(), gaps=(GAP,)) if finding.check == "gap-no-priority")
    assert told.mend is not None
    assert told.mend.values["section"] == "assessment" or told.mend.values["section"]
    taken = a_plan(priorities=(a_priority(origin="gap", origin_id="reviews-current"),))
    assert "gap-no-priority" not in checks(taken, gaps=(GAP,))


def test_a_gap_that_is_not_judged_is_told_in_words() -> None:
    (told,) = [f for f in found(a_plan(), gaps=(replace(GAP, level=None),)) if f.check == "gap-no-priority"]
    assert "is not judged yet" in told.text


# ------------------------------------------------------------------ trends


def test_a_target_that_a_straight_line_leads_to_asks_for_nothing() -> None:
    rising = a_figure(values={2021: 50.0, 2022: 55.0, 2023: 60.0, 2024: 65.0, 2025: 70.0})
    easy = with_measure(baseline_value=70.0, target_value=80.0, target_on=dt.date(2028, 12, 31))
    hard = with_measure(baseline_value=70.0, target_value=95.0, target_on=dt.date(2028, 12, 31))
    assert "target-of-trend" in checks(easy, (rising,))
    assert "target-of-trend" not in checks(hard, (rising,))


def test_a_trend_over_a_break_is_no_trend() -> None:
    rising = a_figure(values={2021: 50.0, 2022: 55.0, 2023: 60.0, 2024: 65.0, 2025: 70.0})
    easy = with_measure(baseline_value=70.0, target_value=80.0)
    assert "target-of-trend" not in checks(easy, (rising,), comparable={("x", "total"): ()})


def test_three_points_make_no_line_and_four_do() -> None:
    points = [(100, 1.0), (200, 2.0), (300, 3.0), (400, 4.0)]
    assert projected(points[:3], 500) is None
    assert projected(points, 500) == pytest.approx(5.0)
    assert projected(points, 300) is None
    assert projected([(1, 1.0)] * 4, 9) is None


def test_a_measure_whose_indicator_is_gone_is_examined_all_the_same() -> None:
    assert checks(with_measure(indicator="nothing-like-it")) == []


def test_a_baseline_is_renewed_by_a_button_and_not_in_a_live_plan() -> None:
    old = with_measure(baseline_value=58.0, baseline_period="2024")
    (told,) = [finding for finding in found(old) if finding.check == "old-baseline"]
    assert told.mend is not None
    assert told.mend.words == "Start from 62.4% in 2025"
    assert "old-baseline" not in checks(replace(old, state="live"))


def test_a_measure_that_is_off_track_with_a_note_is_not_asked_about() -> None:
    plan = WITH_THE_FAULT["off-track-silent"]
    measure = replace(plan.measures[0], note="Two educational psychologists left.")
    assert "off-track-silent" not in checks(with_action(measures=(measure,)))


# ------------------------------------------------------------------ tables


def changed(values: tuple[WholeValue, ...], at: int, **named: Any) -> tuple[WholeValue, ...]:
    return (*values[:at], replace(values[at], **named), *values[at + 1 :])


def test_tables_that_must_have_the_same_total_and_do_not_are_named() -> None:
    values = values_of()
    at = next(n for n, v in enumerate(values) if v.table == "table-6")
    told = [f for f in found(a_plan(values=changed(values, at, value=Decimal(1)))) if f.check == "does-not-add"]
    assert told
    assert "table 5.1" in told[0].text
    assert told[0].severity == "fault"


def test_medians_of_a_model_need_not_add_and_are_worth_a_look_alone() -> None:
    values = values_of()
    at = next(n for n, v in enumerate(values) if v.table == "table-6")
    told = found(a_plan(values=changed(values, at, value=Decimal(1), origin="model")))
    assert {f.severity for f in told if f.check == "does-not-add"} == {"look"}


def test_cuts_that_come_to_more_than_the_whole_are_named() -> None:
    values = values_of()
    at = next(n for n, v in enumerate(values) if v.table == "table-7-1")
    told = [
        f for f in found(a_plan(values=changed(values, at, value=values[at].value * 20))) if f.check == "does-not-add"
    ]
    assert any("7.1" in f.text for f in told)


def test_a_table_without_a_number_is_empty_and_one_of_stated_absences_is_not() -> None:
    some = tuple(v for v in values_of() if v.table != "table-10")
    assert "empty-table" in checks(a_plan(values=some))
    absent = tuple(replace(v, value=None, status="x") if v.table == "table-10" else v for v in values_of())
    assert "empty-table" not in checks(a_plan(values=absent))


def test_tables_that_say_nothing_of_the_plan_are_told_once_for_each_family() -> None:
    plan = a_plan()
    bare = replace(plan, values=tuple(value for value in plan.values if value.scenario == "without-plan"))
    told = [finding for finding in found(bare) if finding.check == "no-with"]
    families = {table.split("-")[1] for table in {value.table for value in bare.values}}
    assert len(told) == len(families)
    assert all("every cell with the plan is empty" in finding.text for finding in told)
    assert any("7" in finding.text and "7.1" in finding.text for finding in told)


@pytest.mark.parametrize("state, told", [("live", True), ("submitted", True), ("draft", False)])
def test_of_a_plan_in_force_it_is_said_what_can_be_done(state: str, told: bool) -> None:
    plan = a_plan(state=state, answers=(), values=tuple(v for v in values_of() if v.scenario == "without-plan"))
    hows = [each.how for each in found(plan) if each.check in ("no-with", "unanswered")]
    assert hows
    assert all(("Begin a new draft from it, and there: " in how) is told for how in hows)


def test_years_with_the_plan_want_years_without_it() -> None:
    values = tuple(v for v in values_of() if (v.table, v.year, v.scenario) != ("table-10", 2027, "without-plan"))
    (told,) = [f for f in found(a_plan(values=values)) if f.check == "no-without"]
    assert "2027" in told.text


def test_more_with_the_plan_than_without_is_worth_a_look_and_told_once_for_tables_of_the_same_total() -> None:
    told = [f for f in found(a_plan(values=values_of(10, 11))) if f.check == "worse-with-plan"]
    assert {f.place.id for f in told} == {"table-5-1", "table-10", "table-11", "table-12"}
    assert "worse-with-plan" not in checks(a_plan(values=values_of(10, 9)))


def test_a_column_that_is_not_whole_is_not_compared() -> None:
    values = tuple(replace(v, value=None) if v.row == "under-5" else v for v in values_of(10, 11))
    assert "worse-with-plan" not in checks(a_plan(values=values))


# ------------------------------------------------------------------ money


@pytest.mark.parametrize(
    "words, is_told",
    [
        ("The actions of this plan cost £125,000 in total.", False),
        ("The actions of this plan cost about £0.13m in total.", False),
        ("Overall the plan costs £125k.", False),
        ("Overall the plan costs £300k.", True),
        ("From the High needs block the plan spends £125,000 in total on costs of actions.", False),
        ("From the Council general fund the plan spends £125,000 in total on costs of actions.", True),
        ("The deficit is £40m in total.", False),
        ("The plan costs £100,000 or £200,000 in total.", False),
    ],
)
def test_a_total_in_the_text_is_held_against_the_actions(words: str, is_told: bool) -> None:
    assert ("money-total" in checks(written(a_plan(), words, "finance"))) is is_told


def test_what_tells_a_cost_is_marked_so_that_it_is_hidden_from_whom_costs_are() -> None:
    for plan in (with_action(funding_source=""), WITH_THE_FAULT["money-total"], WITH_THE_FAULT["cost-of-free"]):
        told = [finding for finding in found(plan) if "£" in finding.text or "cost" in finding.check]
        assert told
        assert all(finding.is_cost for finding in told)


def test_what_is_stopped_costs_nothing_any_more() -> None:
    plan = a_plan(
        priorities=(
            a_priority(
                actions=(an_action(), an_action(id=22, status="stopped", cost_pounds=Decimal(9))),
            ),
        )
    )
    assert "money-total" not in checks(written(plan, "The plan costs £125,000 in total.", "delivery"))


def test_findings_are_told_apart_and_stay_the_same_as_long_as_nothing_changes() -> None:
    plan = with_action(measures=(a_measure(target_value=None), a_measure(id=32, target_value=None)))
    first, again = found(plan), found(plan)
    assert len({f.key for f in first}) == len(first)
    assert [f.key for f in first] == [f.key for f in again]


def test_what_does_not_fit_comes_before_what_is_missing() -> None:
    told = [f.severity for f in found(with_action(lead="", starts_on=LATER, ends_on=PAST))]
    assert told == sorted(told, key=["fault", "gap", "look"].index)
    assert WholeText(1, "x", "", "", False) not in a_plan().texts.values()
