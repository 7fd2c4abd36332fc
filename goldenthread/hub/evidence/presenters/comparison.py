"""The boroughs side by side in one period: bars, their key, and the table behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from goldenthread.hub.evidence import noise
from goldenthread.hub.evidence.charts.bars import Bar, Kind, bar_chart
from goldenthread.hub.evidence.charts.drawing import draw
from goldenthread.hub.evidence.places import ENGLAND, LONDON
from goldenthread.hub.evidence.queries import Benchmark
from goldenthread.hub.ui.interface import Cell, Row, Table, wording
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator

from . import events, sentences, written

RANGE = "95% range"
BY_CHANCE = "thin line: where the figure could lie by chance alone"
ABOUT_RANGE = (
    f"“{RANGE}”: where the figure could lie by chance alone, nineteen times in twenty. The figures count everyone, so this "
    "is not about sampling: it is how much a year’s count may differ from another year’s though nothing has changed. "
    "“Not known”: the published numbers do not allow a range."
)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in two widths with its title, its key as (look, words), notes, and the table behind it.

    `narrow` is empty where one drawing serves both widths. `scrolls`: it may be wider than a screen, and scrolls inside itself.
    `map`: 'tiles' or 'outlines' for a map, which takes all the width there is; else ''.
    """

    title: str
    wide: SafeString
    narrow: SafeString
    key: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    table: Table
    map: str = ""
    scrolls: bool = False


def boroughs(page: Benchmark, places: str = "London boroughs", heading: str = "Borough") -> Chart | None:
    """All places compared, highest first. London and England stand among them where sizes can be compared.

    `places` says in words which they are. Without a single figure there is nothing to set side by side: None.
    """
    if all(figure is None or figure.value is None for figure in map(page.at, page.boroughs)):
        return None
    label = _label(page)
    title = f"{_named(page)}: {places}, {label}"
    return _chart(page, list(page.boroughs), title, heading, with_ranges=True)


def neighbours(page: Benchmark) -> Chart | None:
    """The chosen borough among its ten statistical neighbours; None without a choice, a model or any figure."""
    area = page.question.area
    figures = [page.at(n.neighbour_code) for n in page.neighbours]
    if area is None or all(figure is None or figure.value is None for figure in figures):
        return None
    title = f"{_named(page)}: {area.name} and its statistical neighbours, {_label(page)}"
    return _chart(page, [area.code, *(n.neighbour_code for n in page.neighbours)], title, "Authority")


def _named(page: Benchmark) -> str:
    return sentences.named(next(iter(page.figures.values()), None), page.question.indicator)


def _label(page: Benchmark) -> str:
    figure = page.at(LONDON) or page.at(ENGLAND)
    return figure.period_label if figure else page.question.period


def _chart(page: Benchmark, codes: list[str], title: str, heading: str, with_ranges: bool = False) -> Chart:
    references = [] if written.is_count(page.question.indicator) else [LONDON, ENGLAND]
    ordered = _highest_first(o for o in map(page.at, [*codes, *references]) if o)
    in_table = ordered + [o for o in map(page.at, (LONDON, ENGLAND)) if o and o not in ordered]
    ranges = _ranges(page, in_table) if with_ranges else {}
    bars = [
        Bar(
            o.area_name,
            o.value,
            _end(page, o),
            _kind(page, o.area_code),
            None if written.is_small(o) else ranges.get(o.area_code),
        )
        for o in ordered
    ]
    description = _description(page, ordered) + (f" {BY_CHANCE.capitalize()}." if ranges else "")
    return Chart(
        title=title,
        wide=draw(bar_chart(bars), title, description),
        narrow=draw(bar_chart(bars, narrow=True), title, description),
        key=_key(page, {bar.kind for bar in bars}) + ((("range", BY_CHANCE),) if ranges else ()),
        notes=written.notes(ordered, page.question.indicator),
        table=_table(page, in_table, title, heading, ranges),
    )


Ranges = dict[str, tuple[float, float]]  # by area code


def _ranges(page: Benchmark, figures: list[Observation]) -> Ranges:
    """Where each figure could lie by chance alone; empty where that is known of none."""
    found = {o.area_code: noise.interval(o, page.question.indicator) for o in figures}
    return {code: (each.low, each.high) for code, each in found.items() if each}


def _highest_first(figures: Iterable[Observation]) -> list[Observation]:
    return sorted(figures, key=lambda o: (o.value is None, -(o.value or 0), o.area_name))


def _end(page: Benchmark, figure: Observation) -> str:
    said = events.instead(page, figure) or written.value(figure, page.question.indicator)
    return " ".join([said, *written.marks(figure)])


def _cell(page: Benchmark, figure: Observation | None, period: str) -> Cell:
    """The figure of this period, or when the event that it would tell of was."""
    cell = written.cell(figure, page.question.indicator, page.question.published)
    return replace(cell, text=(figure and events.instead(page, figure, period)) or cell.text)


def _kind(page: Benchmark, code: str) -> Kind:
    if code in (LONDON, ENGLAND):
        return "reference"
    if page.question.area and code == page.question.area.code:
        return "chosen"
    return "neighbour" if any(code == n.neighbour_code for n in page.neighbours) else "other"


def _key(page: Benchmark, kinds: set[Kind]) -> tuple[tuple[str, str], ...]:
    chosen = page.question.area.name if page.question.area else ""
    words: dict[Kind, str] = {
        "chosen": f"► {chosen}",
        "neighbour": f"● statistical neighbours of {chosen}",
        "reference": "outlined: London and England",
        "other": "other boroughs",
    }
    return tuple((kind, words[kind]) for kind in words if kind in kinds) if len(kinds) > 1 else ()


def _description(page: Benchmark, ordered: list[Observation]) -> str:
    indicator = page.question.indicator
    known = [o for o in ordered if o.value is not None]
    absent = [o.area_name for o in ordered if o.value is None]
    if not known:
        return "No area has a figure."
    first, last = known[0], known[-1]
    ends = (
        f"Bars from the highest, {first.area_name} with {written.value(first, indicator)}, "
        f"to the lowest, {last.area_name} with {written.value(last, indicator)}."
    )
    if first.value == last.value:
        ends = f"{len(known)} bars of one length: {written.value(first, indicator)}."
    if len(known) == 1:
        ends = f"One bar: {first.area_name} with {written.value(first, indicator)}."
    return ends + (f" Without a figure: {wording.listed(absent)}." if absent else "")


def _table(page: Benchmark, figures: list[Observation], title: str, heading: str, ranges: Ranges) -> Table:
    indicator, period = page.question.indicator, page.question.period
    parts = any(o.denominator is not None for o in figures)
    before = page.previous_period
    columns = [(heading, False), (_label(page), True)]
    columns += [(RANGE, True)] if ranges else []
    columns += [("Number", True), ("Out of", True)] if parts else []
    earlier = [page.at(o.area_code, before) if before else None for o in figures]
    if before:
        label = next((o.period_label for o in earlier if o), before)
        columns.append((label, True))
    rows = []
    for figure, previous in zip(figures, earlier, strict=True):
        cells = [_cell(page, figure, period)]
        if ranges:
            cells.append(_range(ranges.get(figure.area_code), indicator))
        if parts:
            cells += [
                Cell(written.part(p), numeric=True, absent=p is None) for p in (figure.numerator, figure.denominator)
            ]
        if before:
            cells.append(_cell(page, previous, before))
        rows.append(Row(figure.area_name, tuple(cells), _mark(page, figure.area_code), _kind(page, figure.area_code)))
    seen = [*figures, *(earlier if before else [])]
    about_range = (ABOUT_RANGE,) if ranges else ()
    return Table(title, tuple(columns), tuple(rows), (*about_range, *written.notes(seen, indicator)))


def _range(span: tuple[float, float] | None, indicator: Indicator) -> Cell:
    return Cell(written.span(*span, indicator) if span else "not known", numeric=True, absent=span is None)


def _mark(page: Benchmark, code: str) -> str:
    kind = _kind(page, code)
    if kind == "neighbour":
        nearest = next(n for n in page.neighbours if n.neighbour_code == code)
        return f"neighbour {nearest.rank}, {nearest.closeness.lower()}"
    return "chosen" if kind == "chosen" else ""
