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


def plan_pages(code: str, current: str, which: str = "") -> list[tuple[str, str, bool]]:
    """(title, address, whether it is the one shown). `which`: the query that names a plan other than the one worked on."""
    found = []
    for title, name in PAGES:
        try:
            found.append((title, f"{reverse(name, args=[code])}{which}", name == current))
        except NoReverseMatch:
            continue
    return found
