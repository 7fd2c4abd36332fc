"""Views of maturity."""
