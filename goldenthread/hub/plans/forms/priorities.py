"""Priorities and their actions."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.hub.plans.models.priorities import RAGS, RISKS, STATUSES
from goldenthread.hub.ui.interface import ChoiceField, DateField, LineField, NumberField, TextField
from goldenthread.warehouse.definitions.plan_templates import PlanTemplate

from .sections import PeopleForm
from .versioned import VersionedForm

TITLE = {"required": "Write a title."}


class PriorityForm(PeopleForm):
    """Something to change."""

    title = LineField(label="What is to change", max_length=200, error_messages=TITLE)
    why = TextField(label="Why", required=False, max_length=8000, rows=5)
    section = ChoiceField(label="Section of the plan")
    theme = ChoiceField(label="Theme", required=False, help_text="By it, London sees who works on the same thing.")
    assigned_to = ChoiceField(label="Who looks after it", required=False)

    def __init__(self, *args: Any, template: PlanTemplate, **named: Any) -> None:
        super().__init__(*args, **named)
        self.template = template
        sections = [(s.id, f"{s.number}. {s.title}") for s in template.sections]
        self.fields["section"].choices = sections  # type: ignore[attr-defined]
        themes = [(each.id, each.title) for each in template.themes]
        self.fields["theme"].choices = [("", "No theme yet"), *themes]  # type: ignore[attr-defined]

    def made_with(self) -> dict[str, Any]:
        """The people and the template."""
        return {**super().made_with(), "template": self.template}


class ActionForm(PeopleForm):
    """Something that is done. Without `with_costs` there is no field for the cost."""

    title = LineField(label="What is done", max_length=200, error_messages=TITLE)
    about = TextField(label="How", required=False, max_length=8000, rows=4)
    lead = LineField(
        label="Who leads", required=False, max_length=120, help_text="A person or a post, in any organisation."
    )
    partners = LineField(label="With whom", required=False, max_length=300)
    starts_on = DateField(label="Starts on", required=False)
    ends_on = DateField(ahead=True, label="Ends on", required=False)
    cost_pounds = NumberField(
        label="Cost in pounds",
        required=False,
        help_text="Leave it empty while it is not costed; write 0 where it costs nothing.",
    )
    funding_source = ChoiceField(label="Paid from", required=False)
    risk = ChoiceField(label="Risk that it does not work", required=False, choices=RISKS)
    risk_note = TextField(label="What could go wrong, and what then", required=False, max_length=2000, rows=2)
    status = ChoiceField(label="How far it is", choices=STATUSES, initial="not-started")
    rag = ChoiceField(label="Is it on track", required=False, choices=RAGS)
    rag_reason = TextField(label="Why you say so", required=False, max_length=2000, rows=2)
    assigned_to = ChoiceField(label="Who keeps this up to date", required=False)

    def __init__(self, *args: Any, template: PlanTemplate, with_costs: bool, **named: Any) -> None:
        super().__init__(*args, **named)
        self.template, self.with_costs = template, with_costs
        sources = [(each.id, each.title) for each in template.funding_sources]
        self.fields["funding_source"].choices = [("", "Not said yet"), *sources]  # type: ignore[attr-defined]
        if not with_costs:
            del self.fields["cost_pounds"]

    def made_with(self) -> dict[str, Any]:
        """The people, the template and whether costs may be seen."""
        return {**super().made_with(), "template": self.template, "with_costs": self.with_costs}


class MilestoneForm(VersionedForm):
    """A step with its date."""

    title = LineField(label="Step", max_length=200, error_messages=TITLE)
    due_on = DateField(ahead=True, label="Due on", error_messages={"required": "Write the date by which it is due."})
    done_on = DateField(label="Done on", required=False)


class CommentForm(forms.Form):
    """Something said."""

    text = TextField(label="Your comment", max_length=4000, rows=3, error_messages={"required": "Write a comment."})
