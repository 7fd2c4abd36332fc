"""Versioned, read-only builds: one writer beside, a pointer moved at the end, readers never disturbed."""
