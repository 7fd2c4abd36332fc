"""Shapes for the templates."""
