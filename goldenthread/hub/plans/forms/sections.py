"""Writing in a section and answering its questions."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.hub.ui.interface import ChoiceField, LineField, TextField

from .versioned import VersionedForm

NOBODY = ("", "Nobody yet")


class PlanForm(VersionedForm):
    """What is said of the whole plan."""

    title = LineField(label="Title of the plan", max_length=160)
    allows_contact = forms.BooleanField(
        required=False, label="Other boroughs with the same priorities may get in contact",
        help_text="They then see your priorities’ titles and themes, and who leads on them.",
    )  # fmt: skip


class NarrativeForm(VersionedForm):
    """The text of a section."""

    narrative = TextField(
        label="What the plan says here", required=False, max_length=40_000, rows=18,
        help_text="Plain paragraphs. **bold**, lists with a dash before each item, and [words](https://…) for a link work.",
    )  # fmt: skip


class PeopleForm(VersionedForm):
    """A form with somebody to give work to."""

    def __init__(self, *args: Any, people: dict[str, str], **named: Any) -> None:
        super().__init__(*args, **named)
        self.people = people
        assigned = self.fields["assigned_to"]
        assigned.choices = [NOBODY, *people.items()]  # type: ignore[attr-defined]

    def made_with(self) -> dict[str, Any]:
        """The people to choose from."""
        return {"people": self.people}


class HandlingForm(PeopleForm):
    """Who writes a section, and whether it is ready."""

    assigned_to = ChoiceField(label="Who writes this section", required=False)
    is_ready = forms.BooleanField(required=False, label="This section is ready to be read by others")


class AnswerForm(VersionedForm):
    """An answer to an insight question."""

    text = TextField(label="Your answer", max_length=8000, rows=4, error_messages={"required": "Write an answer."})
    so_what = TextField(label="So what: what should be done about it", required=False, max_length=4000, rows=2)
