"""The headline page's four cards. Percent changes are worked out here from the figures, never stored."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from .answers import HeadlineCard, HeadlineFigure, Observation

if TYPE_CHECKING:
    from .reader import Store

HEADLINE_INDICATORS = ("sen-support-pupils", "ehc-plans", "new-ehc-plans", "ehc-plan-requests")
HEADLINE_AREAS = ("E92000001", "E12000007")


def headline_cards(store: Store, published: bool) -> tuple[HeadlineCard, ...]:
    """One card for each headline indicator that the build holds, with England first and then London."""
    cards = []
    for indicator_id in HEADLINE_INDICATORS:
        indicator = store.catalogue.indicator(indicator_id)
        series = store.query(indicator_id, areas=HEADLINE_AREAS, published=published)
        figures = tuple(_figure(store, [o for o in series if o.area_code == code]) for code in HEADLINE_AREAS if series)
        cards.append(HeadlineCard(indicator.id, indicator.title, indicator.definition, figures))
    return tuple(cards)


def _figure(store: Store, series: list[Observation]) -> HeadlineFigure:
    latest = series[-1]
    previous = series[-2] if len(series) > 1 else None
    earlier = [o.value for o in reversed(series[:-1])] + [None, None]
    return HeadlineFigure(
        area_code=latest.area_code, area_name=latest.area_name, period=latest.period, period_label=latest.period_label,
        value=latest.value, status=latest.status, published_value=latest.published_value,
        previous_period=previous.period if previous else None,
        previous_period_label=previous.period_label if previous else None,
        previous=earlier[0],
        change_percent=change_percent(latest.value, earlier[0]),
        previous_change_percent=change_percent(earlier[0], earlier[1]),
        published_change_percent=change_percent(latest.published_value, previous.published_value if previous else None),
        amendment_note=amendment_note(store, latest), coverage=latest.coverage, release=latest.release,
        standing=_standing(store, latest),
    )  # fmt: skip


def _standing(store: Store, figure: Observation) -> str:
    cell = figure.cells.get("value")
    return store.file(cell.file, cell.source).standing if cell else "published"


def change_percent(new: float | None, old: float | None) -> float | None:
    """Change on the old figure to one decimal place, half away from zero; None when either is absent or the old one is 0."""
    if new is None or old is None or old == 0:
        return None
    percent = 100 * (Decimal(str(new)) - Decimal(str(old))) / Decimal(str(old))
    return float(percent.quantize(Decimal("0.1"), ROUND_HALF_UP))


def amendment_note(store: Store, figure: Observation) -> str | None:
    """What an amendment did to the figure, in a sentence; None when none applies."""
    if figure.amendment is None or figure.value is None or figure.published_value is None:
        return None
    amendment = store.catalogue.amendments[figure.amendment]
    used = "withheld" if amendment.used_value is None else f"{amendment.used_value:,.0f} used"
    return (
        f"Published {figure.published_value:,.0f}; {figure.value:,.0f} used. {amendment.title}: "
        f"{amendment.published_value:,.0f} published, {used}. {amendment.reason}"
    )
