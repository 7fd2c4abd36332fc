"""Breaks in a series: where one falls among the periods shown, and since when figures can be compared."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.warehouse.definitions.indicators import Indicator


def places(indicator: Indicator, periods: Sequence[str]) -> list[int]:
    """The places of the periods with which a new series begins; a break before the first of them parts nothing."""
    found = {sum(period < each.period for period in periods) for each in indicator.breaks}
    return sorted(place for place in found if 0 < place < len(periods))


def since(indicator: Indicator, periods: Sequence[str]) -> int:
    """The place of the first period that can be compared with the last."""
    return max(places(indicator, periods), default=0)


def in_words(indicator: Indicator, periods: Sequence[str]) -> tuple[str, ...]:
    """Each break among the periods with its reason, oldest first, and what follows from it."""
    parted = [each for each in indicator.breaks if periods and periods[0] < each.period <= periods[-1]]
    told = [f"Break in the series, {each.period}. {each.reason}" for each in sorted(parted, key=lambda b: b.period)]
    return (*told, "Figures on either side of a break are not joined and must not be compared.") if told else ()
