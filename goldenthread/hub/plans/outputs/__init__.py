"""Documents made of a plan."""
