"""Settings, addresses and the server. The one room that sees every other."""
