"""Forms of plans, one file for each noun."""
