"""Shapes for templates: figures become text here, and only here."""
