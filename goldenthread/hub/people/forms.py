"""Forms about people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest


class NameForm(forms.Form):
    """What registration asks for beside address and password."""

    name = forms.CharField(
        label="Your name", max_length=120, help_text="As colleagues know you; shown beside what you write."
    )

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Nothing more than the adapter does."""
