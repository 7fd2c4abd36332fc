"""Measured, not guessed: one command, JSON out, every ratio taken within one run."""
