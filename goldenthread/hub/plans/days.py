"""When a period ends, so that figures can be put on a line from a baseline to a target."""

from __future__ import annotations

import calendar
import datetime as dt
import re

YEARS = re.compile(r"\d{4}(-\d\d)?")


def last_day(period: str, label: str = "") -> dt.date | None:
    """The last day of a canonical period ('2025', '2024-25', '2023-01') or the day itself ('2026-03-31').

    `label` tells counts on a day from years: 'January 2025', '31 March 2025', 'mid-2023'. A pair of years is read as a
    school year, whose end is the later one. None for what is no period.
    """
    try:
        return _last_day(period, label)
    except ValueError:  # such as a thirteenth month, or the year 0
        return None


def day_counted(period: str, label: str = "") -> dt.date | None:
    """The day or the month's end on which something was counted; None for what ran over a year, which no day stands for."""
    of_a_day = label.startswith(("31 March", "mid-", *calendar.month_name[1:]))
    return last_day(period, label) if of_a_day or not YEARS.fullmatch(period) else None


def _last_day(period: str, label: str) -> dt.date | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", period):
        return dt.date.fromisoformat(period)
    if found := re.fullmatch(r"(\d{4})-(\d\d)", period):
        year, second = int(found[1]), int(found[2])
        if second == (year + 1) % 100 and not label.startswith(tuple(calendar.month_name[1:])):
            return dt.date(year + 1, 8, 31)
        return _end_of_month(year, second) if 1 <= second <= 12 else None
    return _of_a_year(int(period), label) if re.fullmatch(r"\d{4}", period) else None


def _of_a_year(year: int, label: str) -> dt.date:
    if label.startswith("January"):
        return dt.date(year, 1, 31)
    if label.startswith("31 March"):
        return dt.date(year, 3, 31)
    return dt.date(year, 6, 30) if label.startswith("mid-") else dt.date(year, 12, 31)


def _end_of_month(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
