"""Turns a drawing into SVG markup that has a name and a description and needs no inline style."""

from __future__ import annotations

import hashlib
from html import escape

from django.utils.safestring import SafeString, mark_safe

from .marks import Drawing, n


def draw(drawing: Drawing, title: str, description: str, role: str = "img", look: str = "") -> SafeString:
    """The chart as SVG markup. The same drawing with the same words is the same markup, byte for byte.

    `role`: 'group' where there are links in the drawing, which 'img' would hide. `look`: attributes that all of it
    takes where no stylesheet says otherwise, as in a file.
    """
    name = hashlib.sha256(f"{drawing.body}{title}{description}".encode()).hexdigest()[:16]
    size = f"{n(drawing.width)} {n(drawing.height)}"
    width, height = size.split()
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gt-chart__svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {size}"{f" {look}" if look else ""} role="{role}" aria-labelledby="t{name} d{name}">'
        f'<title id="t{name}">{escape(title)}</title><desc id="d{name}">{escape(description)}</desc>'
    )
    return mark_safe(f"{opening}{drawing.body}</svg>")  # noqa: S308 - made here from escaped text
