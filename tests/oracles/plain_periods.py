"""Periods read a second time, by hand: their first and last days, and the period a year before."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

MONTH_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class PlainPeriod(NamedTuple):
    """What kind of period, and its canonical text: '2025', '2024-25' or '2023-01'."""

    kind: str
    text: str


def read_stamp(stamp: str, kind: str) -> PlainPeriod:
    """The canonical period of a published stamp; ValueError when there is none."""
    stamp = stamp.strip()
    if stamp.endswith(".0"):
        stamp = stamp[:-2]
    if kind == "month":
        name, _, year = stamp.partition(" ")
        text = f"{year}-{MONTH_NAMES.index(name) + 1:02d}" if name in MONTH_NAMES else stamp[:7]
        return PlainPeriod(kind, text)
    if re.fullmatch("[0-9]{4}", stamp) and kind not in ("academic-year", "financial-year"):
        return PlainPeriod(kind, stamp)
    digits = re.sub("[-/]", "", stamp)
    if not re.fullmatch("[0-9]{6}|[0-9]{8}", digits):
        raise ValueError(f"{stamp!r} is no {kind}")
    first, last = int(digits[:4]), int(digits[-2:])
    if (first + 1) % 100 != last:
        raise ValueError(f"{stamp!r} is not two years in a row")
    if kind in ("january", "march"):
        return PlainPeriod(kind, str(first + 1))
    return PlainPeriod(kind, f"{first}-{last:02d}")


def first_day(period: PlainPeriod) -> dt.date:
    """The first day of a period; of a snapshot, its day (January: the first)."""
    year = int(period.text[:4])
    if period.kind == "month":
        return dt.date(year, int(period.text[5:7]), 1)
    starts = {"march": (3, 31), "mid-year": (6, 30), "academic-year": (9, 1), "financial-year": (4, 1)}
    return dt.date(year, *starts.get(period.kind, (1, 1)))


def last_day(period: PlainPeriod) -> dt.date:
    """The last day of a period; a snapshot's is its only one, a month's its first (as the warehouse has it)."""
    year = int(period.text[:4])
    ends = {
        "january": (year, 1, 31), "calendar-year": (year, 12, 31), "inspection-year": (year, 12, 31),
        "academic-year": (year + 1, 8, 31), "financial-year": (year + 1, 3, 31),
    }  # fmt: skip
    return dt.date(*ends[period.kind]) if period.kind in ends else first_day(period)


def year_before(period: PlainPeriod) -> PlainPeriod:
    """The period of the same kind one year earlier."""
    year = int(period.text[:4]) - 1
    if period.kind in ("academic-year", "financial-year"):
        return PlainPeriod(period.kind, f"{year}-{(year + 1) % 100:02d}")
    return PlainPeriod(period.kind, f"{year}{period.text[4:]}")


def label(period: PlainPeriod) -> str:
    """The period in a reader's words: 'January 2025', '31 March 2025', 'mid-2023', '2024/25'."""
    if period.kind == "month":
        return f"{MONTH_NAMES[int(period.text[5:7]) - 1]} {period.text[:4]}"
    words = {"january": "January ", "march": "31 March ", "mid-year": "mid-"}
    text = period.text.replace("-", "/") if period.kind == "academic-year" else period.text
    return words.get(period.kind, "") + text
