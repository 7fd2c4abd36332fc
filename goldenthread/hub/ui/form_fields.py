"""Fields of forms as people write them: dates in words, money with its sign, whole and decimal numbers with separators."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazy

from . import wording

DATE_FORMATS = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d-%m-%Y")
FIRST_YEAR, LAST_YEAR = 2000, 2060


def _day_ahead() -> str:
    """An example that has not passed on the day on which it is read."""
    return f"For example, 31 August {timezone.localdate().year + 1}"


class DateField(forms.CharField):
    """A day, written '3 March 2026', '3/3/2026' or '2026-03-03'. Cleans to a date or None. `ahead`: it is one to come."""

    def __init__(self, ahead: bool = False, **named: Any) -> None:
        named.setdefault("help_text", lazy(_day_ahead, str)() if ahead else "For example, 3 March 2026")
        named.setdefault("max_length", 40)
        super().__init__(**named)
        self.widget.attrs.update({"class": "govuk-input govuk-input--width-10", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        """As it is written everywhere else."""
        return wording.day(value) if isinstance(value, dt.date) else value

    def to_python(self, value: Any) -> Any:
        """The date; None where nothing is written. ValidationError for what is no day."""
        if isinstance(value, dt.date):
            return value
        text = " ".join(str(value or "").replace(",", " ").split())
        if not text:
            return None
        for form in DATE_FORMATS:
            try:
                day = dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
            except ValueError:
                continue
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
            raise ValidationError(f"Write a year between {FIRST_YEAR} and {LAST_YEAR}.")
        raise ValidationError(f"'{text[:40]}' is not a date. Write it like 3 March 2026.")

    def validate(self, value: Any) -> None:
        """Only whether it must be there: the rest is said by `to_python`."""
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """A date has no length."""


class NumberField(forms.CharField):
    """A number as people write it: '1,234.5', '£1.2m', '66.9%'. Cleans to a Decimal or None."""

    MULTIPLES = {"k": 1_000, "m": 1_000_000, "": 1}  # noqa: RUF012 - never changed

    def __init__(self, *, decimals: int = 2, least: Decimal | None = None, **named: Any) -> None:
        named.setdefault("max_length", 40)
        super().__init__(**named)
        self.decimals, self.least = decimals, least
        self.widget.attrs.update(
            {"class": "govuk-input govuk-input--width-10", "inputmode": "decimal", "autocomplete": "off"}
        )

    def prepare_value(self, value: Any) -> Any:
        """With separators."""
        if isinstance(value, (int, float, Decimal)):
            number = Decimal(str(value))
            return wording.number(float(number), 0 if number == number.to_integral_value() else self.decimals)
        return value

    def to_python(self, value: Any) -> Any:
        """The number; None where nothing is written. ValidationError for what is no number."""
        text = str(value or "").replace(wording.MINUS, "-")
        text = re.sub(r"[\s,£%]", "", text).lower()
        if not text:
            return None
        found = re.fullmatch(r"(-?\d{0,13}(?:\.\d{1,6})?)([km]?)", text)
        try:
            number = Decimal(found[1]) * self.MULTIPLES[found[2]] if found else None
        except InvalidOperation:
            number = None
        if number is None:
            raise ValidationError(f"'{str(value)[:40]}' is not a number. Write it like 1,250 or 66.9.")
        if self.least is not None and number < self.least:
            raise ValidationError(f"Write {wording.number(float(self.least))} or more.")
        return round(number, self.decimals)

    def validate(self, value: Any) -> None:
        """Only whether it must be there."""
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """A number has no length."""


class TextField(forms.CharField):
    """Several lines of text in Markdown."""

    def __init__(self, *, rows: int = 5, **named: Any) -> None:
        named.setdefault("widget", forms.Textarea(attrs={"rows": rows, "class": "govuk-textarea"}))
        super().__init__(**named)


class LineField(forms.CharField):
    """One line of text."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self.widget.attrs.setdefault("class", "govuk-input")


# Pages send neither by themselves. Told here for every form, allauth's too, since one that is forgotten speaks as Django.
forms.ChoiceField.default_error_messages["invalid_choice"] = "Choose one of those that are offered."
forms.IntegerField.default_error_messages["invalid"] = "Write a whole number."


class ChoiceField(forms.ChoiceField):
    """A select. An empty choice is put first when it need not be chosen."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self.widget.attrs.setdefault("class", "govuk-select")
