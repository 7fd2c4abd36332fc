"""Fields of forms as GOV.UK's components, and what people wrote as safe HTML."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, Textarea, Widget
from django.utils.safestring import SafeString

from goldenthread.hub.ui import markdown

register = template.Library()


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, small: bool = False) -> dict[str, Any]:
    """One field with its label, hint and error. `small`: with a label of ordinary weight."""
    widget = bound.field.widget
    kind = "input"
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        kind = "radios" if isinstance(widget, RadioSelect) else "checkboxes"
    elif isinstance(widget, CheckboxInput):
        kind = "checkbox"
    if kind == "input":
        widget.attrs.setdefault("class", _look(widget))
        marks = [f"{bound.auto_id}-hint"] if bound.help_text else []
        marks += [f"{bound.auto_id}-error"] if bound.errors else []
        if marks:
            widget.attrs["aria-describedby"] = " ".join(marks)
        if bound.errors:
            widget.attrs["class"] = f"{widget.attrs.get('class', '')} govuk-input--error".strip()
            widget.attrs["aria-invalid"] = "true"
    return {"field": bound, "kind": kind, "small": small}


def _look(widget: Widget) -> str:
    return (
        f"govuk-{'textarea' if isinstance(widget, Textarea) else 'select' if isinstance(widget, Select) else 'input'}"
    )


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """Every error of these forms, each a link to its field; nothing where there is none."""
    found = []
    for form in forms:
        if form is None:
            continue
        found += [
            (f"#{form[name].auto_id}" if name != "__all__" else "", error)
            for name, errors in form.errors.items()
            for error in errors
        ]
    return {"errors": found}


@register.filter
def written(text: str) -> SafeString:
    """What somebody wrote in Markdown, as safe HTML."""
    return markdown.as_html(text or "")
