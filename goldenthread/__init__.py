"""Golden Thread: evidence, insight and action for SEND improvement, kept joined."""

__version__ = "0.1.0"
