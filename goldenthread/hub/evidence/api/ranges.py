"""Ranges of periods: from one to another, both with it, told as the build writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from .problems import Problem
from .schemas import ObservationQuestion

Keeps = Callable[[str], bool]
# '2011-12' may be two years or a month: what else a series has tells which.
KINDS = {
    "a year": re.compile(r"[0-9]{4}"),
    "two years": re.compile(r"[0-9]{4}-[0-9]{2}"),
    "a month": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"),
}
WRITTEN = "Write 2025 for a year, 2024-25 for two years or 2025-01 for a month, as 'periods' at indicators/ID has them."


def check_range(asked: ObservationQuestion) -> None:
    """Raises Problem for a range that cannot be: two ways at once, no period, of two kinds, or the wrong way round."""
    by_year, by_period = asked.from_year or asked.to_year, asked.period_from or asked.period_to
    if asked.period and (by_year or by_period):
        raise Problem(400, "The question names periods, and from when or to when as well. Keep one of them.")
    if by_year and by_period:
        raise Problem(400, "The question has 'from' or 'to', and 'period_from' or 'period_to'. Keep one of them.")
    if asked.from_year and asked.to_year and asked.from_year > asked.to_year:
        raise Problem(400, f"'from' ({asked.from_year}) is after 'to' ({asked.to_year}). Change them round.")
    told = {"period_from": asked.period_from, "period_to": asked.period_to}
    for name, text in told.items():
        if text and not _kinds(text):
            raise Problem(400, f"'{name}' is '{text[:40]}', which is no period. {WRITTEN}")
    first, last = told.values()
    if first and last and not _kinds(first) & _kinds(last):
        raise Problem(400, f"'period_from' ({first}) and 'period_to' ({last}) are different kinds of period. {WRITTEN}")
    if first and last and first > last:
        raise Problem(400, f"'period_from' ({first}) is after 'period_to' ({last}). Change them round.")


def kept_periods(asked: ObservationQuestion, indicator: str, periods: Iterable[str]) -> Keeps:
    """Whether a period of the indicator, which has these, is in the range. Raises Problem where their kinds differ."""
    has = list(periods)
    bounds = [text for text in (asked.period_from, asked.period_to) if text]
    kinds = set(KINDS).intersection(*map(_kinds, has))
    for text in bounds:
        if has and not kinds & _kinds(text):
            raise Problem(
                400, f"{indicator} has periods from {has[0]} to {has[-1]}; '{text}' is another kind of period. "
                "Ask for indicators with different kinds of period one by one.",
            )  # fmt: skip
    first, last = asked.period_from, asked.period_to or "9999-99"
    years = asked.from_year or 0, asked.to_year or 9999
    return lambda period: first <= period <= last and years[0] <= int(period[:4]) <= years[1]


def _kinds(text: str) -> set[str]:
    found = {kind for kind, written in KINDS.items() if written.fullmatch(text)}
    is_pair = "two years" in found and int(text[5:]) == (int(text[:4]) + 1) % 100
    return found if is_pair else found - {"two years"}
