"""A chosen period of another kind than an indicator's: a school year where it is counted by calendar year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions.crosscheck import measures_of
from goldenthread.warehouse.definitions.indicators import Indicator

KINDS = {
    "january": "each January", "calendar-year": "by calendar year", "academic-year": "by school year",
    "financial-year": "by financial year", "march": "on 31 March", "mid-year": "at mid-year", "month": "by month",
    "inspection-year": "by the year of inspection",
}  # fmt: skip


def instead(store: Store, indicator: Indicator, period: str, periods: Sequence[str]) -> str:
    """'Counted by calendar year: see 2023 or 2024'; '' where the period is of the indicator's own kind, or none is chosen."""
    if not period or not periods or _length(period) == _length(periods[-1]):
        return ""
    years = _years(period)
    near = [each for each in periods if years & _years(each)][:2]
    span = periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
    seen = f"see {' or '.join(near)}" if near else f"there are figures for {span}"
    return f"Counted {counted(store, indicator)}: {seen}"


def counted(store: Store, indicator: Indicator) -> str:
    """How often the indicator's figures are counted: 'by calendar year'."""
    part = indicator.value or indicator.numerator
    catalogue = store.catalogue
    kinds = set(_kinds(store, part.measure, measures_of(catalogue).get(part.measure, ()))) if part else set()
    return KINDS[kinds.pop()] if len(kinds) == 1 else "by other periods"


def _kinds(store: Store, measure: str, sources: Iterable[str]) -> Iterable[str]:
    for source in (store.catalogue.sources[name] for name in sources):
        for layout in (source.layout_of(file) for file in source.files):
            own = {c.period_type for c in layout.measures.values() if c.measure == measure and c.period_type}
            yield from own or {layout.period.type}


def _length(period: str) -> str:
    """The kind that a period's text shows: one year, two, or a month."""
    if re.fullmatch(r"\d{4}", period):
        return "year"
    two = re.fullmatch(r"(\d{4})-(\d{2})", period)
    return "two years" if two and int(two[2]) == (int(two[1]) + 1) % 100 else "month"


def _years(period: str) -> set[int]:
    """The calendar years that a period touches."""
    first = int(period[:4])
    return {first, first + 1} if _length(period) == "two years" else {first}
