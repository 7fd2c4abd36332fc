"""The pages every plan has, for the navigation beside it."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

PAGES = (
    ("The plan", "plan"),
    ("Tables", "plan-tables"),
    ("What changed", "plan-changes"),
    ("Examine", "plan-checks"),
    ("Sign-off", "plan-sign-off"),
    ("Documents", "plan-outputs"),
    ("Quarterly return", "plan-return"),
    ("History", "plan-history"),
)


def plan_pages(code: str, current: str) -> list[tuple[str, str, bool]]:
    """(title, address, whether it is the one shown)."""
    found = []
    for title, name in PAGES:
        try:
            found.append((title, reverse(name, args=[code]), name == current))
        except NoReverseMatch:
            continue
    return found
