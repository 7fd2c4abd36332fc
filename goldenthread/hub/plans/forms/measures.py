"""Success measures, alone or with the action that they measure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.hub.plans.models.measures import DIRECTIONS
from goldenthread.hub.ui.interface import ChoiceField, DateField, LineField, NumberField, TextField, wording

from .versioned import VersionedForm

UNITS = (
    ("percent", "Percent"),
    ("children", "Children and young people"),
    ("plans", "Plans"),
    ("pounds", "Pounds"),
    ("weeks", "Weeks"),
    ("score", "A score"),
)
Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]
NONE_YET = "none"
NUMBER, DAY = {"required": "Write the target as a number."}, {"required": "Write the date by which it is to be met."}


class StepsField(forms.CharField):
    """Steps on the way, one a line: '31 December 2027: 85'. Cleans to (day, value) pairs."""

    def __init__(self, **named: Any) -> None:
        named.setdefault("widget", forms.Textarea(attrs={"rows": 3, "class": "govuk-textarea"}))
        named.setdefault(
            "help_text", "One a line, for example 31 December 2027: 85. Without any, the way is a straight line."
        )
        super().__init__(required=False, **named)

    def prepare_value(self, value: Any) -> Any:
        """As it is typed."""
        if isinstance(value, (list, tuple)):
            return "\n".join(f"{wording.day(day)}: {number:g}" for day, number in value)
        return value

    def to_python(self, value: Any) -> Any:
        """Pairs in the order given. ValidationError names the line that is none."""
        if isinstance(value, (list, tuple)):
            return value
        return [_step(line) for line in str(value or "").splitlines() if line.strip()]

    def run_validators(self, value: Any) -> None:
        """Steps have no length."""


def _step(line: str) -> tuple[dt.date, float]:
    day, _, number = line.rpartition(":")
    try:
        when, value = DateField().clean(day), NumberField(decimals=4).clean(number)
    except ValidationError as fault:
        raise ValidationError(f"'{line.strip()[:60]}' is no step. Write it like 31 December 2027: 85.") from fault
    return when, float(value)


class TargetForm(VersionedForm):
    """Where a measure is to be by when."""

    target_value = NumberField(label="Target", decimals=4, error_messages=NUMBER)
    target_on = DateField(ahead=True, label="To be met by", error_messages=DAY)
    trajectory = StepsField(label="Steps on the way")
    note = TextField(label="What else is to know", required=False, max_length=2000, rows=2)

    def clean_target_value(self) -> float:
        """As the evidence counts."""
        return float(self.cleaned_data["target_value"])


class IndicatorMeasureForm(TargetForm):
    """A measure that reads itself from published figures."""

    indicator = ChoiceField(
        label="Indicator",
        help_text="The baseline is its newest figure, with its period and build. Where the newest period is out without a "
        "figure, it is the last one before it.",
    )
    field_order = ("indicator", "target_value", "target_on", "trajectory", "note", "version")

    def __init__(self, *args: Any, groups: Groups, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["indicator"].choices = groups  # type: ignore[attr-defined]


class LocalMeasureForm(TargetForm):
    """A measure with readings of its own."""

    title = LineField(label="What is measured", max_length=200, error_messages={"required": "Write what is measured."})
    unit = ChoiceField(label="In what", choices=UNITS)
    direction = ChoiceField(label="What is good", choices=DIRECTIONS)
    baseline_value = NumberField(label="Baseline", decimals=4, required=False)
    baseline_on = DateField(label="Baseline as on", required=False)
    field_order = (
        "title", "unit", "direction", "baseline_value", "baseline_on", "target_value", "target_on", "trajectory", "note",
    )  # fmt: skip

    def clean_baseline_value(self) -> float | None:
        """As the evidence counts."""
        value: Decimal | None = self.cleaned_data["baseline_value"]
        return None if value is None else float(value)


class ChangeMeasureForm(TargetForm):
    """A measure's words and target. Its baseline is a published figure and stays."""

    title = LineField(label="Title", max_length=200)
    field_order = ("title", "target_value", "target_on", "trajectory", "note", "version")


class ReadingForm(forms.Form):
    """A reading typed in."""

    on = DateField(label="Reading of", error_messages={"required": "Write the day it is of."})
    value = NumberField(label="Value", decimals=4, error_messages={"required": "Write the value as a number."})
    note = LineField(label="Note", required=False, max_length=300)

    def clean_value(self) -> float:
        """As the evidence counts."""
        return float(self.cleaned_data["value"])


class FirstActionForm(forms.Form):
    """An action and how the partnership will know whether it worked, in one go."""

    title = LineField(
        label="What will be done", max_length=200, error_messages={"required": "Write what will be done."}
    )
    lead = LineField(label="Who leads", required=False, max_length=120)
    indicator = ChoiceField(label="How will you know it worked")
    target_value = NumberField(
        label="Target", decimals=4, required=False, help_text="Counted as the measure is. A measure needs one."
    )
    target_on = DateField(
        label="By when", required=False, help_text="For example, 31 August 2028. A measure needs a date."
    )

    def __init__(self, *args: Any, groups: Groups, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["indicator"].choices = [*groups, (NONE_YET, "No measure yet")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A measure needs a target with a date; an action without one needs neither."""
        found = super().clean() or self.cleaned_data
        if found.get("indicator") != NONE_YET:
            for name, told in (("target_value", NUMBER), ("target_on", DAY)):
                if name not in self.errors and found.get(name) is None:
                    self.add_error(name, told["required"])
        return found
