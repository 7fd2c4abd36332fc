"""One file a kind of panel: what it finds, draws and lays out as a table."""
