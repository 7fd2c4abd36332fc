"""Forms that know which version of a thing they were opened on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.hub.audit.interface import Conflict, Gone
from goldenthread.hub.people.interface import once

T = TypeVar("T")
THEIRS = "theirs"


class VersionedForm(forms.Form):
    """A form with the version of what it changes; 0 for what is not there yet."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    asked: tuple[str, ...] | None = None  # the fields that were left by `ask_only`

    @property
    def seen_version(self) -> int:
        """The version that the writer saw."""
        return self.cleaned_data.get("version") or 0

    def values(self) -> dict[str, Any]:
        """What is to be saved: everything but the fields of which the writer chose to keep what somebody else wrote."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "version" and self.data.get(f"keep-{self.add_prefix(name)}") != THEIRS
        }

    def opened_on(self, version: int, now: Mapping[str, Any]) -> VersionedForm:
        """The same form with the same words on a newer version; `now`: values of fields that the writer left alone."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("version")] = str(version)
        for name in set(now) & set(self.fields):
            value, key = self.fields[name].prepare_value(now[name]), self.add_prefix(name)
            if value is False:
                data.pop(key, None)  # as a browser sends a box without its tick
            else:
                data[key] = "" if value is None else str(value)
        again = type(self)(data, prefix=self.prefix, **self.made_with())
        if self.asked is not None:
            again.ask_only(self.asked)
        again.is_valid()
        return again

    def ask_only(self, names: tuple[str, ...]) -> None:
        """Leaves these fields and what it is saved by: nothing is asked for that would not be kept."""
        self.asked = names
        for name in [each for each in self.fields if each not in (*names, "version")]:
            del self.fields[name]

    def choices(self) -> dict[str, dict[str, str]]:
        """What the values of its selects stand for."""
        return {
            name: {str(value): str(title) for value, title in field.widget.choices}
            for name, field in self.fields.items()
            if isinstance(field.widget, forms.Select) and name != "assigned_to"
        }

    def made_with(self) -> dict[str, Any]:
        """What the form was made with besides its data."""
        return {}


class Stale(Exception):
    """Somebody else changed or removed the thing while this form was open."""

    def __init__(self, form: VersionedForm, conflict: Conflict | None) -> None:
        super().__init__()
        self.form, self.conflict = form, conflict


def saved(form: VersionedForm, write: Callable[..., T], **named: Any) -> T | None:
    """What `write` made of the form's values; None where the form is wrong and now says why. Raises Stale."""
    if not form.is_valid():
        return None
    try:
        return write(version=form.seen_version, **named, **form.values())
    except Conflict as conflict:
        raise Stale(form, conflict) from conflict
    except Gone as gone:
        raise Stale(form, None) from gone
    except ValidationError as fault:
        say(form, fault)
        return None


def made(form: forms.Form, make: Callable[..., T], **named: Any) -> T | None:
    """A new thing of the form's values, once however often it is sent; None where the form is wrong and now says why."""
    if not form.is_valid():
        return None
    try:
        return once(make, **named, **form.cleaned_data)
    except ValidationError as fault:
        say(form, fault)
        return None


def say(form: forms.Form, fault: ValidationError) -> None:
    """Puts what an action complained about beside the fields it is about."""
    if not hasattr(fault, "error_dict"):
        form.add_error(None, fault)
        return
    for name, messages in fault.message_dict.items():
        for message in messages:
            form.add_error(name if name in form.fields else None, message)
