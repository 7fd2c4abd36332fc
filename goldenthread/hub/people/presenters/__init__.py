"""Shapes for the templates of the people's pages."""
