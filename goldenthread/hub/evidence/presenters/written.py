"""Observations as text, with what a reader must know to read them."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.hub.evidence import links
from goldenthread.hub.ui.interface import Cell, wording
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator

SMALL = "†"
COUNTS = {
    "plans", "requests", "assessments", "pupils", "children", "people", "appeals", "decisions",
    "pounds", "referrals", "placements", "reviews", "officers",
}  # fmt: skip


def is_count(indicator: Indicator) -> bool:
    """True where a larger area has a larger figure, so that areas must not be compared by size."""
    return indicator.unit in COUNTS


def value(figure: Observation | None, indicator: Indicator) -> str:
    """The figure as written, or why there is none."""
    if figure is None or figure.value is None:
        return wording.NO_FIGURE[figure.status if figure else "missing"]
    return wording.amount(figure.value, indicator.unit, indicator.decimals)


def is_small(figure: Observation) -> bool:
    """True for a figure that is there but counted on too few to rank or compare."""
    return figure.small_denominator and figure.value is not None


def part(amount: float | None) -> str:
    """A numerator or denominator, or words."""
    if amount is None:
        return "not given"
    return wording.number(amount, 0 if amount == int(amount) else 1)


def as_in_file(amount: float) -> str:
    """A source cell's number with every decimal place that the file gives."""
    return f"{amount:,.15g}".replace("-", wording.MINUS)


def cell(figure: Observation | None, indicator: Indicator, published: bool = False) -> Cell:
    """The figure as a table cell that leads to 'About this figure'."""
    if figure is None:
        return Cell(wording.NO_FIGURE["missing"], numeric=True, absent=True)
    address = links.figure(indicator.id, figure.area_code, figure.period, figure.breakdown, published)
    about = f"About this figure: {figure.area_name}, {figure.period_label},"
    tag = " ".join(filter(None, [SMALL if is_small(figure) else "", "amended" if figure.amendment else ""]))
    return Cell(value(figure, indicator), address, about, numeric=True, absent=figure.value is None, tag=tag)


def notes(figures: Iterable[Observation | None], indicator: Indicator) -> tuple[str, ...]:
    """An explanation of every symbol and mark that occurs in the figures, and of no other."""
    figures = list(figures)
    shown = [figure for figure in figures if figure]
    statuses = {figure.status if figure else "missing" for figure in figures} - {"ok"}
    told = [
        f"“{words.capitalize()}”: {wording.WHY_NO_FIGURE[status]}. It is not zero."
        for status, words in wording.NO_FIGURE.items()
        if status in statuses
    ]
    if any(map(is_small, shown)) and indicator.small_denominator:
        told.append(
            f"{SMALL} Counted on fewer than {indicator.small_denominator.minimum}: {indicator.small_denominator.reason}"
        )
    if any(figure.amendment for figure in shown):
        told.append(
            "“amended” means: corrected by the alliance. The figure’s own page shows the published one beside it."
        )
    return tuple(told)
