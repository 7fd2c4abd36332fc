"""Forms of the quarterly return: the blank template, and what is written in one of its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.hub.plans.actions.returns import MOST_TEXT
from goldenthread.hub.plans.grids.names import SCENARIO_WORDS, TOTAL_ROW, TOTAL_WORDS, WITHOUT
from goldenthread.hub.plans.queries.returns import BY_QUARTER, NEWEST
from goldenthread.hub.ui.interface import ChoiceField, LineField
from goldenthread.warehouse.definitions.plan_templates import PlanTable, PlanTemplate

NOTHING = "nothing"
KINDS = (
    (NOTHING, "Nothing"),
    ("measure", "A success measure of the plan"),
    ("indicator", "A published figure of the partnership"),
    ("table", "A cell of a numbered table"),
    ("typed", "Words or a number typed here"),
)
RULES = (
    (BY_QUARTER, "The figure of the column’s quarter; the cell stays empty where there is none"),
    (NEWEST, "The newest figure there is, with a warning where it is older than the quarter"),
)
FIELDS = {
    NOTHING: (), "measure": ("measure", "rule"), "indicator": ("indicator", "rule"), "typed": ("text",),
    "table": ("row", "year", "scenario"),
}  # fmt: skip
CHOOSE = {"required": "Choose one."}
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


class ReturnKindForm(forms.Form):
    """The first step: what kind of thing is written in a cell."""

    kind = forms.ChoiceField(
        label="What is written here", choices=KINDS, widget=forms.RadioSelect,
        error_messages={"required": "Choose what is written here."},
    )  # fmt: skip


class ReturnCellForm(forms.Form):
    """The second step: what of that kind is written in one cell, or in every column of its row."""

    measure = ChoiceField(label="Success measure", error_messages=CHOOSE)
    indicator = ChoiceField(label="Published figure", error_messages=CHOOSE)
    rule = forms.ChoiceField(
        label="Which period of the measure or figure", choices=RULES, initial=BY_QUARTER, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    row = ChoiceField(label="Row or total of a numbered table", error_messages=CHOOSE)
    year = ChoiceField(label="Year of that row", error_messages=CHOOSE)
    scenario = forms.ChoiceField(
        label="Without or with the plan", choices=[(k, v.capitalize()) for k, v in SCENARIO_WORDS.items()],
        initial=WITHOUT, required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    text = LineField(
        label="Words or number", max_length=MOST_TEXT,
        error_messages={"required": "Write something, or go back and choose ‘Nothing’."},
    )  # fmt: skip
    whole_row = forms.BooleanField(
        label="The same in every column of this row", required=False, help_text="A column that is a total is left out."
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, kind: str, measures: Choices, indicators: Choices, template: PlanTemplate, **named: Any
    ) -> None:
        super().__init__(*args, **named)
        self.initial["kind"] = kind
        for name in {*self.fields} - {*FIELDS[kind], "whole_row", "seen", "kind"}:
            del self.fields[name]
        rows = [choice for table in template.tables for choice in _rows(table)]
        years = sorted({year for table in template.tables for year in (*table.start_years, *table.years)})
        found = {"measure": measures, "indicator": indicators, "row": rows, "year": [(str(y), str(y)) for y in years]}
        for name in found.keys() & self.fields.keys():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "Choose one"), *found[name]]

    def entry(self) -> dict[str, Any] | None:
        """What is kept of a valid form; None for nothing."""
        told = self.cleaned_data
        kind, rule = told["kind"], told.get("rule") or BY_QUARTER
        if kind == "measure":
            return {"kind": kind, "id": int(told["measure"]), "rule": rule}
        if kind == "indicator":
            return {"kind": kind, "id": told["indicator"], "rule": rule}
        if kind == "table":
            table, row = told["row"].split("/")
            scenario = told.get("scenario") or WITHOUT
            return {"kind": kind, "table": table, "row": row, "year": int(told["year"]), "scenario": scenario}
        return {"kind": kind, "text": told["text"].strip()} if kind == "typed" else None


def _rows(table: PlanTable) -> list[tuple[str, str]]:
    """The rows of a table, and before them its total where they add up to one."""
    total = (
        [(f"{table.id}/{TOTAL_ROW}", f"{table.number} {table.title}: {TOTAL_WORDS}")] if table.parts_of_total else []
    )
    return [*total, *((f"{table.id}/{row.id}", f"{table.number} {row.title}") for row in table.rows)]


def initial_of(entry: Mapping[str, Any] | None) -> dict[str, Any]:
    """The form's values for what is kept."""
    if not entry:
        return {"kind": NOTHING}
    kind = entry["kind"]
    found: dict[str, Any] = {"kind": kind, "rule": entry.get("rule", BY_QUARTER)}
    if kind in ("measure", "indicator"):
        found[kind] = str(entry["id"])
    if kind == "table":
        found |= {"row": f"{entry['table']}/{entry['row']}", "year": str(entry["year"]), "scenario": entry["scenario"]}
    return found | ({"text": entry["text"]} if kind == "typed" else {})
