"""Views about people: one file per noun."""
