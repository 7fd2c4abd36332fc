"""Writes in plans: plain verb functions, each allowed, checked, versioned and in the audit before it returns."""
