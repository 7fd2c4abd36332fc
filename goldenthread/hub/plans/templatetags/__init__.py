"""Tags of the plans room."""
