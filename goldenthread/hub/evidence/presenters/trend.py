"""The chosen borough, London and England over time: lines, the neighbours' range, and the table behind them."""

from __future__ import annotations

from goldenthread.hub.evidence.charts.drawing import draw
from goldenthread.hub.evidence.charts.lines import Line, Style, line_chart
from goldenthread.hub.evidence.places import ENGLAND, LONDON
from goldenthread.hub.evidence.queries import Benchmark
from goldenthread.hub.ui.interface import Cell, Row, Table, wording
from goldenthread.warehouse.answers import Observation

from . import breaks, sentences, written
from .comparison import Chart

Span = tuple[Observation, Observation]


def over_time(page: Benchmark) -> Chart | None:
    """Every period there is; None when there is nothing to draw over time. Where sizes cannot be compared one area is drawn."""
    indicator, periods = page.question.indicator, page.question.periods
    chosen = page.question.area
    lines = _lines(page)
    if len(periods) < 2 or not lines:
        return None
    title = f"{sentences.named(next(iter(page.figures.values()), None), indicator)} over time: {lines[0].area}"
    spans = [] if not chosen else [_span(page, period) for period in periods]
    band = [(s[0].value or 0, s[1].value or 0) if s else None for s in spans]
    labels = [page.figures[LONDON, p].period_label if (LONDON, p) in page.figures else p for p in periods]
    short = [short_period(p, label) for p, label in zip(periods, labels, strict=True)]
    parted = [short[place] for place in breaks.places(indicator, periods)]
    description = _description(lines, labels)
    return Chart(
        title=title,
        wide=draw(line_chart(short, lines, band, parted), title, description),
        narrow=draw(line_chart(short, lines, band, parted, narrow=True), title, description),
        key=_key(lines, any(band), bool(parted)),
        notes=breaks.in_words(indicator, periods),
        table=_table(page, title, spans, labels),
    )


def short_period(period: str, label: str) -> str:
    """A period as an axis has room for it: '2025' for January 2025, 'Jan 2023' for a month."""
    if len(label) <= len(period):
        return label
    return f"{label[:3]} {label[-4:]}" if len(period) == len("2023-01") else period


def _areas(page: Benchmark) -> list[tuple[str, Style]]:
    chosen: list[tuple[str, Style]] = [(page.question.area.code, "chosen")] if page.question.area else []
    return [*chosen, (LONDON, "london"), (ENGLAND, "england")]


def _lines(page: Benchmark) -> list[Line]:
    lines: list[Line] = []
    for code, style in _areas(page):
        if lines and written.is_count(page.question.indicator):
            break
        series = [page.at(code, period) for period in page.question.periods]
        known = [o for o in series if o and o.value is not None]
        if known:
            values = tuple(o.value if o else None for o in series)
            lines.append(Line(known[-1].area_name, values, written.value(known[-1], page.question.indicator), style))
    return lines


def _span(page: Benchmark, period: str) -> Span | None:
    """The neighbours' lowest and highest figure in a period; None when none has one."""
    figures = [page.at(n.neighbour_code, period) for n in page.neighbours]
    known = sorted((o for o in figures if o and o.value is not None), key=lambda o: o.value or 0)
    return (known[0], known[-1]) if known else None


def _key(lines: list[Line], band: bool, parted: bool) -> tuple[tuple[str, str], ...]:
    words = {"chosen": "solid line, circles", "london": "dashed line, squares", "england": "dotted line, triangles"}
    key = [(f"line-{line.style}", f"{line.area} ({words[line.style]})") for line in lines]
    key += [("band", "shaded: from the lowest to the highest of the statistical neighbours")] if band else []
    return tuple(key + ([("break", "upright dashed line: break in the series")] if parted else []))


def _description(lines: list[Line], labels: list[str]) -> str:
    told = []
    for line in lines:
        gaps = [label for label, value in zip(labels, line.values, strict=True) if value is None]
        told.append(
            f"{line.area} ends at {line.latest}" + (f", without a figure for {wording.listed(gaps)}" if gaps else "")
        )
    span = f"From {labels[0]} to {labels[-1]}. " if labels else ""
    return f"{span}{'; '.join(told) or 'No area has a figure'}."


def _table(page: Benchmark, title: str, spans: list[Span | None], labels: list[str]) -> Table:
    indicator, published = page.question.indicator, page.question.published
    areas = [code for code, _ in _areas(page)]
    names = {code: next((o.area_name for (c, _), o in page.figures.items() if c == code), code) for code in areas}
    columns = [("Period", False), *((names[code], True) for code in areas)]
    columns += [("Neighbours, lowest", True), ("Neighbours, highest", True)] if any(spans) else []
    rows = []
    for place in reversed(range(len(labels))):
        period = page.question.periods[place]
        cells = [written.cell(page.at(code, period), indicator, published) for code in areas]
        if any(spans):
            span = spans[place]
            cells += [written.cell(o, indicator, published) for o in span] if span else [Cell("none", numeric=True)] * 2
        rows.append(Row(labels[place], tuple(cells)))
    shown = [page.at(code, period) for code in areas for period in page.question.periods]
    return Table(title, tuple(columns), tuple(rows), written.notes(shown, indicator))
