"""Success measures: an indicator of the evidence with its baseline, or a local measure with readings of its own."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from goldenthread.hub.audit.interface import record, remove
from goldenthread.hub.evidence.interface import Point, reading
from goldenthread.hub.evidence.interface import Reading as Figure
from goldenthread.hub.people.interface import Actor
from goldenthread.hub.plans.days import last_day
from goldenthread.hub.plans.models import Action, Plan, Reading, SuccessMeasure
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import StoreMissing, UnknownName

from .saving import may_write, plain, save_change, save_new

Steps = Sequence[tuple[dt.date, float]]
CHANGEABLE = ("title", "target_value", "target_on", "trajectory", "note", "direction")
OF_LOCAL = ("unit", "decimals", "baseline_value", "baseline_period")


@transaction.atomic
def add_measure(
    action: Action, *, by: Actor, indicator: str, breakdown: str = "total", target_value: float | None,
    target_on: dt.date | None, trajectory: Steps = (), title: str = "", note: str = "",
) -> SuccessMeasure:  # fmt: skip
    """Binds an action to an indicator. The baseline is the newest figure that is a number, with its period and build."""
    plan = _open(action, by)
    try:
        figure = reading(plan.partnership, indicator, breakdown)
    except UnknownName as fault:
        raise ValidationError({"indicator": "Choose one of the indicators in the list."}) from fault
    except StoreMissing as fault:
        raise ValidationError(
            {"indicator": "There are no figures on this site yet, so no baseline can be read."}
        ) from fault
    start = baseline_of(figure)
    began = last_day(start.period, start.label) if start else None
    _checked(figure.unit, began, target_value, target_on, trajectory)
    _still_to_come(target_on)
    measure = save_new(
        SuccessMeasure(
            action=action, title=plain(title) or figure.title, indicator=indicator, breakdown=breakdown,
            area_code=plan.partnership, unit=figure.unit, decimals=figure.decimals, direction=figure.direction,
            baseline_value=start.value if start else None, baseline_period=start.period if start else "",
            baseline_build=figure.build if start else "", target_value=target_value, target_on=target_on,
            trajectory=_kept_steps(trajectory, target_on, target_value), note=plain(note),
        ),
        by=by,
    )  # fmt: skip
    Reading.objects.bulk_create(_since(measure, figure, start))
    return measure


@transaction.atomic
def add_local_measure(
    action: Action, *, by: Actor, title: str, unit: str, direction: str, baseline_value: float | None,
    baseline_on: dt.date | None, target_value: float | None, target_on: dt.date | None, decimals: int = 1,
    trajectory: Steps = (), note: str = "",
) -> SuccessMeasure:  # fmt: skip
    """A measure that no publication holds; its readings are typed in."""
    plan = _open(action, by)
    if (baseline_value is None) != (baseline_on is None):
        raise ValidationError({"baseline_on": "Give the baseline as a number with its day, or leave both out."})
    _checked(unit, baseline_on, target_value, target_on, trajectory)
    _still_to_come(target_on)
    measure = save_new(
        SuccessMeasure(
            action=action, title=plain(title), area_code=plan.partnership, unit=unit, decimals=decimals,
            direction=direction, baseline_value=baseline_value, target_value=target_value, target_on=target_on,
            baseline_period=baseline_on.isoformat() if baseline_on else "", note=plain(note),
            trajectory=_kept_steps(trajectory, target_on, target_value),
        ),
        by=by,
    )  # fmt: skip
    if baseline_on is not None:
        _keep_reading(measure, by, baseline_on, baseline_value, "Baseline")
    return measure


@transaction.atomic
def change_measure(measure_id: int, *, by: Actor, version: int, **values: Any) -> SuccessMeasure:
    """Changes a measure's words, target or way there. A baseline of an indicator is a published figure and stays."""
    measure = SuccessMeasure.objects.select_related("action__priority__plan").get(pk=measure_id)
    may_write(measure.action.priority.plan, by)
    on, value = values.get("target_on", measure.target_on), values.get("target_value", measure.target_value)
    steps = values.get("trajectory", _steps_of(measure))
    began = last_day(measure.baseline_period, _label_at(measure))
    _checked(measure.unit, began, value, on, steps)
    if on != measure.target_on:
        _still_to_come(on)
    if {"trajectory", "target_on", "target_value"} & set(values):
        values["trajectory"] = _kept_steps(steps, on, value)
    allowed = CHANGEABLE + (OF_LOCAL if measure.is_local else ())
    return save_change(SuccessMeasure, measure_id, by=by, version=version, values=values, allowed=allowed)


@transaction.atomic
def take_baseline(measure_id: int, *, by: Actor, version: int) -> SuccessMeasure:
    """Starts from the baseline's own period as it is published now, where that was changed since the baseline was taken."""
    measure = SuccessMeasure.objects.select_related("action__priority__plan").get(pk=measure_id)
    may_write(measure.action.priority.plan, by)
    now = measure.readings.filter(period=measure.baseline_period, value__isnull=False).first()
    if measure.is_local or now is None:
        raise ValidationError("There is no published figure of the baseline’s period to take.")
    values = {"baseline_value": now.value, "baseline_build": now.build}
    return save_change(SuccessMeasure, measure_id, by=by, version=version, values=values, allowed=tuple(values))


@transaction.atomic
def remove_reading(measure: SuccessMeasure, *, by: Actor, period: str) -> None:
    """Takes a typed reading out. What the baseline stands on stays: the baseline is changed with the measure."""
    may_write(measure.action.priority.plan, by, progress=True)
    found = measure.readings.filter(period=period).first() if measure.is_local else None
    if found is None:
        raise ValidationError("There is no such typed reading any more.")
    if period == measure.baseline_period:
        raise ValidationError("The measure starts from this reading, so it stays.")
    found.delete()
    record(
        by=by.key, action="removed", kind="successmeasure", object_id=measure.pk,
        partnership=measure.partnership_code, fields=[f"reading of {found.period_label}"],
    )  # fmt: skip


@transaction.atomic
def add_reading(measure: SuccessMeasure, *, by: Actor, on: dt.date, value: float, note: str = "") -> Reading:
    """Types in a reading of a local measure; a second one of the same day takes the first one's place."""
    may_write(measure.action.priority.plan, by, progress=True)
    if not measure.is_local:
        raise ValidationError("This measure reads itself from published figures.")
    if on > timezone.localdate():
        raise ValidationError({"on": "A reading cannot be of a day to come."})
    _finite(value, "value")
    return _keep_reading(measure, by, on, value, plain(note))


def remove_measure(measure: SuccessMeasure, *, by: Actor) -> None:
    """Removes a measure with its readings; what was written stays in the history."""
    may_write(measure.action.priority.plan, by)
    remove(measure, by=by.key)


def baseline_of(figure: Figure) -> Point | None:
    """The newest period whose figure is a number."""
    return next((point for point in reversed(figure.trend) if point.value is not None), None)


def _open(action: Action, by: Actor) -> Plan:
    plan = action.priority.plan
    may_write(plan, by)
    return plan


def _since(measure: SuccessMeasure, figure: Figure, start: Point | None) -> Iterable[Reading]:
    """Readings from the baseline on, absences among them."""
    begin = figure.trend.index(start) if start else len(figure.trend)
    for point in figure.trend[begin:]:
        yield Reading(
            measure=measure, period=point.period, period_label=point.label, value=point.value, status=point.status,
            build=figure.build, release=figure.release,
        )  # fmt: skip


def _keep_reading(measure: SuccessMeasure, by: Actor, on: dt.date, value: float | None, note: str) -> Reading:
    period = on.isoformat()
    before = Reading.objects.filter(measure=measure, period=period).first()
    kept, _ = Reading.objects.update_or_create(
        measure=measure, period=period,
        defaults={
            "period_label": wording.day(on), "value": value, "status": "ok", "person": by.key, "note": note[:300],
            "before": before.value if before else None,
        },
    )  # fmt: skip
    record(
        by=by.key, action="read in", kind="successmeasure", object_id=measure.pk,
        partnership=measure.partnership_code, fields=["value"],
    )  # fmt: skip
    return kept


def _label_at(measure: SuccessMeasure) -> str:
    found = measure.readings.filter(period=measure.baseline_period).first()
    return found.period_label if found else ""


def _steps_of(measure: SuccessMeasure) -> Steps:
    """The steps before the target."""
    return [(dt.date.fromisoformat(day), float(value)) for day, value in measure.trajectory[:-1]]


def _kept_steps(steps: Steps, target_on: dt.date | None, target_value: float | None) -> list[list[Any]]:
    ends = [] if target_on is None or target_value is None else [(target_on, target_value)]
    return [[day.isoformat(), float(value)] for day, value in [*steps, *ends]]


def _checked(unit: str, began: dt.date | None, value: float | None, on: dt.date | None, steps: Steps) -> None:
    """A target is a number with a date after the baseline; the steps lie between the two, in order."""
    if value is None:
        raise ValidationError({"target_value": "Write the target as a number."})
    if on is None:
        raise ValidationError({"target_on": "Write the date by which the target is to be met."})
    _finite(value, "target_value")
    if unit == "percent" and not 0 <= value <= 100:
        raise ValidationError({"target_value": "A share lies between 0 and 100."})
    if began and on <= began:
        raise ValidationError({"target_on": f"The target must come after the baseline, {wording.day(began)}."})
    days = [*([began] if began else []), *(day for day, _ in steps), on]
    if any(later <= earlier for earlier, later in itertools.pairwise(days)):
        raise ValidationError(
            {"trajectory": "Put the steps in order of their dates, between the baseline and the target."}
        )
    for _, each in steps:
        _finite(each, "trajectory")


def _still_to_come(on: dt.date | None) -> None:
    """A new target has its date ahead. One that was set earlier may have passed; the checks tell of it."""
    if on is not None and on < timezone.localdate():
        raise ValidationError({"target_on": f"{wording.day(on)} has passed. Write a day to come."})


def _finite(value: float, field: str) -> None:
    if not math.isfinite(value):
        raise ValidationError({field: "Write a number."})
