"""The website: evidence, insight and action, joined."""
