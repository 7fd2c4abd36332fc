"""The title page."""

from __future__ import annotations

from goldenthread.hub.plans.outputs.blocks import Cover, named

from .words import Writer


def cover(writer: Writer, told: Cover) -> None:
    """Title, state, warnings and facts."""
    writer.paragraph(told.title, "Title")
    writer.paragraph(told.subtitle, "Subtitle")
    writer.paragraph(told.state, "State")
    for warning in told.warnings:
        writer.paragraph(warning, "Warning")
    for name, text in told.facts:
        writer.words(named(name, text, "paragraph"))
