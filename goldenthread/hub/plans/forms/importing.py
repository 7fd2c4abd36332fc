"""The form that brings an existing plan, and what is kept between its preview and its confirmation."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from goldenthread.hub.plans.brought.actions import NewAction, NewPriority
from goldenthread.hub.plans.grids.faults import GridFault
from goldenthread.hub.plans.grids.uploaded import KINDS, sheets_of
from goldenthread.hub.plans.grids.zipped import MOST_BYTES
from goldenthread.hub.ui.interface import ChoiceField
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate

SALT = "plans.actions.brought"
HOUR = 3600


class ImportForm(forms.Form):
    """A spreadsheet, and the section of what says none."""

    file = forms.FileField(
        label="The spreadsheet", help_text=f"{KINDS}, at most {MOST_BYTES // 1_000_000} MB",
        error_messages={"required": "Choose the spreadsheet.", "empty": "The file is empty. Choose the file again."},
        widget=forms.FileInput(attrs={"class": "govuk-file-upload", "accept": ".xlsx,.ods,.csv"}),
    )  # fmt: skip
    section = ChoiceField(
        label="Section of priorities for which the spreadsheet says none",
        error_messages={"invalid_choice": "Choose one of the sections."},
    )

    def __init__(self, *args: Any, template: PlanTemplate, **named: Any) -> None:
        super().__init__(*args, **named)
        choices = [(each.id, f"{each.number} {each.title}") for each in template.sections]
        self.fields["section"].choices = choices  # type: ignore[attr-defined]
        self.fields["section"].initial = choices[-1][0]

    def clean_file(self) -> Any:
        """The sheets of the file."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(f"The file has more than {MOST_BYTES // 1_000_000} MB. Keep only the actions in it.")
        try:
            return sheets_of(file.name, file.read())
        except GridFault as fault:
            raise ValidationError(list(fault.messages)) from fault


def keep(priorities: list[NewPriority], plan_id: int) -> str:
    """What was previewed, signed so that nothing else can be put in its place."""
    return signing.dumps(
        {"plan": plan_id, "priorities": [_plain(asdict(each)) for each in priorities]}, salt=SALT, compress=True
    )


def kept(text: str, plan_id: int) -> list[NewPriority]:
    """The priorities again. ValidationError where they are of another plan, older than an hour, or altered."""
    try:
        told = signing.loads(text, salt=SALT, max_age=HOUR)
    except signing.BadSignature as fault:
        raise ValidationError(
            "The preview is older than an hour. Bring the spreadsheet again; nothing was made."
        ) from fault
    if told["plan"] != plan_id:
        raise ValidationError("The preview is of another plan. Bring the spreadsheet again; nothing was made.")
    return [_priority(each) for each in told["priorities"]]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, (dt.date, Decimal)) else value


def _priority(told: dict[str, Any]) -> NewPriority:
    actions = [NewAction(each["row"], each["title"], _values(each["values"])) for each in told["actions"]]
    return NewPriority(told["title"], told["section"], told["theme"], told["is_there"], actions)


def _values(told: dict[str, Any]) -> dict[str, Any]:
    values = dict(told)
    for name in ("starts_on", "ends_on"):
        values[name] = dt.date.fromisoformat(values[name]) if values[name] else None
    values["cost_pounds"] = None if values["cost_pounds"] is None else Decimal(values["cost_pounds"])
    return values
