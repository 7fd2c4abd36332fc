"""Grids of figures: places by items, and items by years."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from goldenthread.hub.evidence.charts.drawing import draw
from goldenthread.hub.evidence.charts.grid import Square, grid_chart
from goldenthread.hub.evidence.compared import View
from goldenthread.hub.evidence.presenters.comparison import Chart
from goldenthread.hub.evidence.series import Items
from goldenthread.hub.ui.interface import Row, Table, wording
from goldenthread.warehouse.answers import Observation
from goldenthread.warehouse.definitions.indicators import Indicator

from .. import absence, breaks, written
from .parts_panel import codes_of
from .shapes import about, leading, name_of

Key = tuple[int, str]  # (place of the item, area code or period)


def places_by_items(found: Items, view: View, title: str) -> Chart | None:
    """Each column is shaded over its own range, so that a rare need shows its differences as a common one does."""
    codes, title = codes_of(view), f"{title}, place by place"
    names = [name_of(found, code) for code in codes]
    columns = [item.label for item in found.items]
    figures = [[found.at(n, code) for n in range(len(columns))] for code in codes]
    squares = _squares(found, figures, names, columns, lambda place, n: [row[n] for row in figures])
    return _chart(found, figures, names, columns, squares, title, view, [name_of(found, about(view))], "Place")


def items_by_years(found: Items, view: View, title: str) -> Chart | None:
    """Each row is shaded over its own range: what has grown and what has shrunk."""
    code, periods = about(view), found.periods
    names = [item.label for item in found.items]
    figures = [[found.at(n, code, period) for period in periods] for n in range(len(names))]
    labels = [next((o.period_label for row in figures if (o := row[p])), period) for p, period in enumerate(periods)]
    short = [period if len(label) > len(period) else label for period, label in zip(periods, labels, strict=True)]
    squares = _squares(found, figures, names, short, lambda n, _: figures[n], by_row=True)
    return _chart(found, figures, names, short, squares, f"{title}: {name_of(found, code)}", view, [], BY_ROW)


def _squares(
    found: Items, figures: list[list[Observation | None]], names: Sequence[str], columns: Sequence[str],
    like: Callable[[int, int], list[Observation | None]], by_row: bool = False,
) -> list[Square]:  # fmt: skip
    squares = []
    for r, (name, row) in enumerate(zip(names, figures, strict=True)):
        for c, (column, figure) in enumerate(zip(columns, row, strict=True)):
            indicator = found.items[r if by_row else c].indicator
            if figure is None or figure.value is None:
                squares.append(Square(name, column, None, SHORT[figure.status if figure else "missing"]))
                continue
            text = written.short(figure.value, indicator)
            if written.is_small(figure):
                squares.append(Square(name, column, None, text + written.SMALL))
                continue
            if not by_row and _is_too_large(figure, indicator):
                squares.append(Square(name, column, None, text))
                continue
            values = [
                o.value
                for o in like(r, c)
                if o is not None and o.value is not None and not written.is_small(o)
                if by_row or not _is_too_large(o, indicator)
            ]
            low, high = min(values), max(values)
            shade = (figure.value - low) / (high - low) if high > low else 0.0
            squares.append(Square(name, column, shade, text))
    return squares


def _is_too_large(figure: Observation, indicator: Indicator) -> bool:
    """A count of London or England beside those of authorities: shaded with them it would make each of them pale."""
    return written.is_count(indicator) and figure.area_level != "authority"


BY_ROW = "Kind"  # the corner of a grid whose rows are items
SHORT = {"z": "z", "x": "x", "c": "c", "low": "low", "u": "u", "missing": "–"}


def _chart(
    found: Items, figures: list[list[Observation | None]], names: list[str], columns: list[str], squares: list[Square],
    title: str, view: View, bold: list[str], corner: str,
) -> Chart | None:  # fmt: skip
    if all(square.shade is None for square in squares):
        return None
    by_row = corner == BY_ROW
    rows = []
    for r, (name, row) in enumerate(zip(names, figures, strict=True)):
        cells = [
            written.cell(figure, found.items[r if by_row else c].indicator, view.published)
            for c, figure in enumerate(row)
        ]
        rows.append(Row(name, tuple(cells)))
    shown = [figure for row in figures for figure in row]
    notes = written.notes(shown, found.items[0].indicator)
    caption = title if by_row else f"{title}, {found.label}"
    table = Table(caption, ((corner, False), *((column, True) for column in columns)), tuple(rows), notes)
    over = "row" if by_row else "column"
    description = f"A grid of {len(names)} by {len(columns)}; the darker, the higher within its {over}."
    drawn = draw(grid_chart(names, columns, squares, bold), title, description)
    key = (("grid", f"the darker a square, the higher the figure within its {over}{_signs(shown, found)}"),)
    small = draw(grid_chart(names, columns, squares, bold, narrow=True), title, description)
    return Chart(title, drawn, small, key, notes, table, scrolls=True)


def _signs(shown: Sequence[Observation | None], found: Items) -> str:
    """'; –: not in the source': the signs that stand where there is no figure, in the words of the table."""
    absent = [figure for figure in shown if figure is None or figure.value is None]
    indicator = found.items[0].indicator
    told = {f"; {SHORT[f.status if f else 'missing']}: {absence.words(f, indicator)}": None for f in absent}
    return "".join(told)


def finding(found: Items, view: View) -> str:
    """Where the chosen authority, or London, is highest."""
    code = about(view)
    top = leading(found, code, most=1)
    if not top:
        return f"{name_of(found, code)} has no figures for these {wording.in_period(found.label)}"
    return f"{name_of(found, code)} {wording.in_period(found.label)}: {top}"


def finding_over_time(found: Items, view: View) -> str:
    """The item that rose by the most between its first and its last period; percentages would single out the rarest."""
    code = about(view)
    moves = []
    for n, item in enumerate(found.items):
        periods = found.periods[breaks.since(item.indicator, found.periods) :]
        known = [o for period in periods if (o := found.at(n, code, period)) and o.value is not None]
        if len(known) > 1:
            moves.append(((known[-1].value or 0) - (known[0].value or 0), item, known[0], known[-1]))
    if not moves:
        return f"{name_of(found, code)}: there are too few figures to see a change"
    rise, item, first, last = max(moves, key=lambda move: move[0])
    start, end = (f"{written.value(o, item.indicator)} {wording.in_period(o.period_label)}" for o in (first, last))
    said = f"from {start} to {end}"
    if rise <= 0:
        return f"{name_of(found, code)}: nothing here has risen; {item.label} fell least, {said}"
    return f"{name_of(found, code)}: {item.label} grew most, {said}"
