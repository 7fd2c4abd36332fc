"""Bytes into tidy observations, by the column map of each release."""
