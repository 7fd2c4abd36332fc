"""How figures, dates and periods are written, the same on every page."""

from __future__ import annotations

import datetime as dt
import re

NO_FIGURE = {
    "z": "not applicable",
    "x": "not available",
    "c": "held back",
    "low": "rounds to zero",
    "u": "too unreliable",
    "missing": "not in the source",
}
WHY_NO_FIGURE = {
    "z": "there is nothing of this kind to count here (symbol z)",
    "x": "the publisher has no figure to give (symbol x)",
    "c": "hidden by the publisher so that nobody can be identified (symbol c)",
    "low": "too small to show after rounding, but not nothing (symbol low)",
    "u": "the figure is too unreliable to use: the publisher says so (symbol u), or we withheld it and the amendments ledger says why",
    "missing": "the published file has no such figure",
}
MINUS = "\N{MINUS SIGN}"
SUFFIXES = {
    "percent": "%", "per-100": " per 100", "per-1000": " per 1,000", "per-10000": " per 10,000", "weeks": " weeks",
}  # fmt: skip
POUNDS = {"pounds", "pounds-per-head", "pounds-per-plan"}


def number(value: float, decimals: int = 0) -> str:
    """1234.5 as '1,234.5'; a negative number with a true minus sign."""
    return f"{value:,.{decimals}f}".replace("-", MINUS)


def amount(value: float, unit: str, decimals: int) -> str:
    """A figure with its unit where the unit is part of how it is written: '96.6%', '£1,234', '3,000'."""
    if unit in POUNDS:
        return f"{MINUS if value < 0 else ''}£{number(abs(value), decimals)}"
    if unit == "percentage-points":
        return f"{'+' if value > 0 else ''}{number(value, decimals)} points"
    return number(value, decimals) + SUFFIXES.get(unit, "")


def change(percent: float | None) -> str:
    """A change in words: 'up 10.8%', 'down 2.0%', 'no change', 'no comparison'."""
    if percent is None:
        return "no comparison"
    if percent == 0:
        return "no change"
    return f"{'up' if percent > 0 else 'down'} {number(abs(percent), 1)}%"


def in_period(label: str) -> str:
    """'in January 2025', 'in 2024/25', 'on 31 March 2025', 'at mid-2023'."""
    if label.startswith("mid-"):
        return f"at {label}"
    on_a_day = re.match(r"\d{1,2} ", label)
    return f"{'on' if on_a_day else 'in'} {label}"


def day(date: dt.date) -> str:
    """3 March 2026."""
    return f"{date.day} {date:%B %Y}"


def moment(stamp: str) -> str:
    """An ISO timestamp as '3 March 2026 at 14:05 UTC'; text that is none stays as it is."""
    try:
        when = dt.datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return f"{day(when)} at {when:%H:%M} {when.tzname() or ''}".rstrip()


def counted(count: int, one: str, many: str = "") -> str:
    """'1 borough', '3 boroughs', '1,204 figures'."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(words: list[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def ordinal(position: int) -> str:
    """1st, 2nd, 3rd, 11th, 22nd."""
    ending = "th" if position % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(position % 10, "th")
    return f"{position}{ending}"
