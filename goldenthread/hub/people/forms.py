"""Forms about people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from goldenthread.hub.ui.interface import ChoiceField, LineField, TextField, wording
from goldenthread.warehouse.definitions.permissions import load_permissions

from .addresses import refuse_unreachable
from .models import ROLES, Organisation
from .organisations import ROLES_IN

KIND_HEADINGS = {
    "authority": "Local authorities",
    "forum": "Parent carer forums",
    "icb": "Integrated care boards",
    "region": "Regional team",
    "setting": "Schools and other settings",
}
# What a role does beside reading, told from the one table of permissions, so that no words promise more or less.
DEEDS = {
    ("plan", "edit"): "writes plans",
    ("plan_costs", "view"): "sees costs",
    ("assessment", "judge"): "judges maturity",
    ("assessment", "agree"): "agrees levels",
    ("plan", "submit"): "submits plans",
    ("plan", "sign"): "signs plans",
    ("assessment", "moderate"): "moderates",
    ("members", "manage"): "looks after the people",
}


def role_choices(kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    """Roles that there are in any of these kinds of organisation, with what each does in them."""
    there = {role for kind in kinds for role in ROLES_IN[kind]}
    return [(role, f"{name} – {_meaning(role, kinds)}") for role, name in ROLES if role in there]


def _meaning(role: str, kinds: tuple[str, ...]) -> str:
    granted = {(g.thing, g.action) for g in load_permissions() if g.role == role and g.kind in kinds}
    told = wording.listed(["reads", *(words for deed, words in DEEDS.items() if deed in granted)])
    return told if len(kinds) == 1 else f"{told}, as far as the organisation may"


class NameForm(forms.Form):
    """What registration asks for beside address and password."""

    name = LineField(
        label="Your name",
        max_length=120,
        help_text="As colleagues know you; shown beside what you write.",
        error_messages={"required": "Write your name."},
    )
    name.widget.attrs["autocomplete"] = "name"

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Nothing more than the adapter does."""


class JoinForm(forms.Form):
    """Which organisation somebody wants to join, and as what."""

    organisation = ChoiceField(label="Organisation", error_messages={"required": "Choose an organisation."})
    role = ChoiceField(label="What you will do there", error_messages={"required": "Choose a role."})
    reason = TextField(
        label="What you would like the administrators to know",
        rows=3,
        required=False,
        max_length=2000,
        help_text="For example, your job and who you work with.",
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        organisations: dict[str, list[tuple[str, str]]] = {heading: [] for heading in KIND_HEADINGS.values()}
        for pk, kind, name in Organisation.objects.values_list("pk", "kind", "name"):
            organisations[KIND_HEADINGS[kind]].append((pk, name))
        groups: list[Any] = [(heading, each) for heading, each in organisations.items() if each]
        self.fields["organisation"].choices = [("", "Choose one"), *groups]  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", "Choose one"), *role_choices(tuple(ROLES_IN))]  # type: ignore[attr-defined]


class InvitationForm(forms.Form):
    """Whom to invite, as what."""

    email = forms.EmailField(
        label="E-mail address",
        validators=[refuse_unreachable],
        widget=forms.EmailInput(attrs={"class": "govuk-input", "autocomplete": "off"}),
        error_messages={
            "required": "Write the person’s e-mail address.",
            "invalid": "This is not an e-mail address. Write one like name@example.org.",
        },
    )
    role = ChoiceField(label="Role", error_messages={"required": "Choose a role."})

    def __init__(self, *arguments: Any, kind: str, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["role"].choices = [("", "Choose one"), *role_choices((kind,))]  # type: ignore[attr-defined]


class SettingForm(forms.Form):
    """A school or other setting to add."""

    name = LineField(label="Name", max_length=120, error_messages={"required": "Write its name."})
    area_code = ChoiceField(
        label="Borough", choices=(), error_messages={"required": "Choose the borough whose partnership it belongs to."}
    )

    def __init__(self, *arguments: Any, boroughs: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["area_code"].choices = [("", "Choose one"), *boroughs]  # type: ignore[attr-defined]


class AccountForm(forms.Form):
    """What somebody says about themselves."""

    name = LineField(label="Your name", max_length=120, error_messages={"required": "Write your name."})
    wants_digest = forms.BooleanField(
        label="Mail me when new figures change my partnerships’ plans",
        required=False,
        widget=forms.CheckboxInput(),
    )


class CloseForm(forms.Form):
    """That somebody really means to close their account."""

    sure = forms.BooleanField(
        label="I understand that this cannot be undone",
        error_messages={"required": "Tick the box to close your account."},
    )
