"""What people fill in about maturity."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.hub.ui.interface import ChoiceField, DateField, LineField, TextField
from goldenthread.warehouse.definitions.frameworks import Framework

from .models import CLASSES, CONFIDENCE, EVIDENCE_KINDS, Evidence

NOT_JUDGED = "none"
STRENGTHS = (("1", "1 – it hints at it"), ("2", "2 – it shows it"), ("3", "3 – it shows it beyond doubt"))
# A published figure is added from the figures themselves, so that it keeps its build.
GIVEN_KINDS = tuple((value, words) for value, words in EVIDENCE_KINDS if value != "indicator")


def _level_of(value: str) -> int | None:
    return None if value == NOT_JUDGED else int(value)


def level_field(framework: Framework, statement: str, label: str, none: str, required: str) -> forms.TypedChoiceField:
    """The levels of a statement as radios, each with its description, highest last; and that it is none of them."""
    told = framework.statements[statement].levels
    choices = [
        (str(level.level), f"{level.title}: {words}") for level, words in zip(framework.levels, told, strict=True)
    ]
    return forms.TypedChoiceField(
        label=label, choices=[*choices, (NOT_JUDGED, none)], coerce=_level_of, empty_value=None, widget=forms.RadioSelect,
        error_messages={"required": required, "invalid_choice": required},
    )  # fmt: skip


def confidence_field() -> forms.ChoiceField:
    """How sure somebody is."""
    return forms.ChoiceField(
        label="Confidence", choices=CONFIDENCE, widget=forms.RadioSelect, help_text="How sure you are of this level.",
        error_messages={"required": "Choose how sure you are."},
    )  # fmt: skip


class OfStatement(forms.Form):
    """A form about one statement, which names the version it was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, framework: Framework, statement: str, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.framework, self.statement = framework, statement


class JudgementForm(OfStatement):
    """What one person judges."""

    rationale = TextField(
        label="Why", required=False, max_length=4000, rows=5,
        help_text="What you have seen or heard that leads you to this level.",
    )  # fmt: skip
    field_order = ("level", "confidence", "rationale", "version")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        required = "Choose a level, or that you do not judge it."
        self.fields["level"] = level_field(
            self.framework, self.statement, "Your level", "I do not judge this", required
        )
        self.fields["confidence"] = confidence_field()
        self.order_fields(self.field_order)


class AgreementForm(OfStatement):
    """What the partnership agrees, and where it wants to be."""

    rationale = TextField(
        label="Why this level", required=False, max_length=4000, rows=5, help_text="Needed where it is not judged."
    )
    change_note = TextField(
        label="What changed", required=False, max_length=2000, rows=3,
        help_text="Needed where the level moves by two or more since the last cycle, or where another was agreed before.",
    )  # fmt: skip
    target_level = forms.TypedChoiceField(
        label="Target level", required=False, coerce=int, empty_value=None, help_text="Where the partnership wants to be.",
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )  # fmt: skip
    target_on = DateField(ahead=True, label="Target date", required=False)
    field_order = ("level", "confidence", "rationale", "change_note", "target_level", "target_on", "version")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        required = "Choose the agreed level, or that it is not judged."
        self.fields["level"] = level_field(self.framework, self.statement, "Agreed level", "Not judged", required)
        self.fields["confidence"] = confidence_field()
        levels = [(str(each.level), each.title) for each in self.framework.levels]
        self.fields["target_level"].choices = [("", "No target"), *levels]  # type: ignore[attr-defined]
        self.order_fields(self.field_order)


class ModerationForm(OfStatement):
    """The regional team's level beside the agreed one."""

    note = TextField(
        label="Why", required=False, max_length=2000, rows=4,
        help_text="Needed where your level differs from the agreed one. The partnership sees it.",
    )  # fmt: skip
    field_order = ("level", "note", "version")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        required = "Choose a level, or that you do not moderate this."
        self.fields["level"] = level_field(self.framework, self.statement, "Moderated level", "Not moderated", required)
        self.order_fields(self.field_order)


class EvidenceForm(forms.Form):
    """Something that shows a level."""

    kind = ChoiceField(label="What it is", choices=GIVEN_KINDS)
    title = LineField(label="Title", max_length=200, error_messages={"required": "Write a title."})
    about = TextField(
        label="What it shows", required=False, max_length=4000, rows=4,
        help_text="In your own words, with the period it covers. No names of children or families.",
    )  # fmt: skip
    link = LineField(
        label="Link", required=False, max_length=500, help_text="The whole address, beginning with https://"
    )
    file = forms.FileField(
        label="File", required=False, help_text="PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG or HEIC, without macros, at most 10 MB.",
        widget=forms.ClearableFileInput(attrs={"class": "govuk-file-upload"}), max_length=200,
        error_messages={"empty": "The file is empty. Choose the file again."},
    )  # fmt: skip
    strength = forms.TypedChoiceField(
        label="Strength", choices=STRENGTHS, coerce=int, widget=forms.RadioSelect, initial="2",
        error_messages={"required": "Choose how strong it is."},
    )  # fmt: skip
    is_outcome = forms.BooleanField(
        label="It shows an outcome", required=False,
        help_text="What children’s lives are like, rather than what was done for them.",
    )  # fmt: skip
    expires_on = DateField(
        label="Expires on", required=False, help_text="After this day it no longer counts. For example, 31 August 2027"
    )
    classification = forms.ChoiceField(
        label="Who may see it", choices=CLASSES, widget=forms.RadioSelect, initial="partnership",
        help_text="Restricted: only council and ICB staff who write; each look is kept in the audit.",
        error_messages={"required": "Choose who may see it."},
    )  # fmt: skip

    def __init__(self, *given: Any, may_restrict: bool = True, **named: Any) -> None:
        super().__init__(*given, **named)
        if not may_restrict:
            self.fields["classification"].choices = [each for each in CLASSES if each[0] != "restricted"]  # type: ignore[attr-defined]


class ChangeEvidenceForm(EvidenceForm):
    """What is said of a piece of evidence. A file stays as it was added."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, item: Evidence, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        del self.fields["file"]
        if item.kind == "indicator":
            self.fields["kind"].choices = [each for each in EVIDENCE_KINDS if each[0] == "indicator"]  # type: ignore[attr-defined]


class CycleForm(forms.Form):
    """The next cycle."""

    title = LineField(
        label="Name of the cycle", max_length=120, help_text="For example, Autumn 2026",
        error_messages={"required": "Write a name, such as Autumn 2026."},
    )  # fmt: skip


class VersionForm(forms.Form):
    """A button that changes something, and names the version it was shown with."""

    version = forms.IntegerField(min_value=0)
