"""Quarters of a financial year, as the quarterly return names them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

ENDS = ((6, 0), (9, 0), (12, 0), (3, 1))  # month, and years after the one the financial year begins in
YEARS = re.compile(r"(?<![0-9])(20[0-9]{2})\s*[-/\u2010-\u2015]\s*([0-9]{4}|[0-9]{2})(?![0-9])")
MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
SHORT = {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
WORDS = {1: ("q1", "quarter 1", "first quarter"), 2: ("q2", "quarter 2", "second quarter"),
         3: ("q3", "quarter 3", "third quarter"), 4: ("q4", "quarter 4", "fourth quarter")}  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter by its last day, which is of March, June, September or December."""

    ends_on: dt.date

    @property
    def name(self) -> str:
        """'September-2026', as the file's name has it."""
        return f"{self.ends_on:%B-%Y}"

    def holds(self, day: dt.date | None) -> bool:
        """Whether a day lies in the quarter."""
        return day is not None and (day.year, (day.month - 1) // 3) == (
            self.ends_on.year,
            (self.ends_on.month - 1) // 3,
        )

    @property
    def key(self) -> str:
        """'2026-09', as an address has it."""
        return f"{self.ends_on:%Y-%m}"


def years_in(label: str) -> list[int]:
    """The first years of the financial years that a label names: '2026-27 Quarterly Data' is [2026]."""
    found = []
    for first, second in YEARS.findall(label):
        if int(second) % 100 == (int(first) + 1) % 100 and (len(second) == 2 or int(second) == int(first) + 1):
            found.append(int(first))
    return found


def names_strange_years(label: str) -> bool:
    """Whether a label names a span that is no financial year, such as 2026-28."""
    return len(YEARS.findall(label)) != len(years_in(label))


def quarters_of(first_year: int) -> tuple[Quarter, ...]:
    """The four quarters of the financial year that begins in April of this year."""
    return tuple(quarter(first_year + later, month) for month, later in ENDS)


def quarter(year: int, month: int) -> Quarter:
    """The quarter that ends in this month."""
    return Quarter(dt.date(year, month, calendar.monthrange(year, month)[1]))


def quarter_named(text: str, first_year: int) -> Quarter | None:
    """The quarter that a column's heading names: 'Q2', 'Quarter 2 (July to September)', 'September 2026'; None for none."""
    plain = " ".join(text.casefold().replace("_", " ").split())
    quarters = quarters_of(first_year)
    for number, words in WORDS.items():
        if any(re.search(rf"(?<!\w){word}(?!\w)", plain) for word in words):
            return quarters[number - 1]
    months = [MONTHS.get(word) or SHORT.get(word) for word in re.findall(r"[a-z]+", plain)]
    named = [month for month in months if month]
    return next((each for each in quarters if named and each.ends_on.month == named[-1]), None)
