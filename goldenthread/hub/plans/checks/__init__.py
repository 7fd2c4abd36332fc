"""The plan examined."""
