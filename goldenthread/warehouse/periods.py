"""Periods: the publisher's stamp, our canonical form, and the words a reader sees."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import get_args

from .definitions.sources import PeriodType

MONTHS = [
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
YEAR = r"(?:19|20)\d\d"  # no published series we know reaches further
TWO_YEAR_TYPES = ("academic-year", "financial-year")
KINDS: tuple[str, ...] = get_args(PeriodType)


class PeriodError(ValueError):
    """A stamp that is no period of the expected kind."""


@dataclass(frozen=True, slots=True)
class Period:
    """`text` is canonical: '2025', '2024-25' or '2023-01'. `label` is for readers."""

    type: PeriodType
    text: str

    @property
    def label(self) -> str:
        """'January 2025', '2024/25', '31 March 2025', 'mid-2023', 'January 2023', '2024'."""
        match self.type:
            case "january":
                return f"January {self.text}"
            case "march":
                return f"31 March {self.text}"
            case "mid-year":
                return f"mid-{self.text}"
            case "academic-year":
                return self.text.replace("-", "/")
            case "month":
                return f"{MONTHS[int(self.text[5:]) - 1]} {self.text[:4]}"
            case _:
                return self.text

    @property
    def start(self) -> dt.date:
        """The first day, used for ordering and for which authorities existed."""
        year = int(self.text[:4])
        match self.type:
            case "march":
                return dt.date(year, 3, 31)
            case "mid-year":
                return dt.date(year, 6, 30)
            case "academic-year":
                return dt.date(year, 9, 1)
            case "financial-year":
                return dt.date(year, 4, 1)
            case "month":
                return dt.date(year, int(self.text[5:]), 1)
            case _:
                return dt.date(year, 1, 1)

    @property
    def end(self) -> dt.date:
        """The last day; a snapshot ends on the day it starts."""
        year = int(self.text[:4])
        match self.type:
            case "calendar-year" | "inspection-year":
                return dt.date(year, 12, 31)
            case "academic-year":
                return dt.date(year + 1, 8, 31)
            case "financial-year":
                return dt.date(year + 1, 3, 31)
            case "january":
                return dt.date(year, 1, 31)
            case _:
                return self.start


def read_period(published: str, kind: PeriodType) -> Period:
    """Turns a publisher's stamp into a canonical period; raises PeriodError when it cannot be one.

    Two-year kinds accept 202425, 2024/25, 2024-25 and 2024-2025. January accepts 202425 (meaning
    January 2025) and 2025. Months accept 'January 2023' and 2023-01.
    """
    stamp = published.strip().removesuffix(".0")
    if kind == "month":
        return Period(kind, _month(stamp))
    pair = re.fullmatch(rf"({YEAR})[/-]?(\d{{2}}|\d{{4}})", stamp, re.ASCII)
    single = re.fullmatch(YEAR, stamp, re.ASCII)
    if pair and not single:
        first, second = int(pair[1]), int(pair[2][-2:])
        if pair[2] not in (f"{(first + 1) % 100:02d}", str(first + 1)):
            raise PeriodError(f"'{published}' is not two years in a row")
        if kind in TWO_YEAR_TYPES:
            return Period(kind, f"{first}-{second:02d}")
        if kind in ("january", "march"):
            return Period(kind, str(first + 1))
    elif single and kind not in TWO_YEAR_TYPES:
        return Period(kind, stamp)
    raise PeriodError(f"'{published}' is not a {kind.replace('-', ' ')}")


def _month(stamp: str) -> str:
    words = re.fullmatch(rf"([A-Z][a-z]+) ({YEAR})", stamp, re.ASCII)
    if words and words[1] in MONTHS:
        return f"{words[2]}-{MONTHS.index(words[1]) + 1:02d}"
    numbers = re.fullmatch(rf"({YEAR})-(0[1-9]|1[0-2])(-\d\d)?", stamp, re.ASCII)
    if numbers and _is_date(f"{numbers[1]}-{numbers[2]}{numbers[3] or '-01'}"):
        return f"{numbers[1]}-{numbers[2]}"
    raise PeriodError(f"'{stamp}' is not a month")


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def spellings(period: Period) -> set[str]:
    """The ways a person may type this period: '2025', '202425', '2024/25', 'January 2025', 'Jan 2025'."""
    found = {period.text, period.label, period.text.replace("-", "/"), period.text.replace("-", "")}
    if period.type == "january":
        year = int(period.text)
        found |= {
            f"Jan {year}",
            f"{year - 1}{year % 100:02d}",
            f"{year - 1}/{year % 100:02d}",
            f"{year - 1}-{year % 100:02d}",
        }
    return {text.lower() for text in found}
