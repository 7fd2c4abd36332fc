"""Forms of the quarterly return: the blank template, and what is written in one of its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.hub.plans.actions.returns import MOST_TEXT
from goldenthread.hub.plans.grids.names import SCENARIO_WORDS, WITHOUT
from goldenthread.hub.plans.queries.returns import BY_QUARTER, NEWEST
from goldenthread.hub.ui.interface import ChoiceField, LineField
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate

KINDS = (
    ("", "Nothing"),
    ("measure", "A success measure of the plan"),
    ("indicator", "A published figure of the partnership"),
    ("table", "A cell of a numbered table"),
    ("typed", "Words or a number typed here"),
)
RULES = ((BY_QUARTER, "The newest figure by the end of the column’s quarter"), (NEWEST, "The newest figure there is"))
Choices = Sequence[tuple[str, str]]


class ReturnTemplateForm(forms.Form):
    """The blank template."""

    file = forms.FileField(
        label="The Department’s blank template for your authority", allow_empty_file=True,
        help_text="The .xlsx file as you downloaded it. It is kept as it is; values are written into copies.",
        error_messages={"required": "Choose the template’s file."},
        widget=forms.FileInput(attrs={"class": "govuk-file-upload", "accept": ".xlsx"}),
    )  # fmt: skip

    def clean_file(self) -> Any:
        """Only the name is looked at here."""
        file = self.cleaned_data["file"]
        if not file.name.casefold().endswith(".xlsx"):
            raise ValidationError("The template must be an .xlsx file, without macros.")
        return file


class ReturnCellForm(forms.Form):
    """What is written in one cell, or in every column of its row."""

    kind = forms.ChoiceField(label="What is written here", choices=KINDS, required=False, widget=forms.RadioSelect)
    measure = ChoiceField(label="Success measure", required=False)
    indicator = ChoiceField(label="Published figure", required=False)
    rule = forms.ChoiceField(
        label="Which period of the measure or figure", choices=RULES, initial=BY_QUARTER, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    row = ChoiceField(label="Row of a numbered table", required=False)
    year = ChoiceField(label="Year of that row", required=False)
    scenario = forms.ChoiceField(
        label="Without or with the plan", choices=[(k, v.capitalize()) for k, v in SCENARIO_WORDS.items()],
        initial=WITHOUT, required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    text = LineField(label="Words or number", required=False, max_length=MOST_TEXT)
    whole_row = forms.BooleanField(label="The same in every column of this row", required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, measures: Choices, indicators: Choices, template: PlanTemplate, **named: Any
    ) -> None:
        super().__init__(*args, **named)
        none = [("", "Choose one")]
        rows = [(f"{t.id}/{r.id}", f"{t.number} {r.title}") for t in template.tables for r in t.rows]
        years = sorted({year for table in template.tables for year in (*table.start_years, *table.years)})
        for name, choices in (
            ("measure", measures), ("indicator", indicators), ("row", rows), ("year", [(str(y), str(y)) for y in years]),
        ):  # fmt: skip
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*none, *choices]

    def clean(self) -> dict[str, Any]:
        """What belongs to the chosen kind must be chosen too."""
        told: dict[str, Any] = super().clean() or {}
        needed = {"measure": ("measure",), "indicator": ("indicator",), "table": ("row", "year"), "typed": ("text",)}
        for name in needed.get(told.get("kind", ""), ()):
            if not told.get(name) and name not in self.errors:
                self.add_error(name, "Write something, or choose ‘Nothing’." if name == "text" else "Choose one.")
        return told

    def entry(self) -> dict[str, Any] | None:
        """What is kept of a valid form; None for nothing."""
        told = self.cleaned_data
        kind, rule = told.get("kind") or "", told.get("rule") or BY_QUARTER
        if kind == "measure":
            return {"kind": kind, "id": int(told["measure"]), "rule": rule}
        if kind == "indicator":
            return {"kind": kind, "id": told["indicator"], "rule": rule}
        if kind == "table":
            table, row = told["row"].split("/")
            scenario = told.get("scenario") or WITHOUT
            return {"kind": kind, "table": table, "row": row, "year": int(told["year"]), "scenario": scenario}
        return {"kind": kind, "text": told["text"].strip()} if kind == "typed" else None


def initial_of(entry: Mapping[str, Any] | None) -> dict[str, Any]:
    """The form's values for what is kept."""
    if not entry:
        return {"kind": ""}
    kind = entry["kind"]
    found: dict[str, Any] = {"kind": kind, "rule": entry.get("rule", BY_QUARTER)}
    if kind in ("measure", "indicator"):
        found[kind] = str(entry["id"])
    if kind == "table":
        found |= {"row": f"{entry['table']}/{entry['row']}", "year": str(entry["year"]), "scenario": entry["scenario"]}
    return found | ({"text": entry["text"]} if kind == "typed" else {})
