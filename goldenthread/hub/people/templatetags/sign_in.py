"""allauth's forms in the site's own words and look."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BaseForm

register = template.Library()

# What allauth calls a field, and what we call it.
LABELS = {
    "Email": "E-mail address",
    "Password": "Password",
    "Password (again)": "The same password again",
    "Current Password": "Your password now",
    "New Password": "New password",
    "New Password (again)": "The new password again",
    "Code": "Code from your app, or a recovery code",
    "Authenticator code": "Code that the app shows now",
}
RULES_IN_WORDS = "At least 12 characters. Four words in a row are easy to remember and hard to guess."
REQUIRED = {
    "login": "Write your e-mail address.",
    "email": "Write your e-mail address.",
    "code": "Write the code.",
}


@register.filter
def plainly(form: BaseForm) -> BaseForm:
    """The form with our labels, without examples inside its boxes, which vanish as one types."""
    for name, field in form.fields.items():
        label = str(field.label or name.replace("_", " ").capitalize())
        if "<ul>" in str(field.help_text):  # Django's rules for passwords
            field.help_text = RULES_IN_WORDS
        field.label = LABELS.get(label, label)
        # Checking a form makes what is shown of a field, in allauth's words, before we come to it.
        shown = form[name]
        shown.label, shown.help_text = field.label, field.help_text
        field.widget.attrs.pop("placeholder", None)
        if name in form.errors and "required" in _codes(form, name):
            form.errors[name][:] = [REQUIRED.get(name, f"Write it in: {field.label[0].lower()}{field.label[1:]}.")]
    return form


def _codes(form: BaseForm, name: str) -> set[Any]:
    return {error.code for error in form.errors[name].as_data()}
