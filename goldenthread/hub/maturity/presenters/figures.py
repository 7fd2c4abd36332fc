"""The borough's figures beside a statement, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.hub.evidence.interface import Point, Reading
from goldenthread.hub.maturity.figures import Figure
from goldenthread.hub.maturity.models import Evidence

PERIODS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class FigureShown:
    """One figure. `facts`: (what, words) of trend, neighbours and London; `is_kept`: it is evidence here already."""

    title: str
    value: str
    label: str
    facts: tuple[tuple[str, str], ...]
    sentence: str
    href: str
    page: str
    indicator: str
    breakdown: str
    is_outcome: bool
    is_kept: bool
    can_be_kept: bool


def figures_shown(figures: Iterable[Figure], evidence: Iterable[Evidence]) -> tuple[FigureShown, ...]:
    """Every figure, and whether its newest value is evidence of the statement already."""
    kept = {(each.indicator, each.breakdown, each.period, each.build) for each in evidence}
    return tuple(_shown(each, kept) for each in figures)


def _shown(figure: Figure, kept: set[tuple[str, str, str, str]]) -> FigureShown:
    reading = figure.reading
    latest, facts = reading.latest, []
    recent = reading.trend[-PERIODS_SHOWN:]
    if sum(point.value is not None for point in recent) > 1:
        facts.append(("Over time", ", ".join(f"{point.text} ({_when(point)})" for point in recent)))
    if reading.neighbours is not None:
        facts.append((f"Median of {reading.neighbours_count} neighbours", reading.neighbours.marked))
    if reading.london is not None and reading.london.value is not None:
        facts.append(("London", f"{reading.london.text} ({_when(reading.london)})"))
    key = (reading.indicator, reading.breakdown, latest.period if latest else "", reading.build)
    return FigureShown(
        reading.title, latest.text if latest else "no figure of this borough", _when(latest) if latest else "", tuple(facts),
        reading.sentence, reading.href, reading.page, reading.indicator, reading.breakdown, figure.is_outcome, key in kept,
        latest is not None and latest.value is not None,
    )  # fmt: skip


def since_kept(item: Evidence, now: Reading | None) -> str:
    """How a kept figure stands to the figures in force; '' where they say the same or it is not one of theirs."""
    if not item.build or now is None or now.build == item.build or now.latest is None:
        return ""
    same = next((each for each in now.trend if each.period == item.period), None)
    if same is None:
        words = "it is not in the figures in force"
    elif same.value == item.value or same.text == item.value_text:
        words = ""
    else:
        words = f"{same.text} in the figures in force"
    said = [f"{item.value_text} when it was kept; {words}."] if words else []
    if now.latest.period != item.period:
        said.append(f"A later figure is in force: {now.latest.text} ({_when(now.latest)}).")
    return " ".join(said)


def _when(point: Point) -> str:
    """'January 2025; amended; 99,116 published'."""
    return "; ".join(filter(None, (point.label, point.amended)))
