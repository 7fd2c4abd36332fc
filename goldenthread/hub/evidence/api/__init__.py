"""The public API, version 1: the same figures as the pages, for programs. Addresses and field names are a promise."""
