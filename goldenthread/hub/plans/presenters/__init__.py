"""Shapes for the templates of plans."""
