"""What wholes are made of: one bar of full width a place."""

from __future__ import annotations

from goldenthread.hub.evidence.charts.drawing import draw
from goldenthread.hub.evidence.charts.palette import SERIES
from goldenthread.hub.evidence.charts.stacked import Whole, stacked_chart
from goldenthread.hub.evidence.compared import View, with_chosen
from goldenthread.hub.evidence.places import ENGLAND, LONDON
from goldenthread.hub.evidence.presenters.comparison import Chart
from goldenthread.hub.evidence.series import Items
from goldenthread.hub.ui.interface import Row, Table, wording
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator

from .. import written
from .shapes import about, leading, name_of

MOST_PARTS = len(SERIES)


def codes_of(view: View) -> list[str]:
    """The places of the bars: the chosen authority, London and England first."""
    return list(dict.fromkeys([about(view), LONDON, ENGLAND, *with_chosen(view)]))


def chart(found: Items, view: View, title: str) -> Chart | None:
    """Bars of percentages: shares as published, counts as shares of their sum (never where one of them is absent)."""
    names = [item.label for item in found.items]
    wholes = []
    for code in codes_of(view):
        figures = [found.at(n, code) for n in range(len(names))]
        shares = _shares(figures, written.is_count(found.items[0].indicator))
        absent = "" if shares else _why(figures)
        wholes.append(Whole(name_of(found, code), shares or (None,) * len(names), code == about(view), absent))
    if all(whole.absent for whole in wholes):
        return None
    wholes = wholes[:3] + sorted(
        wholes[3:], key=lambda whole: (bool(whole.absent), -(whole.parts[0] or 0), whole.place)
    )
    description = (
        f"Bars of full width for {wording.counted(len(wholes), 'place')}, parts in this order: {wording.listed(names)}."
    )
    return Chart(
        title=title,
        wide=draw(stacked_chart(names, wholes), title, description),
        narrow=draw(stacked_chart(names, wholes, narrow=True), title, description),
        key=tuple((f"part-{n}", name) for n, name in enumerate(names)),
        notes=_notes(wholes, found.items[0].indicator),
        table=_table(found, codes_of(view), title, view.published),
    )  # fmt: skip


def _notes(wholes: list[Whole], indicator: Indicator) -> tuple[str, ...]:
    """What must be known to read the bars: which are not drawn, and which are longer than a whole."""
    absent = any(whole.absent for whole in wholes)
    told = ["A bar is only drawn where every part is known; the table behind has what is known of the others."] * absent
    sums = [(whole.place, sum(part or 0 for part in whole.parts), len(whole.parts)) for whole in wholes]
    rounding = 0.5 * 10**-indicator.decimals + 1e-9  # of each part
    over = [
        f"{place} ({wording.amount(total, 'percent', indicator.decimals)})"
        for place, total, parts in sums
        if total > 100 + parts * rounding
    ]
    if over:
        told.append(f"The parts add up to more than 100%, because some are counted in more than one: {wording.listed(over)}.")  # fmt: skip
    return tuple(told)


def _shares(figures: list[Observation | None], counts: bool) -> tuple[float | None, ...]:
    """Each part as a percentage; () where a part is absent."""
    values = [figure.value if figure else None for figure in figures]
    if not values or any(value is None for value in values):
        return ()
    known = [value or 0.0 for value in values]
    whole = sum(known) if counts else 100.0
    return tuple(100 * value / whole for value in known) if whole else ()


def _why(figures: list[Observation | None]) -> str:
    missing = [figure for figure in figures if figure is None or figure.value is None]
    if not missing:
        return "nothing to divide"
    words = wording.NO_FIGURE[missing[0].status if missing[0] else "missing"]
    return words if len(missing) == len(figures) else f"{len(missing)} of {len(figures)} parts {words}"


def _table(found: Items, codes: list[str], title: str, published: bool) -> Table:
    """Places down, parts across."""
    rows = [
        Row(name_of(found, code), tuple(written.cell(found.at(n, code), item.indicator, published) for n, item in enumerate(found.items)))
        for code in codes
    ]  # fmt: skip
    columns = (("Place", False), *((item.label, True) for item in found.items))
    shown = [found.at(n, code) for n in range(len(found.items)) for code in codes]
    return Table(f"{title}, {found.label}", columns, tuple(rows), written.notes(shown, found.items[0].indicator))


def finding(found: Items, view: View) -> str:
    """The two largest parts."""
    code = about(view)
    top = leading(found, code, lead="the largest parts are")
    if not top:
        return f"{name_of(found, code)} has no figures for these {wording.in_period(found.label)}"
    return f"{name_of(found, code)} {wording.in_period(found.label)}: {top}"
