"""The headline cards a second time: the newest figure, the one before, and the change of each."""

from __future__ import annotations

from fractions import Fraction

from .plain_answers import PlainQuestion, rounded
from .plain_evidence import PlainEvidence

HEADLINES = ("sen-support-pupils", "ehc-plans", "new-ehc-plans", "ehc-plan-requests")
PLACES = ("E92000001", "E12000007")  # England, London


def headline_rows(evidence: PlainEvidence, published: bool) -> list[dict[str, object]]:
    """One row for each card and place, holding what HeadlineFigure holds, under the same names."""
    return [_row(evidence, indicator, place, published) for indicator in HEADLINES for place in PLACES]


def _row(evidence: PlainEvidence, indicator: str, place: str, published: bool) -> dict[str, object]:
    definition = evidence.catalogue.indicators[indicator]
    used = PlainQuestion(evidence, definition, {}, published, None)
    as_published = PlainQuestion(evidence, definition, {}, True, None)
    periods = used.periods()[::-1][:3]
    numbers = [rounded(used.figure(place, period).value, definition.decimals) for period in periods] + [None] * 3
    official = [rounded(as_published.figure(place, period).value, definition.decimals) for period in periods] + [
        None
    ] * 3
    latest = used.figure(place, periods[0])
    return {
        "indicator": indicator,
        "area_code": place,
        "period": periods[0].text,
        "value": numbers[0],
        "status": latest.status,
        "published_value": official[0],
        "previous_period": periods[1].text if len(periods) > 1 else None,
        "previous": numbers[1],
        "change_percent": percent_change(numbers[0], numbers[1]),
        "previous_change_percent": percent_change(numbers[1], numbers[2]),
        "published_change_percent": percent_change(official[0], official[1]),
        "amended": bool(latest.amendments),
        "coverage": used.coverage(place, periods[0]),
    }


def percent_change(now: Fraction | None, before: Fraction | None) -> Fraction | None:
    """To one decimal place; None where either is absent or there was nothing before."""
    if now is None or not before:
        return None
    return rounded(100 * (now - before) / before, 1)
