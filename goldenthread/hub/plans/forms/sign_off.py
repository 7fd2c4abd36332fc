"""Forms of steps and signatures."""

from __future__ import annotations

from django import forms

from goldenthread.hub.ui.interface import TextField

UNSEEN = "Open the sign-off page again, read the plan as it stands, then sign."


class StepForm(forms.Form):
    """A step, from the state in which the reader saw the plan."""

    step = forms.SlugField(max_length=40)
    seen = forms.SlugField(max_length=16)
    note = TextField(label="Note", required=False, max_length=2000, rows=2)


class SignForm(forms.Form):
    """A signature. `seen`: the digest of the words that the signer had before them."""

    slot = forms.SlugField(max_length=60)
    seen = forms.CharField(max_length=64, error_messages={"required": UNSEEN})
    note = TextField(label="Note", required=False, max_length=2000, rows=2)
