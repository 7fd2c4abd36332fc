"""Mends what an examination found, where the site can. It looks again first: only what is still so is mended."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.hub.evidence.interface import reading
from goldenthread.hub.people.interface import Actor
from goldenthread.hub.plans.checks.findings import Mend
from goldenthread.hub.plans.days import last_day
from goldenthread.hub.plans.models import Plan, Reading, SectionText, SuccessMeasure
from goldenthread.hub.plans.queries.examined import findings_for
from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import WarehouseError

from .priorities import add_priority
from .saving import may_write, save_change
from .sections import write_section

BASELINE = ("baseline_value", "baseline_period", "baseline_build")


@transaction.atomic
def mend(plan: Plan, *, by: Actor, key: str) -> str:
    """Mends the finding with this key; says what was done. ValidationError where there is no such finding any more."""
    may_write(plan, by)
    found = next((each for each in findings_for(plan, by) if each.key == key and each.mend is not None), None)
    if found is None or found.mend is None:
        raise ValidationError("This was mended meanwhile, or has changed. Look at what is found now.")
    if found.mend.kind == "baseline":
        return _baseline(found.mend, by)
    if found.mend.kind == "figure":
        return _figure(plan, found.mend, by)
    return _gap(plan, found.mend, by)


def _baseline(wanted: Mend, by: Actor) -> str:
    measure = SuccessMeasure.objects.get(pk=int(wanted.values["measure"]))
    try:
        figure = reading(measure.area_code, measure.indicator, measure.breakdown)
    except WarehouseError as fault:
        raise ValidationError("The published figure cannot be read now. Try again later.") from fault
    start = next((point for point in reversed(figure.trend) if point.value is not None), None)
    if start is None:
        raise ValidationError("There is no published figure to start from.")
    began = last_day(start.period, start.label)
    if began and measure.target_on and measure.target_on <= began:
        raise ValidationError(f"The target must come after the baseline, {wording.day(began)}. Move the target first.")
    values = {"baseline_value": start.value, "baseline_period": start.period, "baseline_build": figure.build}
    version = int(wanted.values["version"])
    save_change(SuccessMeasure, measure.pk, by=by, version=version, values=values, allowed=BASELINE)
    Reading.objects.bulk_create(
        [
            Reading(
                measure=measure, period=point.period, period_label=point.label, value=point.value, status=point.status,
                build=figure.build, release=figure.release,
            )
            for point in figure.trend if point.period >= start.period
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    return f"“{measure.title}” starts from {start.text} {wording.in_period(start.label)}."


def _figure(plan: Plan, wanted: Mend, by: Actor) -> str:
    values = wanted.values
    section, start, end = str(values["section"]), int(values["start"]), int(values["end"])
    text = SectionText.objects.get(plan=plan, section=section)
    if text.narrative[start:end] != values["old"]:
        raise ValidationError("The text was changed meanwhile. Look at what is found now.")
    new = text.narrative[:start] + str(values["new"]) + text.narrative[end:]
    write_section(plan, by=by, section=section, version=int(values["version"]), narrative=new)
    return f"The text says {values['new']} now."


def _gap(plan: Plan, wanted: Mend, by: Actor) -> str:
    values = wanted.values
    made = add_priority(
        plan, by=by, section=str(values["section"]), title=str(values["title"]), origin="gap",
        origin_id=str(values["statement"]),
    )  # fmt: skip
    return f"“{made.title}” is a priority now. Give it an action and a measure."
