"""An indicator's figure as a section shows it: the borough, its way here, its neighbours and London."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from goldenthread.hub.evidence.interface import Reading
from goldenthread.hub.plans.charts import small_line
from goldenthread.hub.plans.questions import told
from goldenthread.hub.ui.interface import Cell, Row, Table, wording


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator. `key`: indicator and breakdown as a form sends them. `beside`: (whose, figure) pairs.

    `amended`: that it is, with the published figure; '' for one that is as published.
    """

    key: str
    title: str
    value: str
    when: str
    is_absent: bool
    sentence: str
    drawn: SafeString
    span: str
    beside: tuple[tuple[str, str], ...]
    table: Table | None
    href: str
    page: str
    amended: str


def figure_of(reading: Reading, area: str) -> Figure:
    """A reading for a page."""
    latest = reading.latest
    beside = [(f"Middle of {wording.counted(reading.neighbours_count, 'neighbour')}", told(reading.neighbours))]
    return Figure(
        key=key_of(reading.indicator, reading.breakdown), title=reading.title, value=latest.text if latest and latest.value is not None else told(latest),
        when=latest.label if latest else "", is_absent=latest is None or latest.value is None,
        sentence=reading.sentence, drawn=small_line(reading.trend, f"{reading.title}, {area}: {_span(reading)}"),
        span=_span(reading), beside=(*(beside if reading.neighbours else []), ("London", told(reading.london))),
        table=_table(reading, area) if len(reading.trend) > 1 else None,
        href=reading.href, page=reading.page, amended=latest.amended if latest and latest.value is not None else "",
    )  # fmt: skip


def key_of(indicator: str, breakdown: str) -> str:
    """Indicator and breakdown in one value of a form."""
    return f"{indicator}|{breakdown}"


def read_key(key: str) -> tuple[str, str]:
    """The two again; 'total' where no breakdown is named."""
    indicator, _, breakdown = key.partition("|")
    return indicator, breakdown or "total"


def _span(reading: Reading) -> str:
    """'from 60.1% in 2019 to 96.6% in 2024'."""
    known = [point for point in reading.trend if point.value is not None]
    if not known:
        return "no figure in any period"
    first, last = known[0], known[-1]
    end = f"{last.marked} {wording.in_period(last.label)}"
    return end if first is last else f"from {first.marked} {wording.in_period(first.label)} to {end}"


def _table(reading: Reading, area: str) -> Table:
    rows = tuple(
        Row(point.label, (Cell(point.marked, numeric=point.value is not None, absent=point.value is None),))
        for point in reversed(reading.trend)
    )
    return Table(f"{reading.title}, {area}", (("Period", False), (area, True)), rows)
