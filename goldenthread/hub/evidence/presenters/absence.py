"""Why there is no figure, in words: of one that is worked out here, which part of it is not there."""

from __future__ import annotations

from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator


def words(figure: Observation | None, indicator: Indicator) -> str:
    """As short as a table needs it: 'not available', 'no population figure to divide by'."""
    if figure is not None and lacks_divisor(figure):
        return f"no {_divisor(indicator)} to divide by"
    return wording.NO_FIGURE[figure.status if figure else "missing"]


def why(figure: Observation | None, indicator: Indicator) -> str:
    """In full, as the end of a sentence."""
    if figure is not None and lacks_divisor(figure):
        return f"the number is published, but there is no {_divisor(indicator)} for this period to divide it by"
    return wording.WHY_NO_FIGURE[figure.status if figure else "missing"]


def lacks_divisor(figure: Observation) -> bool:
    """Whether the source has the number, and what is missing is what it would be divided by."""
    is_missing = figure.value is None and figure.status == "missing"
    return is_missing and figure.calculated and figure.numerator is not None and figure.denominator is None


def _divisor(indicator: Indicator) -> str:
    of = indicator.denominator.measure if indicator.denominator else ""
    return "population figure" if of.startswith("population") else "figure"
