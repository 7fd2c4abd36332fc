"""Success measures: their baseline, their target, the way there, and readings."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from goldenthread.hub.audit.interface import Event
from goldenthread.hub.evidence.interface import current_build, reading
from goldenthread.hub.plans.actions.comments import comment, settle
from goldenthread.hub.plans.actions.measures import (
    add_local_measure,
    add_measure,
    add_reading,
    change_measure,
    remove_reading,
    take_baseline,
)
from goldenthread.hub.plans.forms.measures import IndicatorMeasureForm
from goldenthread.hub.plans.models import Action, Comment, Reading, SuccessMeasure
from tests.made.people import an_actor
from tests.made.plans import CAMDEN, TARGET_ON, WEEKS, a_local_measure, a_measure, a_plan, a_priority, an_action

pytestmark = pytest.mark.django_db


@pytest.fixture
def action() -> Action:
    return an_action(a_priority(a_plan()))


def test_the_baseline_is_the_newest_figure_with_its_period_and_build(action: Action) -> None:
    measure, figure = a_measure(action), reading(CAMDEN, WEEKS)
    assert figure.latest is not None
    assert (measure.baseline_value, measure.baseline_period) == (figure.latest.value, figure.latest.period)
    assert (measure.baseline_build, measure.unit, measure.title) == (current_build(), "percent", figure.title)
    assert Reading.objects.get(measure=measure).period_label == figure.latest.label


def test_a_figure_that_is_absent_now_leaves_the_last_number_as_baseline() -> None:
    """The City of London has years without a figure; its baseline is the newest that is a number, or none at all."""
    plan = a_plan(an_actor("contributor", "city-of-london"), partnership="E09000001")
    by = an_actor("contributor", "city-of-london")
    measure = a_measure(an_action(a_priority(plan, by), by), by)
    known = [p for p in reading("E09000001", WEEKS).trend if p.value is not None]
    form = IndicatorMeasureForm(groups=())
    assert "out without a figure, it is the last one before it" in form.fields["indicator"].help_text
    assert measure.baseline_value == (known[-1].value if known else None)
    assert measure.baseline_period == (known[-1].period if known else "")


@pytest.mark.parametrize(
    "values, field, told",
    [
        ({"target_value": None}, "target_value", "as a number"),
        ({"target_on": None}, "target_on", "the date"),
        ({"target_value": math.nan}, "target_value", "Write a number"),
        ({"target_value": 104.0}, "target_value", "between 0 and 100"),
        ({"target_on": dt.date(2020, 1, 1)}, "target_on", "after the baseline"),
        ({"indicator": "happiness"}, "indicator", "in the list"),
        ({"breakdown": "colour=red"}, "indicator", "in the list"),
        ({"trajectory": [(dt.date(2030, 1, 1), 80.0)]}, "trajectory", "between the baseline and the target"),
        ({"trajectory": [(dt.date(2027, 1, 1), 80.0), (dt.date(2026, 1, 1), 85.0)]}, "trajectory", "in order"),
        ({"trajectory": [(dt.date(2001, 1, 1), 80.0)]}, "trajectory", "between the baseline and the target"),
    ],
)
def test_a_measure_that_cannot_be_is_refused_in_words(
    action: Action, values: dict[str, object], field: str, told: str
) -> None:
    right = {"indicator": WEEKS, "target_value": 90.0, "target_on": TARGET_ON}
    with pytest.raises(ValidationError) as refused:
        add_measure(action, by=an_actor(), **{**right, **values})  # type: ignore[arg-type]
    assert told in refused.value.message_dict[field][0]
    assert not SuccessMeasure.objects.exists()


def test_the_way_ends_at_the_target(action: Action) -> None:
    step = (dt.date(2027, 7, 1), 97.5)
    measure = add_measure(
        action, by=an_actor(), indicator=WEEKS, target_value=98.0, target_on=TARGET_ON, trajectory=[step]
    )
    assert measure.trajectory == [["2027-07-01", 97.5], ["2028-12-31", 98.0]]


def test_without_figures_a_measure_is_refused_and_not_kept_without_a_baseline(action: Action, no_figures: None) -> None:
    with pytest.raises(ValidationError, match="no figures on this site"):
        a_measure(action)


def test_a_changed_target_moves_the_end_of_the_way(action: Action) -> None:
    measure = a_measure(action)
    changed = change_measure(measure.pk, by=an_actor(), version=1, target_value=99.0)
    assert changed.trajectory == [["2028-12-31", 99.0]]


def test_the_baseline_of_an_indicator_cannot_be_typed_over(action: Action) -> None:
    with pytest.raises(TypeError, match="baseline_value"):
        change_measure(a_measure(action).pk, by=an_actor(), version=1, baseline_value=1.0)


def test_a_local_measure_begins_with_its_baseline_as_a_reading(action: Action) -> None:
    measure = a_local_measure(action)
    assert measure.is_local
    assert [(r.period, r.period_label, r.value) for r in measure.readings.all()] == [
        ("2026-03-31", "31 March 2026", 54.0)
    ]


def test_a_baseline_without_its_day_is_refused(action: Action) -> None:
    with pytest.raises(ValidationError, match="with its day"):
        add_local_measure(
            action, by=an_actor(), title="Heard", unit="percent", direction="higher-is-better", baseline_value=1.0,
            baseline_on=None, target_value=2.0, target_on=TARGET_ON,
        )  # fmt: skip


def test_a_second_reading_of_a_day_keeps_what_stood_there(action: Action) -> None:
    measure, by = a_local_measure(action), an_actor()
    add_reading(measure, by=by, on=dt.date(2026, 9, 30), value=58.0)
    again = add_reading(measure, by=by, on=dt.date(2026, 9, 30), value=59.0, note="Late answers")
    assert (again.value, again.before, again.person) == (59.0, 58.0, by.key)
    assert measure.readings.count() == 2


def test_a_reading_typed_by_mistake_is_removed_and_that_is_kept_but_not_the_one_it_starts_from(action: Action) -> None:
    measure, by = a_local_measure(action), an_actor()
    add_reading(measure, by=by, on=dt.date(2026, 9, 30), value=58.0)
    remove_reading(measure, by=by, period="2026-09-30")
    assert [each.period for each in measure.readings.all()] == [measure.baseline_period]
    assert Event.objects.filter(action="removed", object_id=str(measure.pk)).count() == 1
    for period in (measure.baseline_period, "2026-09-30"):
        with pytest.raises(ValidationError, match=r"stays|no such"):
            remove_reading(measure, by=by, period=period)


def test_a_baseline_whose_period_was_published_again_is_taken_anew_when_asked(action: Action) -> None:
    measure, by = a_measure(action), an_actor()
    measure.readings.filter(period=measure.baseline_period).update(value=75.1, build="newer")
    taken = take_baseline(measure.pk, by=by, version=measure.version)
    assert (taken.baseline_value, taken.baseline_build, taken.version) == (75.1, "newer", measure.version + 1)
    with pytest.raises(ValidationError, match="no published figure"):
        take_baseline(a_local_measure(action).pk, by=by, version=1)


def test_a_reading_of_tomorrow_or_of_a_published_measure_is_refused(action: Action) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(ValidationError, match="day to come"):
        add_reading(a_local_measure(action), by=an_actor(), on=tomorrow, value=1)
    with pytest.raises(ValidationError, match="reads itself"):
        add_reading(a_measure(action), by=an_actor(), on=dt.date(2026, 1, 1), value=1)


def test_a_comment_is_made_settled_and_opened_again(action: Action) -> None:
    plan, by = action.priority.plan, an_actor("viewer", "camden-parent-carer-forum")
    made = comment(plan, by=by, kind="action", object_id=action.pk, text="Who pays?")
    assert settle(made, by=by).settled_by == by.key
    assert settle(made, by=by, settled=False).settled_at is None


@pytest.mark.parametrize(
    "kind, object_id", [("action", "999999"), ("section", "nowhere"), ("moon", "1"), ("action", "x")]
)
def test_a_comment_on_what_is_not_in_the_plan_is_refused(action: Action, kind: str, object_id: str) -> None:
    with pytest.raises(ValidationError, match="not in the plan"):
        comment(action.priority.plan, by=an_actor(), kind=kind, object_id=object_id, text="Hello")


def test_a_comment_is_not_empty_and_not_endless(action: Action) -> None:
    plan = action.priority.plan
    for text, told in ((" ", "Write a comment"), ("x" * 4001, "at most 4,000")):
        with pytest.raises(ValidationError, match=told):
            comment(plan, by=an_actor(), kind="section", object_id="assessment", text=text)
    assert not Comment.objects.exists()


def test_people_elsewhere_do_not_comment(action: Action) -> None:
    with pytest.raises(PermissionDenied):
        comment(
            action.priority.plan, by=an_actor("contributor", "barnet"), kind="section", object_id="story", text="Hm"
        )
