"""What each `goldenthread` command does: one file a command."""
