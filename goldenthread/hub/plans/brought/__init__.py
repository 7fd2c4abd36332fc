"""An existing plan's priorities and actions, read from a spreadsheet."""
